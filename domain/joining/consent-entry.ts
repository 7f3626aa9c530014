import type { DataClass } from "../access/data-classes.ts";
import type { Actor } from "../alerts/alert.ts";
import type { Relation } from "../model/person.ts";
import type { EpochMs } from "../model/time.ts";
import type { Guardianship } from "./guardianship.ts";

/** What a relative agrees to of their own: the tie itself, without which there is nothing to see; and being written to. */
export const joiningPurposes = ["relation", "messages"] as const;
export type JoiningPurpose = (typeof joiningPurposes)[number];

/** Who said yes or no, and how. Staff say no alone, to protect the resident; they never say yes. */
export type Given =
  /** Who took it down saw that they understand what they decide. */
  | { readonly by: "resident"; readonly how: "paper" | "spoken"; readonly witness?: string }
  | {
      readonly by: "guardian";
      readonly how: "app" | "paper" | "spoken";
      readonly personId: string;
      readonly name: string;
      /** By which proof, see {@link Relation.guardian}. */
      readonly proofId: string;
    }
  | { readonly by: "staff"; readonly reason: string };

/** What happened between a resident and one relative. */
export type ConsentStep =
  | {
      readonly kind: "joined";
      readonly relation: string;
      readonly invitationId: string;
      readonly accepted: readonly JoiningPurpose[];
      readonly isEmergencyContact?: true;
      readonly guardianship?: Guardianship;
    }
  | {
      readonly kind: "granted";
      readonly classes: readonly DataClass[];
      readonly until?: EpochMs;
      readonly given: Exclude<Given, { readonly by: "staff" }>;
    }
  | { readonly kind: "revoked"; readonly given: Given }
  | { readonly kind: "guardianship"; readonly guardianship: Guardianship }
  | { readonly kind: "guardianship-ended"; readonly reason: string }
  | { readonly kind: "contact"; readonly isEmergencyContact: boolean }
  | { readonly kind: "left" }
  | { readonly kind: "removed" }
  | { readonly kind: "care-ended"; readonly cause: "died" | "discharged" };

/** One line of the paper trail: never changed, never deleted while the law keeps it. */
export interface ConsentEntry {
  readonly id: string;
  readonly residentId: string;
  readonly personId: string;
  /** As they were called then. */
  readonly personName: string;
  /** Rises by one with each entry of the two. */
  readonly number: number;
  readonly at: EpochMs;
  readonly by: Actor;
  readonly noticeVersion: string;
  readonly step: ConsentStep;
  /** The relation as this entry leaves it; absent: there is none any more. */
  readonly leaves?: Relation;
}

/** The entry that follows on `before`, and by it the relation that the person has from now on. */
export function nextEntry(
  facts: Omit<ConsentEntry, "number" | "leaves">,
  before: { readonly relation: Relation | undefined; readonly number: number },
): ConsentEntry {
  const leaves = relationAfter(before.relation, facts);
  return { ...facts, number: before.number + 1, ...(leaves !== undefined && { leaves }) };
}

function relationAfter(
  relation: Relation | undefined,
  { id, residentId, at, noticeVersion, step }: Omit<ConsentEntry, "number" | "leaves">,
): Relation | undefined {
  const guardianOf = ({ from, until }: Guardianship) => ({ id, from, ...(until !== undefined && { until }) });
  if (step.kind === "joined")
    return {
      ...relation,
      residentId,
      relation: step.relation,
      ...(step.isEmergencyContact === true && { isEmergencyContact: true }),
      ...(step.guardianship !== undefined && { guardian: guardianOf(step.guardianship) }),
    };
  if (relation === undefined) return undefined;
  const { consent: _, ...unconsented } = relation;
  const { guardian: __, ...unguarded } = relation;
  const { isEmergencyContact: ___, ...uncalled } = relation;
  switch (step.kind) {
    case "granted": {
      const { classes, until } = step;
      return {
        ...unconsented,
        consent: { id, classes, from: at, ...(until !== undefined && { until }), noticeVersion },
      };
    }
    case "revoked":
      return unconsented;
    case "guardianship":
      return { ...unguarded, guardian: guardianOf(step.guardianship) };
    case "guardianship-ended":
      return unguarded;
    case "contact":
      return step.isEmergencyContact ? { ...relation, isEmergencyContact: true } : uncalled;
    case "care-ended":
      return { residentId, relation: relation.relation };
    case "left":
    case "removed":
      return undefined;
  }
}
