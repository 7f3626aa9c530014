import type { Alert } from "../../domain/alerts/alert.ts";
import { noteResolved } from "../../domain/watch/roster.ts";
import type { Watch } from "../../domain/watch/state.ts";
import type { AlertStore } from "../../stores/alert-store.ts";
import type { WatchStore } from "../../stores/watch-store.ts";

type Closing =
  /** With the watch before and after, when there is one: its timer may have to be set. */
  | { readonly kind: "closed"; readonly watch?: { readonly before: Watch; readonly after: Watch } }
  | { readonly kind: "conflict" };

interface ClosingDeps {
  readonly watches: Pick<WatchStore, "find" | "commit">;
  readonly alerts: Pick<AlertStore, "save">;
  now(): number;
}

/**
 * Writes a resolved alert. Alert, guard and the watch's note are one commit, so that the watch never believes open what
 * is closed.
 */
export async function closeAlert(alert: Alert, deps: ClosingDeps): Promise<Closing> {
  return saveWithWatch(alert, (watch) => noteResolved(watch, alert.kind, deps.now()), deps);
}

/** Writes an alert and what the watch has to know of it, as one; an alert that was closed before is opened again. */
export async function saveWithWatch(
  alert: Alert,
  note: (watch: Watch) => Watch,
  deps: Omit<ClosingDeps, "now">,
  isReopened = false,
): Promise<Closing> {
  const stored = await deps.watches.find(alert.residentId);
  if (stored === undefined && isReopened) return { kind: "conflict" };
  if (stored === undefined) return { kind: (await deps.alerts.save(alert)) === "saved" ? "closed" : "conflict" };
  const watch = note(stored.watch);
  const written = isReopened ? { changed: [], reopened: [alert] } : { changed: [alert] };
  const commit = { watch, expectedVersion: stored.version, raised: [], ...written };
  if ((await deps.watches.commit(commit)) !== "committed") return { kind: "conflict" };
  return { kind: "closed", watch: { before: stored.watch, after: watch } };
}
