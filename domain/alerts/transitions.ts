import type { AlertCondition, AlertHandling } from "./alert.ts";

/** Where an alert stands: its handling, `shelved` apart, and its condition. */
export const alertStates = [
  "new/active",
  "new/cleared",
  "shelved/active",
  "shelved/cleared",
  "acknowledged/active",
  "acknowledged/cleared",
  "on-site/active",
  "on-site/cleared",
  "resolved/active",
  "resolved/cleared",
] as const satisfies readonly `${AlertHandling | "shelved"}/${AlertCondition}`[];
export type AlertState = (typeof alertStates)[number];

/** Why somebody cannot do what they wanted. */
export type AlertRefusal = "already-resolved" | "taken-by-another" | "not-held";

/** What comes of an action: the state after it, nothing (it was so already, or does not concern it), or a refusal. */
type AlertTransition =
  | { readonly kind: "to"; readonly state: AlertState }
  | { readonly kind: "nothing" }
  | { readonly kind: "refused"; readonly because: AlertRefusal };

type Letter = "N" | "Q" | "A" | "S" | "R";
type Cell = `${Letter}${"a" | "c"}` | "--" | "xR" | "xT" | "xH";

/**
 * The life of an alert: every action in every state. Columns are {@link alertStates}: New, Quiet (shelved),
 * Acknowledged, on Site, Resolved, each with its condition `a`ctive and `c`leared.
 *
 * `--` nothing, `xR` refused: resolved already, `xT` refused: somebody else has it, `xH` refused: nobody has it.
 * Actions that end in `-taken` are those of a person while somebody else has the alert.
 */
const table = {
  // By rules.
  change: ["Na", "Nc", "Qa", "Qc", "Aa", "Ac", "Sa", "Sc", "--", "--"],
  /** Over by the readings; it waits for a person, as priority high does. */
  clear: ["Nc", "--", "Qc", "--", "Ac", "--", "Sc", "--", "--", "--"],
  /** Over by the readings, and with that closed. */
  close: ["Rc", "--", "Rc", "--", "Rc", "--", "Rc", "--", "--", "--"],
  /** There again, or called again, and nobody counts any more as answering. What is shelved stays so. */
  "call-again": ["Na", "Na", "Qa", "Qa", "Na", "Na", "Na", "Na", "--", "--"],
  /** The same while whoever answered still counts. */
  "call-again-answered": ["Na", "Na", "Qa", "Qa", "Aa", "Aa", "Sa", "Sa", "--", "--"],
  /** Somebody said that they are going, and nobody came in time; or somebody came, and long after it still goes on. */
  reopen: ["--", "--", "--", "--", "Na", "Nc", "Na", "--", "--", "--"],
  /** Another technical alert calls in its place, and no longer. */
  inhibit: ["Na", "Nc", "Qa", "Qc", "Aa", "Ac", "Sa", "Sc", "--", "--"],
  uninhibit: ["Na", "Nc", "Qa", "Qc", "Aa", "Ac", "Sa", "Sc", "--", "--"],
  /** A plan was made, or a step of it was taken. */
  escalate: ["Na", "Nc", "Qa", "Qc", "Aa", "Ac", "Sa", "Sc", "--", "--"],
  "shelf-ends": ["--", "--", "Na", "Nc", "--", "--", "--", "--", "--", "--"],
  // By persons.
  acknowledge: ["Aa", "Ac", "Aa", "Ac", "--", "--", "--", "--", "xR", "xR"],
  "acknowledge-taken": ["Aa", "Ac", "Aa", "Ac", "xT", "xT", "xT", "xT", "xR", "xR"],
  "take-over": ["Aa", "Ac", "Aa", "Ac", "Aa", "Ac", "Aa", "Ac", "xR", "xR"],
  /** Somebody is there, whether or not anybody said before that they were going. */
  arrive: ["Sa", "Sc", "Sa", "Sc", "Sa", "Sc", "--", "--", "xR", "xR"],
  "arrive-taken": ["Sa", "Sc", "Sa", "Sc", "Sa", "Sc", "Sa", "Sc", "xR", "xR"],
  /** Takes a mistaken tap back: it calls again. */
  release: ["--", "--", "--", "--", "Na", "Nc", "Na", "Nc", "xR", "xR"],
  "release-taken": ["--", "--", "--", "--", "xT", "xT", "xT", "xT", "xR", "xR"],
  resolve: ["Ra", "Rc", "Ra", "Rc", "Ra", "Rc", "Ra", "Rc", "xR", "xR"],
  /** Of a kind that only a person ends. */
  "resolve-latched": ["Rc", "Rc", "Rc", "Rc", "Rc", "Rc", "Rc", "Rc", "xR", "xR"],
  /** Takes a mistaken resolution back: the one way out of the end. */
  withdraw: ["--", "--", "--", "--", "--", "--", "--", "--", "Na", "Nc"],
  "withdraw-latched": ["--", "--", "--", "--", "--", "--", "--", "--", "Na", "Na"],
  comment: ["Na", "Nc", "Qa", "Qc", "Aa", "Ac", "Sa", "Sc", "Ra", "Rc"],
  shelve: ["Qa", "Qc", "Qa", "Qc", "Qa", "Qc", "Qa", "Qc", "xR", "xR"],
  unshelve: ["--", "--", "Na", "Nc", "--", "--", "--", "--", "xR", "xR"],
  /** From the one who has it to another; who is to be there has to come first. */
  "hand-over": ["xH", "xH", "xH", "xH", "Aa", "Ac", "Aa", "Ac", "xR", "xR"],
  /** The resident goes to another facility, or leaves the care. */
  move: ["Na", "Nc", "Qa", "Qc", "Aa", "Ac", "Sa", "Sc", "--", "--"],
  discharge: ["Rc", "Rc", "Rc", "Rc", "Rc", "Rc", "Rc", "Rc", "--", "--"],
  "hand-over-taken": ["xH", "xH", "xH", "xH", "xT", "xT", "xT", "xT", "xR", "xR"],
} as const satisfies Record<string, readonly Cell[]>;

export type AlertAction = keyof typeof table;
export const alertActions = Object.keys(table) as readonly AlertAction[];

const codes: readonly Cell[] = ["Na", "Nc", "Qa", "Qc", "Aa", "Ac", "Sa", "Sc", "Ra", "Rc"];
const refusals: Readonly<Partial<Record<Cell, AlertRefusal>>> = {
  xR: "already-resolved",
  xT: "taken-by-another",
  xH: "not-held",
};

/** What the table says. Every state knows every action. */
export function transitionOf(state: AlertState, action: AlertAction): AlertTransition {
  const cell: Cell | undefined = table[action][alertStates.indexOf(state)];
  if (cell === undefined || cell === "--") return { kind: "nothing" };
  const because = refusals[cell];
  if (because !== undefined) return { kind: "refused", because };
  return { kind: "to", state: alertStates[codes.indexOf(cell)] as AlertState };
}
