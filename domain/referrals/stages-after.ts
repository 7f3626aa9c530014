import type { EpochMs } from "../model/time.ts";
import { type DeadlinesOf, dueAtOf } from "./deadlines.ts";
import { type Referral, stageOf } from "./referral.ts";
import type { ReferralState } from "./states.ts";
import type { ReferralAction } from "./transitions.ts";

/** Steps after which the time of the stage begins anew although the stage is the same. */
const beginAnew: readonly ReferralAction[] = ["offer", "upgrade", "offer-down", "decline-down", "ask-after"];

/** Called for once more, whoever has not left yet has the time of an emergency again; nobody arrives sooner for it. */
function begins(action: ReferralAction, state: ReferralState): boolean {
  if (action === "call-again")
    return state === "accepted" || state === "transport-arranged" || state === "onward-accepted";
  return beginAnew.includes(action);
}

/** The way with the stage that a step begins; the same one where it begins none. */
export function stagesAfter(
  before: Referral,
  after: Referral,
  action: ReferralAction,
  at: EpochMs,
  ownOf: DeadlinesOf | undefined,
): Referral["stages"] {
  const isSame = before.state === after.state;
  if (action === "note") return isSaidAnew(before, after) ? dueAsSaid(after, ownOf) : before.stages;
  if (isSame && action === "follow-up") return dueAsSaid(after, ownOf);
  if (isSame && !begins(action, before.state)) return before.stages;
  const dueAt = dueAtOf(after, after.state, at, ownOf);
  const left = { ...stageOf(before), leftAt: at };
  const way = [...before.stages.slice(0, -1), left];
  const was = before.mode === after.mode ? way : way.map((stage) => ({ mode: before.mode, ...stage }));
  return [...was, { state: after.state, at, ...(dueAt !== undefined && { dueAt }) }];
}

function isSaidAnew(before: Referral, after: Referral): boolean {
  return after.expectedAt !== before.expectedAt || after.backAt !== before.backAt;
}

/** Somebody said meanwhile when the person comes: the stage has as long as if that had been known when it began. */
function dueAsSaid(referral: Referral, ownOf: DeadlinesOf | undefined): Referral["stages"] {
  const { dueAt: before, ...stage } = stageOf(referral);
  const dueAt = dueAtOf(referral, referral.state, stage.at, ownOf);
  if (dueAt === undefined || dueAt === before) return referral.stages;
  return [...referral.stages.slice(0, -1), { ...stage, dueAt }];
}
