import type { EpochMs } from "../model/time.ts";

/** 民法典 art. 17: from this birthday on, adults. */
const adultAt = 18;

/** Whether somebody born on that day (`YYYY-MM-DD`) is an adult; the birthday itself counts, by the calendar of China. */
export function isAdult(birthDate: string, at: EpochMs): boolean {
  const today = new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);
  const year = Number(birthDate.slice(0, 4)) + adultAt;
  return `${year}${birthDate.slice(4)}` <= today;
}
