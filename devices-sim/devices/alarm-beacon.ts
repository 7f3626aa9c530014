import { minute } from "../../domain/model/time.ts";
import { type DeviceModel, nextTick } from "./model.ts";
import { housekeeping } from "./power.ts";

/** SOS button, smoke and gas detector: nothing but a sign of life, until the event. */
export const alarmBeacon: DeviceModel = {
  sendEveryMs: { live: 0, packed: 0, bulk: 0 },
  nextAt: ({ salt }, after) => nextTick(after, 30 * minute, salt),
  measure: (view) => ({ shown: housekeeping(view, "coin-cell", 25 * minute) }),
};
