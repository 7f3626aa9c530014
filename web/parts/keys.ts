import { useEffect } from "react";
import { settingsStore } from "../data/settings.ts";

type Keys = Readonly<Record<string, () => void>>;

/** What was pressed, and where. */
type Press = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey"> & {
  readonly target: { matches(selector: string): boolean };
};

/**
 * What a key does on a page: nothing while typing, with a modifier, or while a dialogue covers the page: whoever sees the
 * alarm must not act on what is behind it.
 */
export function actOf(keys: Keys, press: Press, page: Pick<ParentNode, "querySelector">): (() => void) | undefined {
  const isTyping = press.target.matches("input, select, textarea");
  if (isTyping || press.ctrlKey || press.metaKey || press.altKey) return undefined;
  return page.querySelector("dialog[open]") === null ? keys[press.key] : undefined;
}

/** Presses the first button that acknowledges one of these alerts, never another's; nothing while none is offered. */
export function acknowledgeFrom(page: Pick<ParentNode, "querySelectorAll">, alertIds: readonly string[]): void {
  [...page.querySelectorAll<HTMLElement>("[data-alert]")]
    .filter(({ dataset }) => alertIds.includes(dataset.alert ?? ""))
    .map((row) => row.querySelector<HTMLElement>("[data-acknowledge]"))
    .find((button) => button !== null)
    ?.click();
}

/** Single-key shortcuts, only if they are switched on. */
export function useKeys(keys: Keys): void {
  useEffect(() => {
    function pressed(event: KeyboardEvent): void {
      if (!settingsStore.read().hasShortcuts) return;
      const { key, ctrlKey, metaKey, altKey } = event;
      const press = { key, ctrlKey, metaKey, altKey, target: event.target as HTMLElement };
      const act = actOf(keys, press, document);
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
