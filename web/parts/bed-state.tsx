import type { ResidentView } from "../../contracts/http/residents.ts";
import { bedStateAt } from "../data/freshness.ts";
import { useSpeech } from "../words/language.tsx";
import { span } from "../words/time-words.ts";
import classes from "./bed-state.module.css";
import { useOnClock } from "./use-clock.ts";

/**
 * In bed, or out of bed and for how long. What was said too long ago is hatched and carries its age, and once its sensor
 * is silent or lost the state is unknown. Nothing where no bed sensor has ever spoken.
 */
export function BedStateText({ resident }: { readonly resident: ResidentView }) {
  const { words, language } = useSpeech();
  const kind = useOnClock((now) => bedStateAt(resident, now).kind);
  const text = useOnClock((now) => {
    const state = bedStateAt(resident, now);
    if (state.kind === "in-bed") return words.inBed;
    if (state.kind === "out-of-bed") return words.outOfBed(span(now - state.since, language));
    if (state.kind === "stale") {
      return words.saidBefore(span(now - state.at, language), state.wasInBed ? words.inBed : words.filterOut);
    }
    return resident.vitals.some(({ code }) => code === "bed-occupancy") ? words.bedUnknown : "";
  });
  if (text === "") return null;
  return (
    <span>
      {" · "}
      <span className={kind === "stale" || kind === "unknown" ? classes[kind] : undefined}>{text}</span>
    </span>
  );
}
