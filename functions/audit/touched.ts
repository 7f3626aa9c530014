import type { AuditClass, AuditDeed } from "../../domain/audit/entry.ts";
import type { Concerned } from "../../domain/audit/reason.ts";
import type { FunctionName } from "../manifest.ts";
import { ofImport, ofItems, ofOffer, ofRelations, ofResidents, ofSearch } from "./told-of.ts";

/** What of a request and its answer says whom it was about. */
export interface Asked {
  readonly path: unknown;
  readonly query: unknown;
  readonly body: unknown;
  /** Absent before a change is done. */
  readonly answer?: unknown;
}

/** How the trail tells of a route, where that differs from what its action, its method and what it acts on say. */
export interface Touched {
  readonly dataClass?: AuditClass | "none";
  readonly deed?: AuditDeed;
  /** Whom an answer tells of; absent: the resident on whom the route acts, or the facility. */
  readonly tellsOf?: (asked: Asked) => readonly Concerned[];
  /** A long list: an entry for each facility instead of each resident, but for relatives, who see few. */
  readonly isByFacility?: true;
}

/**
 * Routes of which action and method do not say all. Those that act on the caller's own (`on: "own"`) have to stand here,
 * since only their answer says of whom it tells: tests/functions/audit-routes.test.ts asks each of them.
 */
export const touched: Readonly<Partial<Record<FunctionName, Touched>>> = {
  "list-family-threads": { tellsOf: ofItems, isByFacility: true },
  "list-family": { tellsOf: ofResidents },
  "list-residents": { tellsOf: ofResidents, isByFacility: true },
  "list-alerts": { tellsOf: ofItems, isByFacility: true },
  "list-devices": { tellsOf: ofItems, isByFacility: true },
  "list-visits": { tellsOf: ofItems, isByFacility: true },
  "list-tasks": { tellsOf: ofItems, isByFacility: true },
  "list-referrals": { tellsOf: ofItems, isByFacility: true },
  "count-free-beds": { dataClass: "none" },
  "list-people": { tellsOf: ofRelations },
  "register-person": { tellsOf: ofRelations },
  "change-person": { tellsOf: ofRelations },
  "import-register": { tellsOf: ofImport },
  search: { dataClass: "identity", deed: "read", tellsOf: ofSearch },
  "list-partner-residents": { dataClass: "identity", tellsOf: ofResidents },
  "offer-visit": { dataClass: "video", tellsOf: ofOffer },
  "read-observations": { dataClass: "vitals" },
  "show-visit-vitals": { dataClass: "vitals" },
  "show-visit-record": { dataClass: "record" },
  "list-alert-notifications": { dataClass: "alerts" },
  "renew-live-lease": { deed: "listen" },
  "renew-family-lease": { deed: "listen" },
};
