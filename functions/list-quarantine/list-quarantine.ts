import type * as z from "zod/mini";
import type { quarantineList } from "../../contracts/http/quarantine.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { quarantineView } from "../../contracts/quarantine-view.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";

/** What could not be taken in during the last days, newest first, and how much of each reason. */
export async function listQuarantine(
  { query }: HttpInput<(typeof routes)["list-quarantine"]>,
  deps: Deps<"list-quarantine">,
): Promise<z.input<typeof quarantineList>> {
  const now = deps.now();
  const [entries, counts] = await Promise.all([deps.quarantine.list(query.limit, now), deps.quarantine.counts(now)]);
  return { items: entries.map(quarantineView), counts };
}
