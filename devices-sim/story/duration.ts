import { day, hour, minute, second } from "../../domain/model/time.ts";

const units: Readonly<Record<string, number>> = { s: second, m: minute, h: hour, d: day };

/** Reads `00:10:00`, `00:10`, `90s`, `15m`, `2h` or `3d` as milliseconds; undefined when it is none of them. */
export function parseDuration(text: string): number | undefined {
  const clock = /^(\d{1,3}):([0-5]\d)(?::([0-5]\d))?$/.exec(text);
  if (clock !== null) return Number(clock[1]) * hour + Number(clock[2]) * minute + Number(clock[3] ?? 0) * second;
  const short = /^(\d+(?:\.\d+)?)([smhd])$/.exec(text);
  if (short === null) return undefined;
  return Number(short[1]) * (units[short[2] as string] as number);
}

/** Reads a time of day such as `03:10` or `03:10:30` as milliseconds since midnight. */
export function parseTimeOfDay(text: string): number | undefined {
  return /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(text) ? parseDuration(text) : undefined;
}
