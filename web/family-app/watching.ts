import { familyStore, phoneTime, readFamily } from "./family-store.ts";
import { ageOf } from "./news.ts";

/** What is heard live comes sooner; without it this is how old a light gets. */
const readEveryMs = 30_000;
const lookEveryMs = 1_000;

/** A page in sight asks each half minute; one that comes back into sight, or to the network, at once. */
export function watchFamily(): void {
  const again = () => {
    if (!document.hidden) void readFamily();
  };
  let askedAt = phoneTime();
  setInterval(() => {
    // By whichever clock is further on, so that a phone that slept asks as soon as it wakes.
    if (document.hidden || ageOf(askedAt, phoneTime()) < readEveryMs) return;
    askedAt = phoneTime();
    again();
  }, lookEveryMs);
  for (const event of ["online", "focus", "pageshow"]) window.addEventListener(event, again);
  document.addEventListener("visibilitychange", again);
  void hearChanges(again);
}

/** The library is larger than all the rest: it comes when the light is there, and where data is dear not at all. */
async function hearChanges(changed: () => void): Promise<void> {
  const { connection } = navigator as { readonly connection?: { readonly saveData?: boolean } };
  if (connection?.saveData === true) return;
  const { listenForChanges } = await import("./changes.ts");
  void listenForChanges(() => familyStore.read().family?.residents.map(({ id }) => id) ?? [], changed);
}
