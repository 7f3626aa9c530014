import type { EpochMs } from "../../domain/model/time.ts";
import type { ClockStarts } from "../../domain/retention/kept-until.ts";
import { type DataPartName, dataPart } from "../../stores/data-map.ts";
import type { Holding } from "../../stores/holding.ts";
import type { SoughtResident } from "../../stores/resident-holdings.ts";
import { startsWith } from "./clock-starts.ts";
import type { ErasingDeps } from "./erasing-deps.ts";

/** What is known of somebody's data before anything becomes of them. */
export interface Survey {
  readonly starts: ClockStarts;
  /** Houses in which they were. */
  readonly places: readonly string[];
  readonly present: ReadonlySet<DataPartName>;
  /** Until when something of theirs is put away already; 0: nothing is. */
  readonly putAwayUntil: EpochMs;
}

/** Looks at everything once: when the clocks began, where the resident was, and what there is. */
export async function survey(
  sought: SoughtResident,
  known: ClockStarts,
  deps: Pick<ErasingDeps, "now"> & {
    readonly "kept-records": Pick<ErasingDeps["kept-records"], "holdingsOfResident" | "placesIn" | "list">;
  },
): Promise<Survey> {
  let starts = known;
  const present = new Set<DataPartName>();
  const items: Holding["item"][] = [];
  for await (const holding of deps["kept-records"].holdingsOfResident(sought)) {
    starts = startsWith(starts, holding);
    present.add(holding.part);
    if (dataPart(holding.part).class !== "sensor-data") items.push(holding.item);
  }
  const places = new Set([...sought.places, ...(await deps["kept-records"].placesIn(items))]);
  const putAway = await deps["kept-records"].list(sought.residentId);
  return {
    starts: { serviceEnd: deps.now(), ...starts },
    places: [...places],
    present,
    putAwayUntil: Math.max(0, ...putAway.map(({ until }) => until)),
  };
}
