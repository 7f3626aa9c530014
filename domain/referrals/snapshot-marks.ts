import type { Referral } from "./referral.ts";
import { letterLacks } from "./return-lists.ts";
import type { Snapshot } from "./snapshot.ts";

/** The case with a snapshot that is written with it, and with what the hospital's letter lacks where it is that. */
export function withSnapshot(referral: Referral, snapshot: Snapshot, isReturn: boolean): Referral {
  const { id, occasion, takenAt, sealedAt, fields } = snapshot;
  const mark = { id, occasion, takenAt, ...(sealedAt !== undefined && { sealedAt }) };
  const marks = referral.snapshots;
  const isKnown = marks.some((each) => each.id === id);
  return {
    ...referral,
    snapshots: isKnown ? marks.map((each) => (each.id === id ? mark : each)) : [...marks, mark],
    ...(isReturn && { letterLacks: letterLacks(fields) }),
  };
}
