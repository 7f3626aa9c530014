const shanghaiMs = 8 * 3_600_000;

/** A moment as a time field shows it: to the minute, in Asia/Shanghai. */
export function fieldTime(at: number): string {
  return new Date(at + shanghaiMs).toISOString().slice(0, 16);
}

/** What a time field says as a moment; undefined where it says this minute: then the service's own clock is more exact. */
export function saidTime(field: string, now: number): string | undefined {
  return field === "" || field === fieldTime(now) ? undefined : `${field}:00+08:00`;
}
