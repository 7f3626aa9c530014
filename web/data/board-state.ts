import type { AlertView } from "../../contracts/http/alerts.ts";
import type { LiveMessage } from "../../contracts/live.ts";
import type { AskProblem } from "./api.ts";
import { afterRead, applyLive, type County, mergeAlerts, strangersIn } from "./county.ts";

export type Connection =
  | { readonly kind: "connecting" }
  | { readonly kind: "live" }
  /** `since`: when the connection was last known to be good; absent when it never was. */
  | { readonly kind: "lost"; readonly since?: number }
  /** Whoever is at the page may listen nowhere: what they see is read again from time to time. */
  | { readonly kind: "none" };

export interface BoardState {
  readonly county: County | undefined;
  readonly connection: Connection;
  /** Live messages that arrived while a read was under way: they are applied again on top of what it brings. */
  readonly duringRead: readonly LiveMessage[] | undefined;
  readonly problem: AskProblem | undefined;
  /** A live message that did not match its schema arrived: the page is probably older than the server. */
  readonly sawUnreadable: boolean;
  /** How often the live connection has been made: each time, what was read before may have gaps. */
  readonly connections: number;
  /** The board must read again: somebody or something unknown was mentioned. */
  readonly mustRead: boolean;
  /** Whoever was unknown is looked up once: an answer that still does not name them is not asked for again and again. */
  readonly lookedUp: ReadonlySet<string>;
}

export type BoardAction =
  | { readonly kind: "read-started" }
  | { readonly kind: "read"; readonly county: County }
  | { readonly kind: "read-failed"; readonly problem: AskProblem }
  | { readonly kind: "live"; readonly message: LiveMessage }
  | { readonly kind: "unreadable" }
  | { readonly kind: "alert"; readonly alert: AlertView }
  | { readonly kind: "connected" }
  /** More is shown than is heard of so far. */
  | { readonly kind: "connecting" }
  | { readonly kind: "nothing-to-hear" }
  | { readonly kind: "disconnected"; readonly at: number };

export const emptyBoard: BoardState = {
  county: undefined,
  connection: { kind: "connecting" },
  duringRead: undefined,
  problem: undefined,
  sawUnreadable: false,
  connections: 0,
  mustRead: false,
  lookedUp: new Set(),
};

/** The one way the board's knowledge changes. What is known stays when a read fails. */
export function reduce(state: BoardState, action: BoardAction): BoardState {
  switch (action.kind) {
    case "read-started":
      return { ...state, duringRead: [], mustRead: false };
    case "read":
      return {
        ...state,
        county: (state.duringRead ?? []).reduce(applyLive, afterRead(state.county, action.county)),
        duringRead: undefined,
        problem: undefined,
      };
    case "read-failed":
      return { ...state, duringRead: undefined, problem: action.problem };
    case "live":
      return live(state, action.message);
    case "unreadable":
      return { ...state, sawUnreadable: true };
    case "alert":
      if (state.county === undefined) return state;
      return { ...state, county: { ...state.county, alerts: mergeAlerts(state.county.alerts, [action.alert]) } };
    case "connected":
      return { ...state, connection: { kind: "live" }, connections: state.connections + 1 };
    case "connecting":
      return { ...state, connection: { kind: "connecting" } };
    case "nothing-to-hear":
      return { ...state, connection: { kind: "none" } };
    case "disconnected":
      return { ...state, connection: lostFrom(state.connection, action.at) };
  }
}

function live(state: BoardState, message: LiveMessage): BoardState {
  const next = state.duringRead === undefined ? state : { ...state, duringRead: [...state.duringRead, message] };
  if (next.county === undefined) return next;
  const news = strangersIn(next.county, message).filter((id) => !next.lookedUp.has(id));
  return {
    ...next,
    county: applyLive(next.county, message),
    ...(news.length === 0 ? {} : { mustRead: true, lookedUp: new Set([...next.lookedUp, ...news]) }),
  };
}

function lostFrom(before: Connection, at: number): Connection {
  if (before.kind === "live") return { kind: "lost", since: at };
  return before.kind === "lost" ? before : { kind: "lost" };
}
