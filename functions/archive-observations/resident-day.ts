import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { entryOf } from "../../domain/model/observations.ts";
import type { Observation } from "../../domain/model/reading.ts";
import { day, type EpochMs, hour } from "../../domain/model/time.ts";
import type { BlobPort } from "../../domain/ports.ts";
import type { SeriesStore } from "../../stores/series-store.ts";

/** Bounds the text that waits to be compressed. */
const linesTogether = 1_000;

/** Where a person's day is kept: to erase a person is to delete the objects that end in their id. */
export function objectName(dayStart: EpochMs, residentId: string): string {
  return `observations/${dayName(dayStart)}/${residentId}.ndjson.gz`;
}

/** `day=YYYY-MM-DD`, of Asia/Shanghai. */
export function dayName(dayStart: EpochMs): string {
  return `day=${isoTimeOf(dayStart).slice(0, 10)}`;
}

/** One observation a line, in the order of the series; the same observations make the same text. */
function ndjsonOf(observations: readonly Observation[]): string {
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
 *
 * However fast its devices send, no more of a day is held than an hour of observations and the compressed object.
 */
export async function archiveResidentDay(
  { residentId, dayStart, isThere }: { residentId: string; dayStart: EpochMs; isThere: boolean },
  { series, archive }: { readonly series: Pick<SeriesStore, "read">; readonly archive: BlobPort },
): Promise<"written" | "unchanged"> {
  const name = objectName(dayStart, residentId);
  const { bytes, textLength } = await compressed(piecesOf({ residentId, dayStart }, series));
  if (textLength === 0) return "unchanged";
  const before = isThere ? await textLengthIn(await archive.get(name)) : undefined;
  if (before !== undefined && before >= textLength) return "unchanged";
  await archive.put(name, bytes);
  return "written";
}

async function* piecesOf(
  { residentId, dayStart }: { residentId: string; dayStart: EpochMs },
  series: Pick<SeriesStore, "read">,
): AsyncGenerator<Uint8Array> {
  for (let from = dayStart; from < dayStart + day; from += hour) {
    const observations = await series.read({ residentId, from, to: from + hour - 1 });
    for (let index = 0; index < observations.length; index += linesTogether)
      yield Buffer.from(ndjsonOf(observations.slice(index, index + linesTogether)));
  }
}

async function compressed(pieces: AsyncIterable<Uint8Array>) {
  const parts: Uint8Array[] = [];
  let textLength = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      textLength += piece.length;
      yield piece;
    }
  }
  await pipeline(counted, createGzip(), async (zipped: AsyncIterable<Uint8Array>) => {
    for await (const part of zipped) parts.push(part);
  });
  return { bytes: Buffer.concat(parts), textLength };
}

/** In bytes; undefined also when the object is damaged: it is then written anew. */
async function textLengthIn(bytes: Uint8Array | undefined): Promise<number | undefined> {
  if (bytes === undefined) return undefined;
  let length = 0;
  try {
    await pipeline([bytes], createGunzip(), async (text: AsyncIterable<Uint8Array>) => {
      for await (const part of text) length += part.length;
    });
    return length;
  } catch {
    return undefined;
  }
}
