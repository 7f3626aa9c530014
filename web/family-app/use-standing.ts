import { useSyncExternalStore } from "react";
import { clock } from "../data/clock.ts";
import type { Resident } from "./answers.ts";
import { phoneTime, useFamily } from "./family-store.ts";
import { ageOf, type Standing, standingOf } from "./news.ts";

const secondMs = 1_000;

/** Each second, and as soon as the page comes into sight again: what was drawn before the phone slept may be old. */
function subscribe(listener: () => void): () => void {
  document.addEventListener("visibilitychange", listener);
  const stop = clock.subscribe(listener);
  return () => {
    document.removeEventListener("visibilitychange", listener);
    stop();
  };
}

function useTick(): void {
  useSyncExternalStore(subscribe, () => Math.floor(Date.now() / secondMs));
}

/** How somebody stands at this very moment of the phone. */
export function useStandings(): (resident: Resident) => Standing {
  const { heard } = useFamily();
  useTick();
  const now = phoneTime();
  return (resident) => standingOf(resident, heard, now);
}

/** The time of the service as far as this page can tell: what it last stated, and what went by since. */
export function useServiceTime(): number {
  const { family, heard } = useFamily();
  useTick();
  if (family === undefined || heard === undefined) return Date.now();
  const age = ageOf(heard, phoneTime());
  return Number.isFinite(age) ? family.asOf + age : Date.now();
}
