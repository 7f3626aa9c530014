import type { Action } from "../access/actions.ts";
import { day, minute } from "../model/time.ts";
import type { ReferralMode, ReferralParty } from "./referral.ts";
import { isEnded, type ReferralState } from "./states.ts";

/**
 * Whose part a step is. `holder`: of the hospital that has the person, also while it sends them on; `either`: of every house of
 * the case; `rule`: nobody's, it follows from something else.
 */
export type StepParty = ReferralParty | "holder" | "either" | "rule";

interface StepRule {
  readonly party: StepParty;
  /** By this row of the table of access, at the house of that part. Rules ask nobody. */
  readonly access?: Action;
  /** By this row where another house of the case writes down what was said on the telephone; absent: by the same. */
  readonly phoneAccess?: Action;
  /** Only in this mode. */
  readonly mode?: ReferralMode;
  /** How long it can be taken back, if it was a mistake and nothing followed; absent: another step puts it right. */
  readonly takenBackMs?: number;
  /** From which state to which. */
  readonly to: Readonly<Partial<Record<ReferralState, ReferralState>>>;
}

const beforeDeparture = ["requested", "triaged", "declined", "accepted", "transport-arranged"] as const;
const beforeArrival = [...beforeDeparture, "en-route"] as const;
const inHospital = ["arrived", "admitted", "treated"] as const;
const stillThere = ["onward-requested", "onward-declined", "onward-accepted"] as const;
const onward = [...stillThere, "onward-en-route"] as const;
const sinceArrival = [
  ...inHospital,
  ...onward,
  "ready-for-down",
  "down-accepted",
  "returning",
  "follow-up-due",
] as const;
const awaited = ["accepted", "transport-arranged", "en-route", "onward-accepted", "onward-en-route"] as const;
const open = [...beforeArrival, ...sinceArrival, "away"] as const;
const ended = ["closed", "cancelled", "died", "elsewhere"] as const;

function all(states: readonly ReferralState[], to: ReferralState): StepRule["to"] {
  return Object.fromEntries(states.map((state) => [state, to]));
}

function stays(states: readonly ReferralState[]): StepRule["to"] {
  return Object.fromEntries(states.map((state) => [state, state]));
}

/** A wrong tap is seen at once; a case that was ended by mistake, perhaps only by the next shift. */
const tapMs = 30 * minute;
const endMs = day;

/**
 * The life of a referral: every step with whose part it is, who may take it, and from where to where it leads. What does
 * not stand here does not happen.
 */
const table = {
  // The way up.
  triage: {
    party: "destination",
    access: "referral.confirm",
    mode: "routine",
    takenBackMs: tapMs,
    to: { requested: "triaged" },
  },
  accept: {
    party: "destination",
    access: "referral.decide",
    phoneAccess: "referral.write-answer",
    mode: "routine",
    takenBackMs: tapMs,
    to: { requested: "accepted", triaged: "accepted", "onward-requested": "onward-accepted" },
  },
  /** With a reason. After the acceptance too, as long as nobody left: the bed may be gone. */
  decline: {
    party: "destination",
    access: "referral.decide",
    phoneAccess: "referral.write-answer",
    mode: "routine",
    takenBackMs: tapMs,
    to: {
      requested: "declined",
      triaged: "declined",
      accepted: "declined",
      "transport-arranged": "declined",
      "onward-requested": "onward-declined",
      "onward-accepted": "onward-declined",
    },
  },
  /** What stands in the place of a refusal in the green channel: another house takes the person. */
  substitute: {
    party: "destination",
    access: "referral.decide",
    mode: "green-channel",
    to: stays(awaited),
  },
  /** The next house is asked. */
  offer: {
    party: "sender",
    access: "referral.request",
    to: {
      requested: "requested",
      triaged: "requested",
      declined: "requested",
      "onward-requested": "onward-requested",
      "onward-declined": "onward-requested",
    },
  },
  /** It became, or at triage is found to be, an emergency: accepted by agreement from here on. */
  upgrade: {
    party: "either",
    access: "referral.call",
    mode: "routine",
    to: {
      requested: "accepted",
      triaged: "accepted",
      declined: "accepted",
      accepted: "accepted",
      "transport-arranged": "transport-arranged",
      "en-route": "en-route",
      ...all(stillThere, "onward-accepted"),
      "onward-en-route": "onward-en-route",
    },
  },
  "arrange-transport": {
    party: "origin",
    access: "referral.handle",
    takenBackMs: tapMs,
    to: { accepted: "transport-arranged" },
  },
  depart: {
    party: "sender",
    access: "referral.handle",
    takenBackMs: tapMs,
    to: { accepted: "en-route", "transport-arranged": "en-route", "onward-accepted": "onward-en-route" },
  },
  /** Whatever was recorded before: who stands in the door has come. */
  arrive: {
    party: "destination",
    access: "referral.handle",
    takenBackMs: tapMs,
    to: all([...beforeArrival, ...onward, "away"], "arrived"),
  },
  /** They came by themselves, or were brought, to a house that was not asked: the case goes on there. */
  "arrive-elsewhere": {
    party: "either",
    access: "referral.confirm",
    to: all([...beforeArrival, ...onward, "away"], "arrived"),
  },
  // At the hospital.
  admit: {
    party: "destination",
    access: "referral.confirm",
    takenBackMs: tapMs,
    to: { arrived: "admitted", treated: "admitted" },
  },
  treat: { party: "destination", access: "referral.confirm", takenBackMs: tapMs, to: { arrived: "treated" } },
  // To another hospital, a higher one or one for this illness, in the same case.
  /** The other one is asked; the person stays until it has said yes. */
  "transfer-onward": {
    party: "holder",
    access: "referral.decide",
    takenBackMs: tapMs,
    to: all(inHospital, "onward-requested"),
  },
  /** It takes the person by agreement: nobody is asked. */
  "transfer-urgent": {
    party: "holder",
    access: "referral.confirm",
    takenBackMs: tapMs,
    to: all(inHospital, "onward-accepted"),
  },
  /** They do not go on, or turned back on the way. */
  stay: {
    party: "holder",
    access: "referral.confirm",
    to: { ...all(stillThere, "admitted"), "onward-en-route": "arrived" },
  },
  /** Fit to go back. */
  ready: {
    party: "destination",
    access: "referral.decide",
    to: { arrived: "ready-for-down", admitted: "ready-for-down", treated: "ready-for-down" },
  },
  /** Not fit after all. */
  "not-ready": {
    party: "destination",
    access: "referral.decide",
    to: { "ready-for-down": "admitted", "down-accepted": "admitted" },
  },
  // The way back.
  "accept-down": {
    party: "return",
    access: "referral.decide",
    phoneAccess: "referral.write-answer",
    takenBackMs: tapMs,
    to: { "ready-for-down": "down-accepted" },
  },
  /** With a reason: the hospital asks another house. */
  "decline-down": {
    party: "return",
    access: "referral.decide",
    phoneAccess: "referral.write-answer",
    takenBackMs: tapMs,
    to: { "ready-for-down": "ready-for-down", "down-accepted": "ready-for-down" },
  },
  "offer-down": {
    party: "destination",
    access: "referral.decide",
    to: { "ready-for-down": "ready-for-down", "down-accepted": "ready-for-down" },
  },
  "depart-back": {
    party: "destination",
    access: "referral.handle",
    takenBackMs: tapMs,
    to: { treated: "returning", "down-accepted": "returning" },
  },
  /** Back to the hospital on the way. */
  "turn-back": { party: "destination", access: "referral.confirm", takenBackMs: tapMs, to: { returning: "arrived" } },
  "receive-back": {
    party: "return",
    access: "referral.handle",
    takenBackMs: tapMs,
    to: {
      arrived: "follow-up-due",
      admitted: "follow-up-due",
      treated: "follow-up-due",
      ...all([...onward, "away"], "follow-up-due"),
      "ready-for-down": "follow-up-due",
      "down-accepted": "follow-up-due",
      returning: "follow-up-due",
    },
  },
  "follow-up": { party: "return", access: "referral.confirm", takenBackMs: endMs, to: { "follow-up-due": "closed" } },
  // Other ends.
  cancel: { party: "origin", access: "referral.request", takenBackMs: endMs, to: all(beforeArrival, "cancelled") },
  /** The same where that house is none of the service: with a reason that says where, and who said so. No end: it is asked after them. */
  elsewhere: {
    party: "either",
    access: "referral.confirm",
    takenBackMs: endMs,
    to: all([...beforeArrival, ...onward], "away"),
  },
  /** How they are there, and who said so: they are asked after again. */
  "ask-after": { party: "either", access: "referral.handle", to: stays(["away"]) },
  died: { party: "either", access: "referral.confirm", takenBackMs: endMs, to: all(open, "died") },
  /** With a reason: nothing more is to come of it. */
  close: {
    party: "either",
    access: "referral.request",
    takenBackMs: endMs,
    to: { ...all(sinceArrival, "closed"), away: "elsewhere" },
  },
  /** Words alone. */
  note: { party: "either", access: "referral.handle", to: stays([...open, ...ended]) },
  // By rules.
  /** Their care at home has ended. Who is on the way to a hospital or lies there stays expected and treated there. */
  discharge: {
    party: "rule",
    to: {
      ...all(beforeDeparture, "cancelled"),
      ...stays(["en-route", ...inHospital, ...onward, "ready-for-down"]),
      ...all(["down-accepted", "returning", "follow-up-due", "away"], "closed"),
    },
  },
  /** A further emergency of the same person: the case goes on, and the desk that expects them is called anew. */
  "call-again": { party: "rule", to: stays(open) },
  /** The call of the desk that expects them reached nobody, or nobody answers it: the house that sent them is told. */
  unanswered: { party: "rule", mode: "green-channel", to: stays(awaited) },
  /** The desk answers late: the house that was told of it need not telephone any more. */
  answered: { party: "rule", mode: "green-channel", to: stays(awaited) },
  /** A new emergency of the same person: a case that nobody brought to its end must not stand in its way. */
  supersede: { party: "rule", to: all(open, "closed") },
  /** Nobody did anything with it for long. */
  expire: { party: "rule", mode: "routine", to: all(beforeDeparture, "cancelled") },
} as const satisfies Record<string, StepRule>;

export type ReferralAction = keyof typeof table;
export const referralActions = Object.keys(table) as readonly ReferralAction[];

/** What persons can do; the rest follows from something else. */
export type PersonalAction = {
  [A in ReferralAction]: (typeof table)[A]["party"] extends "rule" ? never : A;
}[ReferralAction];
export const personalActions = referralActions.filter(
  (action): action is PersonalAction => table[action].party !== "rule",
);

/** Why a step is not taken. */
export type ReferralRefusal =
  /** The case has ended. */
  | "ended"
  /** Not from where it stands. */
  | "not-now"
  /** In the green channel nobody is asked, so nobody refuses; and what is no green channel has no substitute. */
  | "not-in-this-mode";

export type ReferralTransition =
  | { readonly kind: "to"; readonly state: ReferralState }
  /** It was so already: a tap that came twice. */
  | { readonly kind: "nothing" }
  | { readonly kind: "refused"; readonly because: ReferralRefusal };

export function stepRule(action: ReferralAction): StepRule {
  return table[action];
}

/** What the table says. Every state knows every action. */
export function transitionOf(state: ReferralState, action: ReferralAction, mode: ReferralMode): ReferralTransition {
  const rule = stepRule(action);
  const next = rule.to[state];
  if (next !== undefined && (rule.mode === undefined || rule.mode === mode)) return { kind: "to", state: next };
  if (isOutcomeOf(state, action)) return { kind: "nothing" };
  if (isEnded(state)) return { kind: "refused", because: "ended" };
  return { kind: "refused", because: next === undefined ? "not-now" : "not-in-this-mode" };
}

/** Where it stands is where the action leads. */
function isOutcomeOf(state: ReferralState, action: ReferralAction): boolean {
  const { to } = stepRule(action);
  return to[state] === undefined && Object.values(to).includes(state);
}
