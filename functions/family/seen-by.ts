import type { FamilyResidentView } from "../../contracts/http/family.ts";
import { timeField } from "../../contracts/iso-time.ts";
import type { Caller } from "../../domain/access/caller.ts";
import { alertsSeenBy, grantsEndAt, grantsOf } from "../../domain/access/consent.ts";
import { type DataClass, dataClasses } from "../../domain/access/data-classes.ts";
import type { Relation } from "../../domain/model/person.ts";

/** What a caller sees of a resident as their relative. */
export interface Seen {
  /** As the staff say it. */
  readonly relation: string;
  readonly classes: ReadonlySet<DataClass>;
  readonly alerts: "all" | "emergencies" | "none";
  readonly access: FamilyResidentView["access"];
}

/** By the relation that stands now; undefined for whoever has none. The operators' command sees everything. */
export function seenBy(caller: Caller, residentId: string): Seen | undefined {
  if (caller.kind === "operators-command") {
    const access: Seen["access"] = { state: "guardian", classes: [...dataClasses] };
    return { relation: "", classes: new Set(dataClasses), alerts: "all", access };
  }
  const relation = caller.person.relations.find((one) => one.residentId === residentId);
  return relation === undefined ? undefined : seenByRelation(relation, caller.at);
}

function seenByRelation(relation: Relation, at: number): Seen {
  const grants = grantsOf(relation, at);
  const classes = new Set(dataClasses.filter((each) => grants.has(each)));
  const alerts = alertsSeenBy(relation, at);
  // An emergency contact is told of emergencies: that is not the class.
  if (alerts !== "all") classes.delete("alerts");
  const { consent } = relation;
  const from = consent !== undefined && consent.from > at ? consent.from : undefined;
  return {
    relation: relation.relation,
    classes,
    alerts,
    access: {
      state: stateOf(grants.has("guardian"), classes.size, alerts),
      classes: [...classes],
      ...timeField("until", grantsEndAt(relation, at)),
      ...timeField("from", from),
    },
  };
}

function stateOf(isGuardian: boolean, granted: number, alerts: Seen["alerts"]): Seen["access"]["state"] {
  if (isGuardian) return "guardian";
  if (granted > 0) return "granted";
  return alerts === "emergencies" ? "emergencies" : "not-granted";
}
