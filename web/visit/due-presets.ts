/** By when a task is due, as the form offers it; `at`: a moment of one's own choice. */
export const duePresets = ["today", "hours-24", "days-3", "at", "none"] as const;
export type DuePreset = (typeof duePresets)[number];

const hour = 3_600_000;
const shanghaiMs = 8 * hour;
/** Who orders something for today late in the evening gives whoever is on duty a while all the same. */
const leastMs = hour;

/** The moment of a preset, ISO 8601; undefined where none is set, or the person names it themselves. */
export function dueFrom(preset: DuePreset, now: number): string | undefined {
  switch (preset) {
    case "today": {
      const midnight = (Math.floor((now + shanghaiMs) / (24 * hour)) + 1) * 24 * hour - shanghaiMs;
      return new Date(Math.max(midnight - 1_000, now + leastMs)).toISOString();
    }
    case "hours-24":
      return new Date(now + 24 * hour).toISOString();
    case "days-3":
      return new Date(now + 72 * hour).toISOString();
    case "at":
    case "none":
      return undefined;
  }
}
