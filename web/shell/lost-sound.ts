import { patterns } from "./sound-plan.ts";

/** A connection that comes back sooner has missed little: nobody is called for it. */
export const patienceMs = 10_000;
/** For so long somebody in the room may hush the signal; then it says again that nothing is heard. */
export const hushMs = 10 * 60_000;

/** What a page knows of its lost connection, in the page's own time. */
export interface Lost {
  readonly since: number;
  readonly soundedAt?: number | undefined;
  readonly hushedAt?: number | undefined;
}

/** Whether the page must say now that it hears nothing: a silent wall looks like a calm night. */
export function isLostSoundDue({ since, soundedAt, hushedAt }: Lost, now: number): boolean {
  if (now - since < patienceMs || isHushed(hushedAt, now)) return false;
  // A clock that was set back must not keep the sound waiting.
  return soundedAt === undefined || now < soundedAt || now - soundedAt >= patterns.lost.repeatMs;
}

/** Whether somebody hushed it a short while ago. */
export function isHushed(hushedAt: number | undefined, now: number): boolean {
  return hushedAt !== undefined && now >= hushedAt && now - hushedAt < hushMs;
}
