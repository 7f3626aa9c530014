import { useSyncExternalStore } from "react";
import type { FilterName } from "./board-filter.ts";

/** What the board shows at present; kept while another page is open, forgotten on reload. */
export interface BoardView {
  readonly filter: FilterName;
  readonly search: string;
}

let view: BoardView = { filter: "all", search: "" };
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function changeView(change: Partial<BoardView>): void {
  view = { ...view, ...change };
  for (const listener of listeners) listener();
}

export function useBoardView(): BoardView {
  return useSyncExternalStore(subscribe, () => view);
}
