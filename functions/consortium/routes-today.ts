import { dateOf } from "../../contracts/iso-time.ts";
import { type ConsortiumRoute, routesFrom } from "../../domain/consortium/routes.ts";
import type { Facility } from "../../domain/model/facility.ts";
import type { Deps } from "../shell/deps.ts";
import { readableOf } from "../shell/read-each.ts";

/** The facilities, and the routes that agreements open between them today. What cannot be read opens none, and is logged. */
export async function routesToday({
  facilities,
  agreements,
  log,
  now,
}: Pick<Deps<"show-consortium">, "facilities" | "agreements" | "log" | "now">): Promise<{
  readonly day: string;
  readonly facilities: readonly Facility[];
  readonly routes: readonly ConsortiumRoute[];
}> {
  const [listed, agreed] = await Promise.all([facilities.list(), agreements.list()]);
  const day = dateOf(now());
  const all = readableOf(listed, log);
  return { day, facilities: all, routes: routesFrom(all, readableOf(agreed, log), day) };
}
