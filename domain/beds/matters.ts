import type { DutyRole } from "../duty/shift.ts";
import { type Facility, openBeds } from "../model/facility.ts";
import { day, type EpochMs, hour, midnightInShanghai } from "../model/time.ts";
import type { BedConversion, ConversionStep } from "./conversion.ts";
import { familyOrderState, renewalLeadDays } from "./family-order.ts";
import type { BedHold, BedPlace } from "./guard.ts";

/** What somebody has to do about a bed. */
export const bedMatterKinds = [
  "order",
  "approve",
  "take-effect",
  "review",
  "return",
  "left",
  "hold-expired",
  "assess",
  "renew",
] as const;
export type BedMatterKind = (typeof bedMatterKinds)[number];

/** Something about a bed that waits for somebody of its house. */
export interface BedMatter {
  /** The same as long as it is the same matter, and never again another's; unique within the facility. */
  readonly key: string;
  readonly what: BedMatterKind;
  readonly bedId: string;
  readonly residentId?: string;
  /** Whose part it is. */
  readonly roles: readonly DutyRole[];
  /** Since when it waits; they are told from then on. */
  readonly since: EpochMs;
  /** Late from then on; absent: it has no time. */
  readonly dueAt?: EpochMs;
  /** Who is known to be responsible, by name. */
  readonly owner?: string;
}

/** An order and an approval are given within a day: our own choice, to be confirmed by the consortium. */
export const answerWithinMs = day;
/** So long after the cut a conversion that was approved has taken effect. */
const effectWithinMs = hour;
/** A converted bed is asked after so long where nobody said a day: our own choice, to be confirmed by the insurance office. */
export const reviewAfterMs = 14 * day;
/** A hold that ran out is asked after for so long. */
const holdAskedForMs = day;

/**
 * What a conversion waits for and when it is late; undefined: it is over. `hasLeft`: whose conversion it is lies there no
 * more. A converted bed is asked after on the day that was said, and until it goes back or another day is said.
 */
export function conversionMatter(conversion: BedConversion, hasLeft: boolean): BedMatter | undefined {
  const { id, bedId, state, steps, approval, residentId } = conversion;
  const last = steps.at(-1)?.at ?? 0;
  const head = { bedId, ...(residentId !== undefined && { residentId }), key: `${id}#${state}#${steps.length}` };
  switch (state) {
    case "requested":
      return { ...head, what: "order", roles: ["doctor"], since: last, dueAt: last + answerWithinMs };
    case "ordered":
      return { ...head, what: "approve", roles: ["facility-manager"], since: last, dueAt: last + answerWithinMs };
    case "approved": {
      const cut = Math.max(approval?.settlementCutAt ?? last, last);
      const roles = ["nurse", "doctor", "facility-manager"] as const;
      return { ...head, what: "take-effect", roles, since: last, dueAt: cut + effectWithinMs, ...by(steps, "approve") };
    }
    case "effective": {
      if (hasLeft) return { ...head, key: `${head.key}#left`, what: "left", roles: ["facility-manager"], since: last };
      const since = reviewAtOf(conversion) ?? last;
      return {
        ...head,
        what: "review",
        roles: ["doctor"],
        since,
        dueAt: since + answerWithinMs,
        ...by(steps, "order"),
      };
    }
    case "return-ordered":
      return {
        ...head,
        what: "return",
        roles: ["facility-manager"],
        since: last,
        dueAt: last + answerWithinMs,
        ...by(steps, "approve"),
      };
    case "returned":
    case "refused":
    case "cancelled":
      return undefined;
  }
}

/** When it is asked whether a converted bed goes back: the day that was said last, else two weeks after it took effect. */
export function reviewAtOf({
  approval,
  period,
  steps,
}: Pick<BedConversion, "approval" | "period" | "steps">): EpochMs | undefined {
  if (period === undefined) return undefined;
  const said = steps.findLast((step) => step.reviewAt !== undefined)?.reviewAt;
  return Math.max(said ?? approval?.reviewAt ?? period.from + reviewAfterMs, period.from);
}

/** Family beds whose order was never given, ends soon or is over; `today` is the day of `now` in Asia/Shanghai. */
export function familyMatters(facility: Facility, today: string, now: EpochMs): readonly BedMatter[] {
  return openBeds(facility).flatMap(({ id, home }): readonly BedMatter[] => {
    const state = home === undefined ? undefined : familyOrderState(home, today);
    if (home === undefined || state === undefined || state === "running") return [];
    const roles = ["doctor", "nurse"] as const;
    const last = home.orders?.at(-1);
    if (last === undefined) {
      const since = home.establishedOn === undefined ? undefined : startOf(home.establishedOn);
      const due = since === undefined ? {} : { dueAt: since + renewalLeadDays * day };
      return [{ key: `family#${id}`, what: "assess", bedId: id, roles, since: since ?? now, ...due }];
    }
    const over = startOf(last.until) + day;
    const since = over - (renewalLeadDays + 1) * day;
    return [{ key: `family#${id}#${last.until}`, what: "renew", bedId: id, roles, since, dueAt: over }];
  });
}

/** A hold that ran out and nobody came: asked after for a day. */
export function expiredHoldMatter({ bedId }: BedPlace, { id, until, by: owner }: BedHold): BedMatter {
  const roles = ["referral-coordinator", "nurse"] as const;
  return { key: `hold#${bedId}#${id}#${until}`, what: "hold-expired", bedId, roles, since: until, owner };
}

/** Whether it is still asked after: what a hold was for is not known to anybody but people. */
export function isAskedStill({ what, since }: { readonly what: BedMatterKind; readonly since: EpochMs }, now: EpochMs) {
  return what !== "hold-expired" || now < since + holdAskedForMs;
}

function by(steps: readonly ConversionStep[], action: ConversionStep["action"]): Pick<BedMatter, "owner"> {
  const owner = steps.findLast((step) => step.action === action)?.by;
  return owner === undefined ? {} : { owner };
}

/** The beginning of a day of Asia/Shanghai. */
function startOf(date: string): EpochMs {
  return midnightInShanghai(Date.parse(`${date}T12:00:00+08:00`));
}
