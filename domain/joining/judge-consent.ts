import type { Person, Relation } from "../model/person.ts";
import type { EpochMs } from "../model/time.ts";
import type { ConsentStep, Given } from "./consent-entry.ts";

/** Why a step is not taken. */
export type ConsentRefusal = "no-relation" | "end-not-ahead" | "no-standing-proof" | "own-consent" | "nothing-to-end";

/**
 * Whether a step can be taken as it stands. A guardian's word counts while their proof stands, and never about themselves:
 * they see everything by their office.
 */
export function judgeConsentStep(
  step: ConsentStep,
  relation: Relation | undefined,
  guardian: Person | undefined,
  personId: string,
  at: EpochMs,
): ConsentRefusal | undefined {
  if (relation === undefined) return step.kind === "joined" ? undefined : "no-relation";
  if (step.kind === "granted" && step.until !== undefined && step.until <= at) return "end-not-ahead";
  if (step.kind === "revoked" && relation.consent === undefined) return "nothing-to-end";
  if (step.kind === "guardianship-ended" && relation.guardian === undefined) return "nothing-to-end";
  if (step.kind === "granted" || step.kind === "revoked")
    return refusalOfGiver(step.given, relation.residentId, guardian, personId, at);
  return undefined;
}

function refusalOfGiver(
  given: Given,
  residentId: string,
  guardian: Person | undefined,
  personId: string,
  at: EpochMs,
): ConsentRefusal | undefined {
  if (given.by !== "guardian") return undefined;
  if (given.personId === personId) return "own-consent";
  return standingProofOf(guardian, residentId, at) === given.proofId ? undefined : "no-standing-proof";
}

/** The id of the proof by which somebody decides for a resident now; undefined: they do not. */
export function standingProofOf(person: Person | undefined, residentId: string, at: EpochMs): string | undefined {
  if (person === undefined || person.disabledAt !== undefined) return undefined;
  const guardian = person.relations.find((one) => one.residentId === residentId)?.guardian;
  if (guardian === undefined || at < guardian.from) return undefined;
  return guardian.until === undefined || at < guardian.until ? guardian.id : undefined;
}
