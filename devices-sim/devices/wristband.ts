import type { ObservationCode } from "../../domain/model/observations.ts";
import { minute, second } from "../../domain/model/time.ts";
import { chanceAt, noiseAt } from "../random.ts";
import { type DeviceModel, type DeviceView, every, ifChanged, nextTick, quantity, type Shown } from "./model.ts";
import { housekeeping } from "./power.ts";

const measuresEveryMs = 30 * second;
/** About once in ten days the light goes astray for one measurement. */
const artefactChance = 1 / 30_000;
const stepsAMinute = 72;

/** Worn day and night: pulse and saturation every half minute, temperature, steps and position now and then. */
export const wristband: DeviceModel = {
  sendEveryMs: { live: 0, packed: minute, bulk: 30 * minute },
  nextAt: ({ cadence, salt }, after) => nextTick(after, cadence === "bulk" ? minute : measuresEveryMs, salt),
  measure(view) {
    const spo2 = spo2Of(view);
    const shown = [
      quantity("heart-rate", view.body.heartRate + noiseAt(view.salt, view.at, minute)),
      spo2.shown,
      ...every(view, 15 * minute, () => quantity("body-temperature", view.body.temperature)),
      ...ifChanged(view, quantity("steps", view.minutesWalkedToday * stepsAMinute), 10 * minute),
      ...ifChanged(view, positionOf(view), 5 * minute),
      ...housekeeping(view, "rechargeable", 10 * minute),
    ];
    return spo2.isArtefact ? { shown, artefact: spo2.shown } : { shown };
  },
};

function spo2Of(view: DeviceView): { readonly shown: Shown; readonly isArtefact: boolean } {
  const tick = Math.floor(view.at / measuresEveryMs);
  if (chanceAt(view.salt + 3, tick) < artefactChance)
    return { shown: quantity("spo2", 78 + 8 * chanceAt(view.salt + 4, tick)), isArtefact: true };
  return { shown: quantity("spo2", view.body.spo2), isArtefact: false };
}

function positionOf(view: DeviceView): Shown {
  const code: ObservationCode = "body-position";
  const { episode } = view.moment;
  if (episode.doing === "on-the-floor")
    return { code, value: chanceAt(view.salt, episode.from) < 0.5 ? "left" : "prone" };
  if (episode.doing === "walking") return { code, value: "standing" };
  if (episode.where !== "bed" || episode.doing === "eating") return { code, value: "sitting" };
  const turn = chanceAt(view.salt + 5, Math.floor(view.at / (50 * minute)));
  return { code, value: turn < 0.4 ? "supine" : turn < 0.7 ? "left" : "right" };
}
