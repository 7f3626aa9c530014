import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { entryOf } from "../../domain/model/observations.ts";
import type { Observation } from "../../domain/model/reading.ts";
import { day, type EpochMs } from "../../domain/model/time.ts";
import type { BlobPort } from "../../domain/ports.ts";
import type { SeriesStore } from "../../stores/series-store.ts";

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** Where a person's day is kept: to erase a person is to delete the objects that end in their id. */
export function objectName(dayStart: EpochMs, residentId: string): string {
  return `observations/${dayName(dayStart)}/${residentId}.ndjson.gz`;
}

/** `day=YYYY-MM-DD`, of Asia/Shanghai. */
export function dayName(dayStart: EpochMs): string {
  return `day=${isoTimeOf(dayStart).slice(0, 10)}`;
}

/** One observation a line, in the order of the series; the same observations make the same text. */
export function ndjsonOf(observations: readonly Observation[]): string {
  return observations.map((observation) => `${lineOf(observation)}\n`).join("");
}

function lineOf({ at, code, value, deviceId }: Observation): string {
  const entry = entryOf(code);
  const unit = entry.value === "quantity" ? { unit: entry.unit } : {};
  return JSON.stringify({ time: isoTimeOf(at), code, value, ...unit, deviceId });
}

/**
 * Archives one day of one resident. A day without observations has no object. One that is archived already is written
 * again only when there is more of it by now: tables that were set back to an earlier state take nothing away.
 */
export async function archiveResidentDay(
  { residentId, dayStart, isThere }: { residentId: string; dayStart: EpochMs; isThere: boolean },
  { series, archive }: { readonly series: Pick<SeriesStore, "read">; readonly archive: BlobPort },
): Promise<"written" | "unchanged"> {
  const observations = await series.read({ residentId, from: dayStart, to: dayStart + day - 1 });
  if (observations.length === 0) return "unchanged";
  const name = objectName(dayStart, residentId);
  const text = ndjsonOf(observations);
  const before = isThere ? await textIn(await archive.get(name)) : undefined;
  if (before !== undefined && before.length >= text.length) return "unchanged";
  await archive.put(name, await compress(text));
  return "written";
}

/** Undefined also when the object is damaged: it is then written anew. */
async function textIn(bytes: Uint8Array | undefined): Promise<string | undefined> {
  if (bytes === undefined) return undefined;
  try {
    return (await decompress(bytes)).toString("utf8");
  } catch {
    return undefined;
  }
}
