import type { ResidentView } from "../../contracts/http/residents.ts";
import { bedStateAt } from "../data/freshness.ts";
import { useSpeech } from "../words/language.tsx";
import { span } from "../words/time-words.ts";
import { useOnClock } from "./use-clock.ts";

/** In bed, or out of bed and for how long; nothing where no bed sensor has ever spoken. */
export function BedStateText({ resident }: { readonly resident: ResidentView }) {
  const { words, language } = useSpeech();
  const text = useOnClock((now) => {
    const state = bedStateAt(resident, now);
    if (state.kind === "in-bed") return words.inBed;
    if (state.kind === "out-of-bed") return words.outOfBed(span(now - state.since, language));
    return resident.vitals.some(({ code }) => code === "bed-occupancy") ? words.bedUnknown : "";
  });
  return text === "" ? null : <span> · {text}</span>;
}
