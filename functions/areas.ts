import type { FunctionDeclaration } from "./declaration.ts";
import { alerts } from "./manifest/alerts.ts";
import { breakGlass } from "./manifest/break-glass.ts";
import { calls } from "./manifest/calls.ts";
import { consortium } from "./manifest/consortium.ts";
import { facilities } from "./manifest/facilities.ts";
import { family } from "./manifest/family.ts";
import { familyMessages } from "./manifest/family-messages.ts";
import { joining } from "./manifest/joining.ts";
import { people } from "./manifest/people.ts";
import { referralPapers } from "./manifest/referral-papers.ts";
import { referrals } from "./manifest/referrals.ts";
import { residents } from "./manifest/residents.ts";
import { retention } from "./manifest/retention.ts";
import { service } from "./manifest/service.ts";
import { visits } from "./manifest/visits.ts";
import { visitsBetween } from "./manifest/visits-between.ts";
import { type FunctionName, functionNames, manifest } from "./manifest.ts";

interface Area {
  readonly functions: Readonly<Record<string, FunctionDeclaration>>;
  /** What those who use it lose, as far as one sentence can say it of them all; it heads the area's alarm. */
  readonly ifItFails: string;
}

/** What people do with the service, by the parts of the manifest: the requests of one area ring one alarm. */
const areas = {
  alerts: {
    functions: alerts,
    ifItFails: "Staff cannot see, answer or end alerts, or hand them over: telephone the homes.",
  },
  calls: {
    functions: calls,
    ifItFails:
      "Rosters, policies and channels by which alerts call people cannot be seen or changed; what was set holds.",
  },
  consortium: {
    functions: consortium,
    ifItFails: "Beds cannot be seen, held or converted, nor agreements changed: the houses have to telephone.",
  },
  facilities: {
    functions: facilities,
    ifItFails: "Boards may not open, and devices cannot be put into service, given to somebody else or locked out.",
  },
  families: {
    functions: { ...family, ...familyMessages },
    ifItFails:
      "Relatives do not see how their own are, as their pages say, or cannot write to care teams: telephone them.",
  },
  people: {
    functions: { ...people, ...joining, ...retention },
    ifItFails:
      "Pages may not know who signed in; nobody can be let in or locked out, no consent given or taken back, nothing erased.",
  },
  referrals: {
    functions: { ...referrals, ...referralPapers, ...breakGlass },
    ifItFails:
      "Referrals cannot be followed or confirmed, papers not read, records not opened in an emergency: houses have to telephone.",
  },
  residents: {
    functions: residents,
    ifItFails: "Residents' pages, charts and notes do not open, or what is known of residents cannot be changed.",
  },
  service: {
    functions: service,
    ifItFails: "Operators do not see how the service is and what was refused; pages go by their workstation's clock.",
  },
  visits: {
    functions: { ...visits, ...visitsBetween },
    ifItFails: "Video visits cannot be arranged, entered or written down: doctor and home have to telephone.",
  },
} as const satisfies Record<string, Area>;

export type AreaName = keyof typeof areas;
export const areaNames = Object.keys(areas) as readonly AreaName[];

/** What a resident would lose at once: who answers an alert, calls a hospital or keeps a board live is told of apart. */
const toldApart: ReadonlySet<FunctionName> = new Set([
  "acknowledge-alert",
  "arrive-at-alert",
  "call-green-channel",
  "renew-live-lease",
]);

/**
 * The area whose alarm tells of a function: of those that answer requests, but for the few that have an alarm of their
 * own, as has everything that is not started by a request. A route that stands in no area has an alarm of its own, too.
 */
export function areaOf(name: FunctionName): AreaName | undefined {
  const { trigger }: FunctionDeclaration = manifest[name];
  if (trigger.kind !== "http" || toldApart.has(name)) return undefined;
  return areaNames.find((area) => Object.hasOwn(areas[area].functions, name));
}

/** The functions that have to be told of by the alarm of an area. */
export function functionsIn(area: AreaName): readonly FunctionName[] {
  return functionNames.filter((name) => areaOf(name) === area);
}

export function lossOf(area: AreaName): string {
  return areas[area].ifItFails;
}

/** The id of the alarm that tells first of a function's failures. */
export function alarmIdOf(name: FunctionName): string {
  const area = areaOf(name);
  return area === undefined ? name : alarmIdOfArea(area);
}

export function alarmIdOfArea(area: AreaName): string {
  return `area-${area}`;
}

/** An area's alarm rings when the weights of five minutes come to this. */
export const ringingWeight = 3;

/**
 * How much one failed request weighs. Who reads tries again at once, and one lost race is no failure of the service: it
 * takes three of them. Who wanted to change something rarely does: one is enough.
 */
export function weightOf(name: FunctionName): number {
  const { trigger }: FunctionDeclaration = manifest[name];
  return trigger.kind === "http" && trigger.method === "GET" ? 1 : ringingWeight;
}
