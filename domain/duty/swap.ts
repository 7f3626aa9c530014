import type { EpochMs } from "../model/time.ts";
import type { Shift } from "./shift.ts";

/** A duty as somebody agreed to it; changed since, nobody has agreed to what it is now. */
interface AgreedDuty {
  readonly dutyId: string;
  readonly personId: string;
  readonly version: number;
}

/** One person proposes to another to take each other's duty; nothing changes until the other agrees. */
export interface DutySwap {
  readonly id: string;
  readonly facilityId: string;
  /** Of the person who proposes. */
  readonly own: AgreedDuty;
  readonly other: AgreedDuty;
  readonly state: "proposed" | "accepted" | "declined" | "withdrawn";
  readonly proposedAt: EpochMs;
  readonly answeredAt?: EpochMs;
  readonly version: number;
}

/** A swap that cannot be proposed: not two persons, not one role at one facility, or one of the duties has begun. */
export function proposedSwap(
  id: string,
  own: Shift,
  other: Shift,
  now: EpochMs,
): DutySwap | "same-person" | "other-role" | "begun" {
  if (own.personId === other.personId) return "same-person";
  if (own.role !== other.role || own.facilityId !== other.facilityId) return "other-role";
  if (own.from <= now || other.from <= now) return "begun";
  const agreed = ({ id: dutyId, personId, version }: Shift): AgreedDuty => ({ dutyId, personId, version });
  return {
    id,
    facilityId: own.facilityId,
    own: agreed(own),
    other: agreed(other),
    state: "proposed",
    proposedAt: now,
    version: 1,
  };
}

/** Who may answer in which way: the other accepts or declines, the one who proposed withdraws. */
export function answeredSwap(
  swap: DutySwap,
  answer: "accepted" | "declined" | "withdrawn",
  personId: string,
  now: EpochMs,
): DutySwap | "not-yours" | "answered-before" {
  if (swap.state !== "proposed") return "answered-before";
  if (personId !== (answer === "withdrawn" ? swap.own : swap.other).personId) return "not-yours";
  return { ...swap, state: answer, answeredAt: now, version: swap.version + 1 };
}

/** Both duties after a swap that was accepted; undefined when one of them changed since or has begun. */
export function swappedDuties(
  swap: DutySwap,
  own: Shift | undefined,
  other: Shift | undefined,
  now: EpochMs,
): readonly [Shift, Shift] | undefined {
  if (own?.version !== swap.own.version || other?.version !== swap.other.version) return undefined;
  if (own.from <= now || other.from <= now) return undefined;
  return [givenTo(own, other.personId), givenTo(other, own.personId)];
}

function givenTo(shift: Shift, personId: string): Shift {
  return {
    ...shift,
    personId,
    kind: "swap",
    insteadOf: shift.insteadOf ?? shift.personId,
    version: shift.version + 1,
  };
}
