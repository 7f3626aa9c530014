import { useEffect } from "react";
import { settingsStore } from "../data/settings.ts";

type Keys = Readonly<Record<string, () => void>>;

/** Single-key shortcuts: never while typing, never with a modifier, and only if they are switched on. */
export function useKeys(keys: Keys): void {
  useEffect(() => {
    function pressed(event: KeyboardEvent): void {
      const target = event.target as HTMLElement;
      const isTyping = target.matches("input, select, textarea");
      if (isTyping || event.ctrlKey || event.metaKey || event.altKey || !settingsStore.read().hasShortcuts) return;
      const act = keys[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    }
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  });
}

/** On the board: `j` `k` walk through the residents, `/` searches, `a` acknowledges the alert that has the focus. */
export function useBoardKeys(): void {
  useKeys({
    j: () => focusNeighbour(1),
    k: () => focusNeighbour(-1),
    "/": () => document.querySelector<HTMLInputElement>("[data-search]")?.focus(),
    a: () => document.activeElement?.closest("[data-alert]")?.querySelector<HTMLElement>("[data-acknowledge]")?.click(),
  });
}

function focusNeighbour(step: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLElement>("[data-resident-link]")];
  const at = links.indexOf(document.activeElement as HTMLElement);
  const next = at === -1 ? (step === 1 ? 0 : links.length - 1) : at + step;
  links[next]?.focus();
}
