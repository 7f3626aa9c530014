import { useEffect, useSyncExternalStore } from "react";

let title = "";
const listeners = new Set<() => void>();

function set(next: string): void {
  title = next;
  for (const listener of listeners) listener();
}

/** Names the page for the document's title while it is open. */
export function usePageTitle(name: string): void {
  useEffect(() => {
    set(name);
    return () => set("");
  }, [name]);
}

export function useCurrentTitle(): string {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => title,
  );
}
