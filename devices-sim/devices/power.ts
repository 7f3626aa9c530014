import { day, minute } from "../../domain/model/time.ts";
import { chanceAt, noiseAt } from "../random.ts";
import { type DeviceView, every, quantity, type Shown } from "./model.ts";

/** How long a charge or a coin cell lasts down to 30 %, after which it is renewed. */
const lastsForMs = { rechargeable: 6 * day, "coin-cell": 400 * day } as const;

/** Battery and signal strength, every so often. Mains devices have no battery. */
export function housekeeping(
  view: DeviceView,
  power: "rechargeable" | "coin-cell" | "mains",
  periodMs: number,
): readonly Shown[] {
  const signal = every(view, periodMs, () =>
    quantity("signal", -60 + 10 * noiseAt(view.salt + 90, view.at, 20 * minute)),
  );
  if (power === "mains") return signal;
  const life = lastsForMs[power];
  const battery = every(view, periodMs, () => {
    const used = (view.at / life + chanceAt(view.salt, 91)) % 1;
    return quantity("battery", 100 - 70 * used);
  });
  return [...signal, ...battery];
}
