import { hour, minute } from "../../domain/model/time.ts";
import { chanceAt } from "../random.ts";
import { clock, nextTimeOfDay } from "../wall-clock.ts";
import { type DeviceModel, quantity } from "./model.ts";
import { housekeeping } from "./power.ts";

const rounds = [clock(7), clock(11), clock(15), clock(21)];
const roundsAtHome = [clock(7, 30), clock(20)];

/** What the nurse measures at the rounds, each person at their place in the row; at home twice a day. */
export const spotCheckMonitor: DeviceModel = {
  sendEveryMs: { live: 0, packed: 0, bulk: 0 },
  nextAt({ person, salt }, after) {
    const placeInRow = Math.round(chanceAt(salt, 1) * 40 * minute);
    const times = person.careSetting === "home" ? roundsAtHome : rounds;
    return Math.min(...times.map((time) => nextTimeOfDay(after, time + placeInRow)));
  },
  measure(view) {
    const { body } = view;
    return {
      shown: [
        quantity("heart-rate", body.heartRate),
        quantity("respiratory-rate", body.respiratoryRate),
        quantity("spo2", body.spo2),
        quantity("systolic-blood-pressure", body.systolic),
        quantity("diastolic-blood-pressure", body.diastolic),
        quantity("body-temperature", body.temperature),
        quantity("glucose", body.glucose),
        { code: "consciousness", value: body.consciousness },
        quantity("inspired-oxygen", body.inspiredOxygen),
        ...housekeeping(view, "rechargeable", hour).filter(({ code }) => code === "battery"),
      ],
    };
  },
};
