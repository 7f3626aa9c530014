import { expect, test } from "vitest";
import { minute } from "../../domain/model/time.ts";
import { startedCell } from "./iot/cell-under-test.ts";
import { type LoadName, loadNames } from "./measure/resident-load.ts";
import { type MeasuredLoad, runResidents } from "./measure/run-residents.ts";
import { writeMeasured } from "./measure/write-measured.ts";

/** Write request units of a resident and minute: beyond this the bill is another one. */
const limits: Readonly<Record<LoadName, number>> = { "each-sample": 8, batched: 4 };

/** A file for the figures makes the run long enough to put a price on them. */
const file = process.env.ANHU_MEASURED;
const [residents, forMs] = file === undefined ? [2, 6 * minute] : [10, 30 * minute];

async function measured(load: LoadName, count: number): Promise<MeasuredLoad> {
  const cell = await startedCell();
  const used = await runResidents(cell, load, count, forMs);
  expect(cell.cloud.denied()).toEqual([]);
  expect(cell.iot.troubles()).toEqual([]);
  expect(await cell.cloud.deadLetters()).toEqual([]);
  console.log(`${count} residents, ${load}: ${cell.cloud.calls().length} calls asked of their roles, none denied`);
  return used;
}

test("residents stay within the write units for which the service is costed, and an empty cell needs few", async () => {
  const idle = await measured("batched", 0);
  const loads = {
    "each-sample": await measured("each-sample", residents),
    batched: await measured("batched", residents),
  };
  for (const load of loadNames) {
    const units = (writeUnits(loads[load]) - writeUnits(idle)) / residents / (forMs / minute);
    console.log(
      `${load}: ${units.toFixed(1)} write units a resident-minute; telemetry is gathered for ${idle.windowSeconds} s`,
    );
    expect(units).toBeLessThan(limits[load]);
  }
  // Most of it is the test call: each minute one goes the whole way, from the button to the channel.
  expect(writeUnits(idle) / (forMs / minute)).toBeLessThan(46);
  if (file !== undefined) writeMeasured(file, idle, loads);
}, 900_000);

function writeUnits({ functions }: MeasuredLoad): number {
  return Object.values(functions).reduce((sum, figures) => sum + figures.writeUnits, 0);
}
