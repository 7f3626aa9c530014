import type { ReferralDetailView } from "../../contracts/http/referrals.ts";
import { clock } from "../data/clock.ts";
import type { centres } from "./centre-choice.tsx";
import { saidTime } from "./said-time.ts";
import { fieldsOf, type PossibleStep } from "./step-order.ts";
import type { StepSaid } from "./use-referral.ts";

type Urgency = NonNullable<ReferralDetailView["urgency"]>;

const minuteMs = 60_000;
const shanghai = "+08:00";

/** What a person typed and chose for a step; empty where nothing was. */
export interface Draft {
  readonly with: string;
  readonly note: string;
  readonly reason: string;
  readonly toFacilityId: string;
  readonly departmentId: string;
  readonly centre: string;
  readonly urgency: string;
  readonly appointment: string;
  readonly arrival: string;
  readonly arrivedAt: string;
  readonly bedId: string;
}

/** What is sent: only what was said. Times are of Asia/Shanghai. */
export function saidOf(draft: Draft, { do: action, as, byPhone }: PossibleStep): StepSaid {
  const text = (value: string) => (value.trim() === "" ? undefined : value.trim());
  const note = text(draft.note);
  const reason = text(draft.reason);
  const minutes = text(draft.arrival);
  const expectedAt =
    draft.appointment !== ""
      ? `${draft.appointment}:00${shanghai}`
      : minutes === undefined
        ? undefined
        : new Date(clock.now() + Number(minutes) * minuteMs).toISOString();
  const arrivedAt = saidTime(draft.arrivedAt, clock.now());
  const fields = fieldsOf(action);
  const isSpoken = byPhone || draft.with.trim() !== "";
  return {
    do: action,
    as,
    ...(isSpoken && { phone: { with: draft.with.trim(), ...(note !== undefined && { note }) } }),
    ...(reason !== undefined && { reason }),
    ...(draft.toFacilityId !== "" && { toFacilityId: draft.toFacilityId }),
    ...((fields.includes("department") || fields.includes("next-department")) &&
      draft.departmentId !== "" && { departmentId: draft.departmentId }),
    ...(fields.includes("centre") && draft.centre !== "" && { centre: draft.centre as (typeof centres)[number] }),
    ...(fields.includes("urgency") && draft.urgency !== "" && { urgency: draft.urgency as Urgency }),
    ...(expectedAt !== undefined && { expectedAt }),
    ...(arrivedAt !== undefined && { arrivedAt }),
    ...(draft.bedId !== "" && { bedId: draft.bedId }),
    ...(action === "admit" && !byPhone && draft.bedId === "" && { bedId: null }),
  };
}
