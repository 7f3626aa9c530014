import { occasionOf } from "../../domain/referrals/complete-papers.ts";
import type { PaperStatus } from "../../domain/referrals/papers.ts";
import { facilityOf, type Offer, type Passage, type Referral } from "../../domain/referrals/referral.ts";
import type { Snapshot } from "../../domain/referrals/snapshot.ts";
import { rootOf } from "../../domain/referrals/snapshot-chain.ts";
import type { ReferralState } from "../../domain/referrals/states.ts";
import type { ReferralStep } from "../../domain/referrals/step.ts";

/** The papers of a case: of the way to the hospital, from one hospital to the next 转院, and home again. */
export type PaperKind = "out" | "onward" | "back";

/** Whose way a paper tells of, and by which steps and stages it is followed. */
export interface PaperWay {
  readonly kind: PaperKind;
  readonly fromId: string;
  readonly toId: string;
  readonly departmentId?: string;
  readonly mode: Referral["mode"];
  readonly status: PaperStatus;
  /** The house that was asked, as it answered. */
  readonly offer?: Offer;
  /** Steps by which somebody is asked for this way: what was said before counts no longer. */
  readonly askedBy: readonly ReferralStep["what"][];
  readonly acceptedIn: ReferralState;
  readonly leftIn: ReferralState;
  readonly cameIn: ReferralState;
}

/** Of which way a snapshot is; a correction is of that of the one that it corrects. */
export function kindOf(snapshots: readonly Snapshot[], snapshot: Snapshot): PaperKind {
  const occasion = occasionOf(snapshots, snapshot);
  if (occasion === "return") return "back";
  return occasion === "onward" ? "onward" : "out";
}

/** The way of a snapshot of a case. */
export function wayOf(referral: Referral, snapshots: readonly Snapshot[], snapshot: Snapshot): PaperWay {
  const kind = kindOf(snapshots, snapshot);
  if (kind === "back") return backWay(referral);
  return kind === "out" ? outWay(referral) : onwardWay(referral, rootOf(snapshots, snapshot).takenAt);
}

const others = ["offer", "substitute", "upgrade"] as const;

function outWay(referral: Referral): PaperWay {
  const { originId, destinationId, departmentId, offers, state } = referral;
  const first = referral.through?.[0];
  const department = first === undefined ? departmentId : first.departmentId;
  const offer = first === undefined ? offers.at(-1) : offers.findLast(({ at }) => at < first.askedAt);
  return {
    kind: "out",
    fromId: originId,
    toId: first?.facilityId ?? destinationId,
    ...(department !== undefined && { departmentId: department }),
    mode: first?.mode ?? referral.mode,
    status: first === undefined ? upStatus[state] : "completed",
    ...(offer !== undefined && { offer }),
    askedBy: ["request", ...others],
    acceptedIn: "accepted",
    leftIn: "en-route",
    cameIn: "arrived",
  };
}

/** The passage in which it was taken; where they stayed after all, that of the hospital that was asked last. */
function onwardWay(referral: Referral, takenAt: number): PaperWay {
  const { destinationId, departmentId, through = [], offers, state } = referral;
  const index = through.findLastIndex(({ askedAt }) => askedAt <= takenAt);
  const next: Passage | undefined = through[index + 1];
  const isNow = index >= 0 && next === undefined;
  const offer = offers.findLast(({ at }) => next === undefined || at < next.askedAt);
  const department = next === undefined ? departmentId : next.departmentId;
  return {
    kind: "onward",
    fromId: through[index]?.facilityId ?? destinationId,
    toId: next?.facilityId ?? (isNow ? destinationId : (offer?.facilityId ?? destinationId)),
    ...(department !== undefined && { departmentId: department }),
    mode: next?.mode ?? referral.mode,
    status: index < 0 ? "cancelled" : isNow ? onwardStatus[state] : "completed",
    ...(offer !== undefined && { offer }),
    askedBy: ["transfer-onward", "transfer-urgent", ...others],
    acceptedIn: "onward-accepted",
    leftIn: "onward-en-route",
    cameIn: "arrived",
  };
}

function backWay(referral: Referral): PaperWay {
  const offer = referral.returnOffers.at(-1);
  return {
    kind: "back",
    fromId: facilityOf(referral, "destination"),
    toId: facilityOf(referral, "return"),
    mode: "routine",
    status: backStatus[referral.state],
    ...(offer !== undefined && { offer }),
    askedBy: ["request", "ready", "offer-down"],
    acceptedIn: "down-accepted",
    leftIn: "returning",
    cameIn: "follow-up-due",
  };
}

const upStatus: Readonly<Record<ReferralState, PaperStatus>> = {
  requested: "requested",
  triaged: "requested",
  accepted: "accepted",
  declined: "rejected",
  "transport-arranged": "accepted",
  "en-route": "in-progress",
  arrived: "in-progress",
  admitted: "in-progress",
  treated: "completed",
  "onward-requested": "completed",
  "onward-declined": "completed",
  "onward-accepted": "completed",
  "onward-en-route": "completed",
  "ready-for-down": "completed",
  "down-accepted": "completed",
  returning: "completed",
  "follow-up-due": "completed",
  away: "failed",
  closed: "completed",
  cancelled: "cancelled",
  died: "failed",
  elsewhere: "failed",
};

const onwardStatus: Readonly<Record<ReferralState, PaperStatus>> = {
  ...upStatus,
  "onward-requested": "requested",
  "onward-declined": "rejected",
  "onward-accepted": "accepted",
  "onward-en-route": "in-progress",
};

const backStatus: Readonly<Record<ReferralState, PaperStatus>> = {
  ...upStatus,
  arrived: "requested",
  admitted: "requested",
  treated: "requested",
  "onward-requested": "requested",
  "onward-declined": "requested",
  "onward-accepted": "requested",
  "onward-en-route": "requested",
  "ready-for-down": "requested",
  "down-accepted": "accepted",
  returning: "in-progress",
  "follow-up-due": "in-progress",
};
