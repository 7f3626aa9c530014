import type { ReferralDetailView, ReferralView } from "../../contracts/http/referrals.ts";
import type { StepAction } from "./referral-labels.ts";

export type PossibleStep = ReferralDetailView["can"][number];

/** What usually comes next from each state, the likeliest first. */
const next: Readonly<Partial<Record<ReferralView["state"], readonly StepAction[]>>> = {
  requested: ["accept", "triage"],
  triaged: ["accept"],
  declined: ["offer"],
  accepted: ["depart", "arrange-transport"],
  "transport-arranged": ["depart"],
  "en-route": ["arrive"],
  arrived: ["admit", "treat"],
  admitted: ["ready"],
  treated: ["depart-back", "admit"],
  "onward-requested": ["accept"],
  "onward-declined": ["offer", "stay"],
  "onward-accepted": ["depart"],
  "onward-en-route": ["arrive"],
  away: ["ask-after", "receive-back"],
  "ready-for-down": ["accept-down"],
  "down-accepted": ["depart-back"],
  returning: ["receive-back"],
  "follow-up-due": ["follow-up"],
};

export interface OfferedSteps {
  /** For one's own house, the usual way on. */
  readonly main: readonly PossibleStep[];
  /** The usual way on of the other house, which said so on the telephone. */
  readonly byPhone: readonly PossibleStep[];
  readonly others: readonly PossibleStep[];
}

/** What can be done, by how likely it is that it is wanted. Notes have a place of their own. */
export function offeredSteps(
  referral: Pick<ReferralDetailView, "can" | "state" | "mode" | "returnOffers">,
): OfferedSteps {
  const { can } = referral;
  const inOrder = nextSteps(referral).flatMap((action) => can.filter((step) => step.do === action));
  const rest = can.filter((step) => step.do !== "note" && !inOrder.includes(step));
  return {
    main: inOrder.filter(({ byPhone }) => !byPhone),
    byPhone: inOrder.filter(({ byPhone }) => byPhone),
    others: rest,
  };
}

/** Nobody is fit to go back as soon as they are taken in: until then that step waits beside the others. */
const stayAtLeastMs = 86_400_000;

/** Whether the likeliest step is also what has to be done now. */
export function isPressing(
  { do: action }: Pick<PossibleStep, "do">,
  { since }: Pick<ReferralDetailView, "since">,
  now: number,
): boolean {
  return action !== "ready" || now - Date.parse(since) >= stayAtLeastMs;
}

/** What usually comes next, the likeliest first, whoever may do it. */
export function nextSteps({
  state,
  mode,
  returnOffers,
}: Pick<ReferralDetailView, "state" | "mode" | "returnOffers">): readonly StepAction[] {
  const isTurnedDown = state === "ready-for-down" && returnOffers.at(-1)?.answer === "declined";
  return isTurnedDown ? ["offer-down"] : usualFrom(state, mode);
}

/** An appointment has its transport arranged first; in an emergency whoever leaves says so. */
function usualFrom(state: ReferralView["state"], mode: ReferralView["mode"]): readonly StepAction[] {
  const usual = next[state] ?? [];
  return state === "accepted" && mode === "routine" ? usual.toReversed() : usual;
}

/** What has to be, or can be, said with a step. */
export type StepField =
  | "reason"
  | "why"
  | "transport"
  | "follow-up"
  | "house"
  | "way-back"
  | "department"
  /** Of the house that is chosen. */
  | "next-department"
  | "centre"
  | "urgency"
  | "appointment"
  | "arrival"
  /** When they can be back with the house that takes them. */
  | "back-appointment"
  | "arrived"
  | "bed";

const fields: Readonly<Partial<Record<StepAction, readonly StepField[]>>> = {
  triage: ["urgency", "department", "centre", "reason"],
  accept: ["department", "appointment", "bed"],
  admit: ["bed"],
  decline: ["why"],
  substitute: ["house", "why"],
  offer: ["house", "reason"],
  upgrade: ["centre"],
  "arrange-transport": ["transport"],
  depart: ["arrival"],
  arrive: ["arrived"],
  ready: ["way-back"],
  "accept-down": ["back-appointment"],
  "depart-back": ["arrival"],
  "not-ready": ["why"],
  "decline-down": ["why"],
  "offer-down": ["house", "reason"],
  "follow-up": ["follow-up"],
  cancel: ["why"],
  elsewhere: ["why"],
  "arrive-elsewhere": ["house", "why"],
  "transfer-onward": ["house", "urgency", "next-department", "centre", "why"],
  "transfer-urgent": ["house", "next-department", "centre", "reason"],
  stay: ["reason"],
  "ask-after": ["why"],
  died: ["reason"],
  close: ["why"],
};

/** `why` has to be said, the others need not. Nothing: one tap is enough, unless one speaks for the other side. */
export function fieldsOf(action: StepAction): readonly StepField[] {
  return fields[action] ?? [];
}

/** The houses whose last word on the way that a step looks along is that they do not take the person. */
export function declinedBy(
  { offers, returnOffers }: Pick<ReferralDetailView, "offers" | "returnOffers">,
  action: StepAction,
): readonly string[] {
  const asked = action === "ready" || action === "offer-down" ? returnOffers : offers;
  const lastWords = new Map(asked.map(({ facility, answer }) => [facility.id, answer]));
  return [...lastWords].flatMap(([id, answer]) => (answer === "declined" ? [id] : []));
}

/** Houses to choose among, those that have declined last. */
export function declinedLast(
  ids: readonly string[],
  declined: readonly string[],
): readonly { readonly id: string; readonly hasDeclined: boolean }[] {
  return ids
    .map((id) => ({ id, hasDeclined: declined.includes(id) }))
    .toSorted((a, b) => Number(a.hasDeclined) - Number(b.hasDeclined));
}

/** The way on which the next house is looked for, and from where. */
export function routeOf(
  { origin, destination, through }: Pick<ReferralView, "origin" | "destination" | "through">,
  action: StepAction,
): { readonly kind: "up-referral" | "green-channel" | "down-referral"; readonly from: string; readonly not: string } {
  const sender = through?.at(-1)?.facility ?? origin;
  if (action === "offer") return { kind: "up-referral", from: sender.id, not: destination.id };
  if (action === "substitute") return { kind: "green-channel", from: sender.id, not: destination.id };
  if (action === "transfer-onward") return { kind: "up-referral", from: destination.id, not: origin.id };
  if (action === "transfer-urgent") return { kind: "green-channel", from: destination.id, not: origin.id };
  return { kind: "down-referral", from: destination.id, not: destination.id };
}
