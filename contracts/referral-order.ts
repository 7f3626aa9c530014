import { pressing } from "../domain/referrals/urgency.ts";
import type { ReferralView } from "./http/referrals.ts";

/**
 * Who is late, and every emergency that has not arrived, before others; among them the more urgent first, of the same urgency
 * whoever signed with a family doctor, then who is latest, then whoever waits the longest.
 */
export function lateFirst(referrals: readonly ReferralView[], now: number): readonly ReferralView[] {
  const lateMs = ({ dueAt, closedAt }: ReferralView) =>
    dueAt === undefined || closedAt !== undefined ? 0 : Math.max(0, now - Date.parse(dueAt));
  const isFirst = (one: ReferralView) => lateMs(one) > 0 || pressing(one) <= emergencies;
  return referrals.toSorted(
    (a, b) =>
      Number(isFirst(b)) - Number(isFirst(a)) ||
      pressing(a) - pressing(b) ||
      Number(b.isContracted === true) - Number(a.isContracted === true) ||
      lateMs(b) - lateMs(a) ||
      Date.parse(a.since) - Date.parse(b.since),
  );
}

/** The green channel, and whoever has to be seen at once. */
const emergencies = 1;
