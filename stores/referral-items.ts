import type { Item, Key, Write } from "../domain/ports.ts";
import { dueTimesOf } from "../domain/referrals/papers-due.ts";
import { facilityOf, passedOnBy, type Referral } from "../domain/referrals/referral.ts";
import type { Snapshot } from "../domain/referrals/snapshot.ts";
import type { ReferralStep } from "../domain/referrals/step.ts";
import { storedItem } from "./stored-item.ts";
import { tables } from "./tables.ts";

const table = tables.referrals;

/** Where a referral is stored; its guard and the policies have keys of their own. */
export function referralKey(id: string): Key {
  return { key: `referral#${id}` };
}

export function guardKey(residentId: string): Key {
  return { key: `open#${residentId}` };
}

export function policyKey(facilityId: string): Key {
  return { key: `policy#${facilityId}` };
}

/** Referrals of a house are found by whether they are open. */
export function houseAndState(facilityId: string, state: "open" | "closed"): string {
  return `${facilityId}#${state}`;
}

/** All that are not at their end, by when their stage should be over, or their papers complete. */
export const openIn = "open";
const never = "9999-12-31T00:00:00.000Z";

/** The put of a referral: version 1 must be new, a later one follows the one before. */
export function puttingReferral(referral: Referral): Write {
  const { version } = referral;
  const when = version === 1 ? ({ absent: true } as const) : { attribute: "version", equals: version - 1 };
  return { kind: "put", table, item: referralItem(referral), when };
}

/** A hospital that sent the person on finds the case by an entry of its own, as it is in each version. */
export function puttingEntries(referral: Referral): readonly Write[] {
  const { id, requestedAt, closedAt } = referral;
  const state = closedAt === undefined ? "open" : "closed";
  return passedOnBy(referral).map((facilityId) => {
    const returnAndState = houseAndState(facilityId, state);
    const attributes: Item = {
      ...entryKey(id, facilityId),
      returnAndState,
      requestedAt: new Date(requestedAt).toISOString(),
    };
    return { kind: "put", table, item: storedItem(attributes, referral) };
  });
}

/** What a hospital found the case by that has another part in it again, or none. */
export function removingEntries(before: Referral, after: Referral): readonly Write[] {
  const stay = passedOnBy(after);
  const gone = passedOnBy(before).filter((facilityId) => !stay.includes(facilityId));
  return gone.map((facilityId) => ({ kind: "delete", table, key: entryKey(before.id, facilityId) }));
}

function entryKey(id: string, facilityId: string): Key {
  return { key: `passed#${id}#${facilityId}` };
}

function referralItem(referral: Referral): Item {
  const { id, residentId, originId, destinationId, closedAt, version, requestedAt } = referral;
  const state = closedAt === undefined ? "open" : "closed";
  const returnId = facilityOf(referral, "return");
  const isElsewhere = returnId !== originId && returnId !== destinationId;
  const due = dueTimesOf(referral);
  const attributes: Item = {
    ...referralKey(id),
    residentId,
    requestedAt: new Date(requestedAt).toISOString(),
    originAndState: houseAndState(originId, state),
    destinationAndState: houseAndState(destinationId, state),
    ...(isElsewhere && { returnAndState: houseAndState(returnId, state) }),
    ...(state === "open" && { openIn, dueAt: due.length === 0 ? never : new Date(Math.min(...due)).toISOString() }),
    version,
  };
  return storedItem(attributes, referral);
}

/** Takes the one place of a resident for an open referral; in the place of `previousId` where that one ends with it. */
export function takingPlace({ residentId, id }: Referral, previousId?: string): Write {
  const item = { ...guardKey(residentId), referralId: id };
  const when = previousId === undefined ? ({ absent: true } as const) : { attribute: "referralId", equals: previousId };
  return { kind: "put", table, item, when };
}

/** Gives it free. */
export function leavingPlace({ residentId, id }: Referral): Write {
  return { kind: "delete", table, key: guardKey(residentId), when: { attribute: "referralId", equals: id } };
}

/** A step is written once. */
export function writingStep(step: ReferralStep): Write {
  const { referralId, version } = step;
  const item = storedItem({ referralId, id: `step#${String(version).padStart(8, "0")}` }, step);
  return { kind: "put", table: tables["referral-steps"], item, when: { absent: true } };
}

export function snapshotKey(referralId: string, id: string): Key {
  return { referralId, id: `snapshot#${id}` };
}

/** Written along with the next version of its case, which is what keeps two writers apart. */
export function writingSnapshot(referralId: string, snapshot: Snapshot): Write {
  const item = storedItem({ referralId, id: `snapshot#${snapshot.id}` }, snapshot);
  return { kind: "put", table: tables["referral-steps"], item };
}
