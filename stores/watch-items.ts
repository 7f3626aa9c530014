import type { Write } from "../domain/ports.ts";
import type { Watch } from "../domain/watch/state.ts";
import { storedItem } from "./stored-item.ts";
import { tables } from "./tables.ts";
import { watchToJson } from "./watch-json.ts";

export function watchItem(watch: Watch, version: number) {
  return storedItem({ residentId: watch.residentId, version }, watch, watchToJson);
}

/** Writes a watch as the version after the one that was read. */
export function savingWatch({ watch, version }: { readonly watch: Watch; readonly version: number }): Write {
  return {
    kind: "put",
    table: tables.watches,
    item: watchItem(watch, version + 1),
    when: { attribute: "version", equals: version },
  };
}
