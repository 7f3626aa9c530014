import type { FunctionDeclaration } from "../functions/declaration.ts";
import { breakGlass } from "../functions/manifest/break-glass.ts";
import { consortium } from "../functions/manifest/consortium.ts";
import { family } from "../functions/manifest/family.ts";
import { familyMessages } from "../functions/manifest/family-messages.ts";
import { joining } from "../functions/manifest/joining.ts";
import { referralPapers } from "../functions/manifest/referral-papers.ts";
import { referrals } from "../functions/manifest/referrals.ts";
import { retention } from "../functions/manifest/retention.ts";
import { visits } from "../functions/manifest/visits.ts";
import { visitsBetween } from "../functions/manifest/visits-between.ts";
import { type FunctionName, functionNames, manifest } from "../functions/manifest.ts";

/** The parts of a cell that hold functions. */
export type FunctionPart = "Service" | RoutePart;

/**
 * Those with functions that people start: `Consortium` holds what houses do together, `Families` what relatives see and
 * say, who may see what, and how long it is kept; `Api` the others.
 */
export const routeParts = ["Api", "Consortium", "Families"] as const;
export type RoutePart = (typeof routeParts)[number];

/** A function that stood in a stack stays there: under its name there can be only one, and the other would not make room. */
const together: ReadonlySet<string> = new Set(
  [consortium, referrals, referralPapers, visits, visitsBetween].flatMap((functions) => Object.keys(functions)),
);

const families: ReadonlySet<string> = new Set(
  [family, familyMessages, joining, breakGlass, retention].flatMap((functions) => Object.keys(functions)),
);

/**
 * Where a function stands: CloudFormation takes 500 resources a stack, and what answers people grows fastest, seven
 * resources a route.
 */
export function partOf(name: FunctionName): FunctionPart {
  const { trigger }: FunctionDeclaration = manifest[name];
  if (trigger.kind !== "http") return "Service";
  if (families.has(name)) return "Families";
  return together.has(name) ? "Consortium" : "Api";
}

export function functionsOf(part: FunctionPart): readonly FunctionName[] {
  return functionNames.filter((name) => partOf(name) === part);
}

/** The path of a function's construct below the cell, as findings name it. */
export function pathOfFunction(name: FunctionName): string {
  return `${partOf(name)}/${name}`;
}
