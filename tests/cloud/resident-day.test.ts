import { expect, test } from "vitest";
import { day, minute } from "../../domain/model/time.ts";
import { startedCell } from "./iot/cell-under-test.ts";
import { type LoadName, loadKinds } from "./measure/resident-load.ts";
import { type MeasuredLoad, runResidents } from "./measure/run-residents.ts";

/** Write request units of a resident and day: beyond this the bill is another one. */
const limits: Readonly<Record<LoadName, number>> = { "each-sample": 20_000, batched: 10_000 };

test.each(["each-sample", "batched"] as const)(
  "a resident whose devices speak %s stays within the write units of a day",
  async (load) => {
    const cell = await startedCell();
    const measured = await runResidents(cell, load, 2, 10 * minute);
    console.log(
      `${load}: ${Math.round(writeUnitsPerDay(measured))} write units a resident-day of ${loadKinds.length} devices`,
      measured,
    );
    expect(writeUnitsPerDay(measured)).toBeLessThan(limits[load]);
    expect(cell.cloud.denied()).toEqual([]);
    expect(cell.iot.troubles()).toEqual([]);
    expect(await cell.cloud.deadLetters()).toEqual([]);
  },
);

function writeUnitsPerDay({ functions, residents, days }: MeasuredLoad): number {
  const units = Object.values(functions).reduce((sum, { writeUnits }) => sum + writeUnits, 0);
  return (units / residents / days) * (day / day);
}
