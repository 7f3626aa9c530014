import { minute } from "../../domain/model/time.ts";
import { chanceAt, noiseAt } from "../random.ts";
import { type DeviceModel, isInBed, isInRoom, nextTick, quantity } from "./model.ts";
import { housekeeping } from "./power.ts";

/** On the wall: who is in the room, whether they move; breathing and pulse while they lie still. */
export const radar: DeviceModel = {
  sendEveryMs: { live: 0, packed: minute, bulk: 30 * minute },
  nextAt: ({ salt }, after) => nextTick(after, minute, salt),
  measure(view) {
    const isPresent = isInRoom(view);
    const isMoving = isPresent && chanceAt(view.salt, Math.floor(view.at / minute)) < view.body.restlessness;
    const isReadable = isInBed(view) && !isMoving;
    return {
      shown: [
        { code: "presence", value: isPresent },
        { code: "motion", value: isMoving },
        ...(isReadable
          ? [
              quantity("respiratory-rate", view.body.respiratoryRate + 0.5 * noiseAt(view.salt, view.at, minute)),
              quantity("heart-rate", view.body.heartRate + 2 * noiseAt(view.salt + 1, view.at, minute)),
            ]
          : []),
        ...housekeeping(view, "mains", 10 * minute),
      ],
    };
  },
};
