import { day, minute } from "../../domain/model/time.ts";
import { chanceAt } from "../random.ts";
import { clock, localDayOf, startOfLocalDay } from "../wall-clock.ts";
import { type DeviceModel, quantity } from "./model.ts";
import { housekeeping } from "./power.ts";

/** 1970-01-01 was a Thursday, so Mondays are the local days with remainder 4. */
const mondayRemainder = 4;

/** Weighing on Monday mornings. */
export const scale: DeviceModel = {
  sendEveryMs: { live: 0, packed: 0, bulk: 0 },
  nextAt({ salt }, after) {
    const time = clock(9) + Math.round(chanceAt(salt, 1) * 60 * minute);
    let localDay = localDayOf(after);
    while (localDay % 7 !== mondayRemainder || startOfLocalDay(localDay) + time <= after) localDay += 1;
    return startOfLocalDay(localDay) + time;
  },
  measure: (view) => ({
    shown: [
      quantity("body-weight", view.body.weight),
      ...housekeeping(view, "coin-cell", day).filter(({ code }) => code === "battery"),
    ],
  }),
};
