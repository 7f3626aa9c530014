import type { Relation } from "../model/person.ts";
import type { EpochMs } from "../model/time.ts";
import type { Caller } from "./caller.ts";
import { type DataClass, dataClasses } from "./data-classes.ts";

/** What a relation gives: data classes, and the say of a guardian. */
export type RelationGrant = DataClass | "guardian";

/**
 * What a relative may see at a time. Without a consent that stands, nothing; a guardian everything, since they decide for
 * the resident; whoever is to be called in an emergency its alerts (see {@link alertsSeenBy}), since life is protected by it
 * (个人信息保护法 art. 13). `until` is the first moment at which it stands no longer.
 */
export function grantsOf({ consent, guardian, isEmergencyContact }: Relation, at: EpochMs): ReadonlySet<RelationGrant> {
  if (guardian !== undefined && stands(guardian, at)) return new Set([...dataClasses, "guardian"]);
  const granted = consent !== undefined && stands(consent, at) ? consent.classes : [];
  return new Set(isEmergencyContact === true ? [...granted, "alerts"] : granted);
}

/** What a person may see of a resident as their relative; empty for everybody else. */
export function grantsFor(caller: Caller, residentId: string): ReadonlySet<RelationGrant> {
  if (caller.kind !== "person" || caller.person.disabledAt !== undefined) return new Set();
  const relation = caller.person.relations.find((one) => one.residentId === residentId);
  return relation === undefined ? new Set() : grantsOf(relation, caller.at);
}

/** Which alerts of a resident their relative sees: whoever is only to be called in an emergency, those of high priority. */
export function alertsSeenBy(relation: Relation, at: EpochMs): "all" | "emergencies" | "none" {
  const { isEmergencyContact: _, ...byConsent } = relation;
  if (grantsOf(byConsent, at).has("alerts")) return "all";
  return grantsOf(relation, at).has("alerts") ? "emergencies" : "none";
}

/** The next moment at which what a relation gives is less than at `at`; undefined: it stands until somebody takes it away. */
export function grantsEndAt({ consent, guardian }: Relation, at: EpochMs): EpochMs | undefined {
  const ends = [consent, guardian].flatMap((period) =>
    period?.until !== undefined && stands(period, at) ? [period.until] : [],
  );
  return ends.length === 0 ? undefined : Math.min(...ends);
}

function stands({ from, until }: { readonly from: EpochMs; readonly until?: EpochMs }, at: EpochMs): boolean {
  return from <= at && (until === undefined || at < until);
}
