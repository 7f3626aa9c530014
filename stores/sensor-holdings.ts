import { day, type EpochMs } from "../domain/model/time.ts";
import type { TableEngine } from "../domain/ports.ts";
import { allPages } from "./all-pages.ts";
import type { Holding } from "./holding.ts";
import { tables } from "./tables.ts";

/** Rows of a series live 90 days (contracts/decode-telemetry.ts), and a few more until they are deleted. */
const seriesDays = 95;

/** What devices measured and told of a resident, and what the monitors made of it. */
export async function* sensorHoldings(engine: TableEngine, residentId: string, now: EpochMs): AsyncGenerator<Holding> {
  for (let back = seriesDays; back >= -1; back -= 1) {
    const date = new Date(now - back * day).toISOString().slice(0, 10).replaceAll("-", "");
    for (const item of await allPages(engine, tables.series, { partition: `${residentId}#${date}` }))
      yield { part: "series", table: tables.series, item };
  }
  const events = await allPages(engine, tables.events, { index: "byResident", partition: residentId });
  for (const item of events) yield { part: "events", table: tables.events, item };
  const watch = await engine.get(tables.watches, { residentId });
  if (watch !== undefined) yield { part: "watches", table: tables.watches, item: watch };
}
