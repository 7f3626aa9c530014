import { minute, second } from "../../domain/model/time.ts";
import { chanceAt } from "../random.ts";
import { type DeviceModel, type DeviceView, ifChanged, isInBed, nextTick, quantity } from "./model.ts";
import { housekeeping } from "./power.ts";

/** A strip under the mattress: occupancy, pulse, breathing and movement while somebody lies on it. */
export const bedSensor: DeviceModel = {
  sendEveryMs: { live: 0, packed: minute, bulk: 30 * minute },
  nextAt: ({ cadence, salt }, after) => nextTick(after, cadence === "bulk" ? minute : 10 * second, salt),
  measure(view) {
    const occupied = isInBed(view);
    const before = view.memory.get("was-occupied");
    view.memory.set("was-occupied", { value: occupied, at: view.at });
    const shown = occupied
      ? [
          { code: "bed-occupancy", value: true } as const,
          quantity("heart-rate", view.body.heartRate),
          quantity("respiratory-rate", view.body.respiratoryRate),
          quantity("bed-movement", movementOf(view)),
        ]
      : ifChanged(view, { code: "bed-occupancy", value: false }, minute);
    if (occupied) view.memory.delete("bed-occupancy");
    return {
      shown: [...shown, ...housekeeping(view, "mains", 10 * minute)],
      bedExit: before?.value === true && !occupied,
    };
  },
};

/** Mostly a little, sometimes a turn. */
function movementOf(view: DeviceView): number {
  const tick = Math.floor(view.at / (10 * second));
  const { restlessness } = view.body;
  return chanceAt(view.salt, tick) < restlessness * 0.15
    ? 30 + 60 * chanceAt(view.salt + 1, tick)
    : 25 * restlessness * chanceAt(view.salt + 2, tick);
}
