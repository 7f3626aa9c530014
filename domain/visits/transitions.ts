import type { Role } from "../model/person.ts";
import type { VisitKind, VisitParty } from "./visit.ts";

/** Where a visit stands. `ended` is the end of a family's call, which has no note to sign. */
export const visitStates = [
  "requested",
  "scheduled",
  "waiting",
  "in-call",
  "notes",
  "ended",
  "signed",
  "cancelled",
  "no-show",
  "unsuitable",
] as const;
export type VisitState = (typeof visitStates)[number];

/** Those in which something is still to be done. */
export const openVisitStates: readonly VisitState[] = ["requested", "scheduled", "waiting", "in-call", "notes"];
/** Those in which its pages may speak with each other. */
export const liveVisitStates: readonly VisitState[] = ["waiting", "in-call"];

/** Why something cannot be done with the visit as it stands. */
export type VisitRefusal = "over" | "not-begun" | "in-call-already" | "not-medical" | "locked";

type VisitTransition =
  | { readonly kind: "to"; readonly state: VisitState }
  | { readonly kind: "nothing" }
  | { readonly kind: "refused"; readonly because: VisitRefusal };

type Cell = "R" | "S" | "W" | "C" | "N" | "E" | "G" | "X" | "M" | "U" | "--" | "xO" | "xB" | "xC" | "xL" | "xM";

/**
 * The life of a visit: every action in every state. Columns are {@link visitStates}: Requested, Scheduled, Waiting, in Call,
 * Notes, Ended, siGned, cancelled (X), no-show (Missed), Unsuitable.
 *
 * `--` it is so already; refused: `xO` over, `xB` the call has not begun, `xC` in the call already, `xL` locked by the
 * signature, `xM` nobody is treated in it. Of two lines the one that ends in `-family` is that of a family's call, and
 * the one that ends in `-guidance` that of guidance, whose answer is signed also without a call.
 */
const table = {
  /** Also of one that was missed: a new time. */
  schedule: ["S", "S", "S", "xC", "xO", "xO", "xL", "xO", "S", "xO"],
  cancel: ["X", "X", "X", "xC", "xO", "xO", "xL", "--", "xO", "xO"],
  /** Somebody enters the waiting room or the call. Who comes after all is let in. */
  arrive: ["W", "W", "W", "C", "N", "xO", "xL", "xO", "W", "xO"],
  leave: ["--", "--", "W", "C", "--", "--", "--", "--", "--", "--"],
  consent: ["R", "S", "W", "C", "N", "xO", "xL", "xO", "xO", "xO"],
  /** The resident does not agree any more: a call ends at once. */
  withdraw: ["R", "S", "W", "N", "N", "xO", "xL", "xO", "xO", "xO"],
  "withdraw-family": ["R", "S", "W", "E", "xO", "xO", "xO", "xO", "xO", "xO"],
  assess: ["R", "S", "W", "C", "xO", "xO", "xL", "xO", "xO", "xO"],
  "assess-family": ["xM", "xM", "xM", "xM", "xM", "xM", "xM", "xM", "xM", "xM"],
  invite: ["R", "S", "W", "C", "xO", "xO", "xL", "xO", "xO", "xO"],
  /** Out of the notes: the connection was lost, or something was forgotten. */
  begin: ["xB", "xB", "C", "--", "C", "xO", "xL", "xO", "xO", "xO"],
  end: ["xB", "xB", "xB", "N", "--", "xO", "xL", "xO", "xO", "xO"],
  "end-family": ["xB", "xB", "xB", "E", "--", "--", "xO", "xO", "xO", "xO"],
  /** Not suitable, come in: stops at once. What was found in the call is written down and signed all the same. */
  stop: ["U", "U", "U", "N", "N", "xO", "xL", "xO", "xO", "--"],
  "stop-family": ["xM", "xM", "xM", "xM", "xM", "xM", "xM", "xM", "xM", "xM"],
  miss: ["xB", "M", "M", "xC", "xO", "xO", "xL", "xO", "--", "xO"],
  /** Also of one that was found unsuitable before the call: why somebody has to come in is part of the record. */
  note: ["R", "S", "W", "C", "N", "xO", "xL", "xO", "xO", "U"],
  "note-family": ["xM", "xM", "xM", "xM", "xM", "xM", "xM", "xM", "xM", "xM"],
  order: ["xB", "xB", "xB", "C", "N", "xO", "xL", "xO", "xO", "U"],
  "order-family": ["xM", "xM", "xM", "xM", "xM", "xM", "xM", "xM", "xM", "xM"],
  /** What was ordered is not to be done any more: also after the signature. */
  revoke: ["xB", "xB", "xB", "C", "N", "xO", "G", "xO", "xO", "U"],
  "revoke-family": ["xM", "xM", "xM", "xM", "xM", "xM", "xM", "xM", "xM", "xM"],
  /** What was ordered is done, or cannot be: also after the signature. */
  report: ["xB", "xB", "xB", "C", "N", "xO", "G", "xO", "xO", "U"],
  sign: ["xB", "xB", "xB", "xC", "G", "xO", "--", "xO", "xO", "G"],
  "sign-family": ["xM", "xM", "xM", "xM", "xM", "xM", "xM", "xM", "xM", "xM"],
  "assess-guidance": ["xM", "xM", "xM", "xM", "xM", "xM", "xM", "xM", "xM", "xM"],
  "stop-guidance": ["xM", "xM", "xM", "xM", "xM", "xM", "xM", "xM", "xM", "xM"],
  "order-guidance": ["xM", "xM", "xM", "xM", "xM", "xM", "xM", "xM", "xM", "xM"],
  "revoke-guidance": ["xM", "xM", "xM", "xM", "xM", "xM", "xM", "xM", "xM", "xM"],
  "sign-guidance": ["G", "G", "G", "xC", "G", "xO", "--", "xO", "G", "xO"],
  /** The only thing that a signed note takes. */
  addend: ["xB", "xB", "xB", "xB", "xB", "xO", "G", "xO", "xO", "xO"],
} as const satisfies Record<string, readonly Cell[]>;

export type VisitTransitionName = keyof typeof table;

const letters: Readonly<Partial<Record<Cell, VisitState>>> = {
  R: "requested",
  S: "scheduled",
  W: "waiting",
  C: "in-call",
  N: "notes",
  E: "ended",
  G: "signed",
  X: "cancelled",
  M: "no-show",
  U: "unsuitable",
};
const refusals: Readonly<Partial<Record<Cell, VisitRefusal>>> = {
  xO: "over",
  xB: "not-begun",
  xC: "in-call-already",
  xL: "locked",
  xM: "not-medical",
};

/** What people do with a visit; `miss` the service does by itself too. */
export const visitActions = [
  "schedule",
  "cancel",
  "arrive",
  "leave",
  "consent",
  "withdraw",
  "assess",
  "invite",
  "begin",
  "end",
  "stop",
  "miss",
  "note",
  "order",
  "revoke",
  "report",
  "sign",
  "addend",
] as const satisfies readonly VisitTransitionName[];
export type VisitAction = (typeof visitActions)[number];

/** What the table says. Every state knows every action. */
export function transitionOf(state: VisitState, action: VisitAction, kind: VisitKind): VisitTransition {
  const own = kind === "family-call" ? `${action}-family` : `${action}-${kind}`;
  const name = own in table ? (own as VisitTransitionName) : action;
  const cell: Cell | undefined = table[name][visitStates.indexOf(state)];
  if (cell === undefined || cell === "--") return { kind: "nothing" };
  const because = refusals[cell];
  if (because !== undefined) return { kind: "refused", because };
  return { kind: "to", state: letters[cell] as VisitState };
}

type Who = readonly [VisitParty, ...Role[]];

const anySide = (...roles: readonly Role[]): readonly Who[] => [
  ["resident", ...roles],
  ["lead", ...roles],
  ["consulted", ...roles],
];
const arrangers = ["nurse", "doctor", "referral-coordinator", "facility-manager"] as const;
const bedside = ["carer", "nurse", "doctor"] as const;

/**
 * Who may do it, by the facility on whose behalf: the leading one's doctor leads, keeps the responsibility and signs; the
 * consulted one advises.
 */
const may: Readonly<Record<VisitAction, readonly Who[]>> = {
  schedule: anySide(...arrangers),
  cancel: anySide(...arrangers),
  arrive: [...anySide(...bedside), ["family", "family"]],
  leave: [...anySide(...bedside), ["family", "family"]],
  consent: anySide("nurse", "doctor"),
  withdraw: anySide(...bedside),
  assess: [["lead", "doctor"]],
  invite: anySide(...arrangers),
  begin: [["lead", "doctor"]],
  end: [["lead", "doctor"]],
  stop: [["lead", "doctor"]],
  miss: [
    ["lead", "doctor"],
    ["resident", "nurse"],
  ],
  note: [
    ["lead", "doctor"],
    ["consulted", "doctor"],
  ],
  order: [["lead", "doctor"]],
  revoke: [["lead", "doctor"]],
  report: anySide(...bedside, "referral-coordinator"),
  sign: [["lead", "doctor"]],
  addend: [
    ["lead", "doctor"],
    ["consulted", "doctor"],
  ],
};

/** Of a family's call: whoever is with the resident opens it; there is nobody to lead. */
const mayOfFamilyCall: Readonly<Partial<Record<VisitAction, readonly Who[]>>> = {
  begin: [...anySide(...bedside), ["family", "family"]],
  end: [...anySide(...bedside), ["family", "family"]],
};

/** Of guidance: whoever asks and whoever answers may begin it; the answer is the asked doctor's, and nobody treats. */
const mayOfGuidance: Readonly<Partial<Record<VisitAction, readonly Who[]>>> = {
  begin: [
    ["lead", "nurse", "doctor"],
    ["consulted", "doctor"],
  ],
  end: [
    ["lead", "nurse", "doctor"],
    ["consulted", "doctor"],
  ],
  assess: [],
  stop: [],
  order: [],
  revoke: [],
  note: [["consulted", "doctor"]],
  sign: [["consulted", "doctor"]],
  addend: [["consulted", "doctor"]],
};

const mayOfKind: Readonly<Partial<Record<VisitKind, typeof mayOfGuidance>>> = {
  "family-call": mayOfFamilyCall,
  guidance: mayOfGuidance,
};

/** Whether somebody with this role on this side may do it, whatever the state. Relatives hold the role `family`. */
export function mayAct(action: VisitAction, kind: VisitKind, party: VisitParty, role: Role): boolean {
  const who = mayOfKind[kind]?.[action] ?? may[action];
  return who.some(([side, ...roles]) => side === party && roles.includes(role));
}
