import { type EpochMs, hour } from "../domain/model/time.ts";

const shanghaiOffsetMs = 8 * hour;
const furthestDateMs = 8.64e15 - shanghaiOffsetMs;
const withZone = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/** ISO 8601 on the wall clock of Asia/Shanghai, e.g. `2026-11-22T02:13:07+08:00`; milliseconds only where there are any. */
export function isoTimeOf(at: EpochMs): string {
  const clamped = Math.min(Math.max(at, -furthestDateMs), furthestDateMs);
  return new Date(clamped + shanghaiOffsetMs).toISOString().replace(".000Z", "Z").replace("Z", "+08:00");
}

/** Reads an ISO 8601 time with a zone; undefined when it is none. A fraction beyond milliseconds is cut off. */
export function epochOf(text: string): EpochMs | undefined {
  if (!withZone.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}

/** `02:13` on the wall clock of Asia/Shanghai, as people say it. */
export function clockTimeOf(at: EpochMs): string {
  return isoTimeOf(at).slice(11, 16);
}

/** `2026-11-22`: the day in Asia/Shanghai. */
export function dateOf(at: EpochMs): string {
  return isoTimeOf(at).slice(0, 10);
}

/** A field of a view with its time, and none where there is no moment. */
export function timeField<Name extends string>(name: Name, at: EpochMs | undefined): { readonly [K in Name]?: string } {
  return at === undefined ? {} : ({ [name]: isoTimeOf(at) } as { readonly [K in Name]: string });
}
