import { minute, second } from "../../domain/model/time.ts";
import type { Whereabouts } from "../person/day-plan.ts";
import { type DeviceModel, ifChanged, nextTick } from "./model.ts";
import { housekeeping } from "./power.ts";

const staysOpenForMs = 20 * second;

/** On the door of the room or flat: open for a moment whenever the person goes out or comes in. */
export const doorSensor: DeviceModel = {
  sendEveryMs: { live: 0, packed: 0, bulk: 30 * minute },
  nextAt: ({ salt }, after) => nextTick(after, 10 * second, salt),
  measure(view) {
    const { episode, before } = view.moment;
    const wentThrough = isBeyondDoor(episode.where) !== isBeyondDoor(before.where);
    const isOpen = wentThrough && view.at - episode.from < staysOpenForMs;
    return {
      shown: [
        ...ifChanged(view, { code: "door-open", value: isOpen }, 30 * minute),
        ...housekeeping(view, "coin-cell", 60 * minute),
      ],
    };
  },
};

function isBeyondDoor(where: Whereabouts): boolean {
  return where === "corridor" || where === "outside";
}
