import { hour, minute } from "../../domain/model/time.ts";
import { chanceAt, noiseAt } from "../random.ts";
import { turnOfDay } from "../wall-clock.ts";
import { type DeviceModel, every, ifChanged, isInRoom, nextTick, quantity } from "./model.ts";
import { housekeeping } from "./power.ts";

/** Room climate every five minutes, motion when it changes. */
export const roomSensor: DeviceModel = {
  sendEveryMs: { live: 0, packed: minute, bulk: 30 * minute },
  nextAt: ({ salt }, after) => nextTick(after, minute, salt),
  measure(view) {
    const isMoving = isInRoom(view) && chanceAt(view.salt, Math.floor(view.at / minute)) < view.body.restlessness;
    const afternoon = Math.cos((turnOfDay(view.at) - 15 / 24) * 2 * Math.PI);
    return {
      shown: [
        ...ifChanged(view, { code: "motion", value: isMoving }, 10 * minute),
        ...every(view, 5 * minute, () =>
          quantity("room-temperature", 22.5 + 1.2 * afternoon + 0.8 * noiseAt(view.salt + 1, view.at, 3 * hour)),
        ),
        ...every(view, 5 * minute, () =>
          quantity("room-humidity", 52 - 3 * afternoon + 6 * noiseAt(view.salt + 2, view.at, 5 * hour)),
        ),
        ...housekeeping(view, "coin-cell", 20 * minute),
      ],
    };
  },
};
