import type { FunctionDeclaration } from "./declaration.ts";
import { alerts } from "./manifest/alerts.ts";
import { breakGlass } from "./manifest/break-glass.ts";
import { calls } from "./manifest/calls.ts";
import { consortium } from "./manifest/consortium.ts";
import { facilities } from "./manifest/facilities.ts";
import { family } from "./manifest/family.ts";
import { familyMessages } from "./manifest/family-messages.ts";
import { intake } from "./manifest/intake.ts";
import { joining } from "./manifest/joining.ts";
import { people } from "./manifest/people.ts";
import { referralPapers } from "./manifest/referral-papers.ts";
import { referrals } from "./manifest/referrals.ts";
import { residents } from "./manifest/residents.ts";
import { retention } from "./manifest/retention.ts";
import { service } from "./manifest/service.ts";
import { visits } from "./manifest/visits.ts";
import { visitsBetween } from "./manifest/visits-between.ts";

/** Every function of the service: data only, read by the deployment, the one box and the documentation. */
export const manifest = {
  ...intake,
  ...service,
  ...facilities,
  ...family,
  ...familyMessages,
  ...consortium,
  ...residents,
  ...alerts,
  ...calls,
  ...referrals,
  ...referralPapers,
  ...people,
  ...retention,
  ...joining,
  ...visits,
  ...visitsBetween,
  ...breakGlass,
} as const satisfies Record<string, FunctionDeclaration>;

export type FunctionName = keyof typeof manifest;
export const functionNames = Object.keys(manifest) as readonly FunctionName[];
