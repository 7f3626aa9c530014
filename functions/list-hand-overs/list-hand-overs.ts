import type * as z from "zod/mini";
import { handOverView } from "../../contracts/hand-over-views.ts";
import type { handOverRoutes } from "../../contracts/http/hand-over-routes.ts";
import type { handOverList } from "../../contracts/http/hand-overs.ts";
import { askedSpan } from "../hand-over/asked-span.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";

const mostShown = 200;

/** Who gave which alerts to whom within a span, the newest first. */
export async function listHandOvers(
  { path, query }: HttpInput<(typeof handOverRoutes)["list-hand-overs"]>,
  deps: Deps<"list-hand-overs">,
): Promise<z.input<typeof handOverList>> {
  const { from, until } = askedSpan(query, deps.now());
  const listing = await deps.handovers.listBetween(path.id, from, until, mostShown);
  return { items: readableOf(listing, deps.log).map(handOverView) };
}
