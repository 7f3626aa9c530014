import { isoTimeOf } from "../../contracts/iso-time.ts";
import type { Erasure } from "../../domain/retention/erasure.ts";
import type { ErasingDeps } from "./erasing-deps.ts";

/** Where the register lies once more, beside what backups hold: a restore applies it again. */
export const erasureFolder = "erasures/";

/** Sorts by time; no two have the same. */
export function erasureId(deps: Pick<ErasingDeps, "now" | "newId">): string {
  return `${new Date(deps.now()).toISOString()}#${deps.newId()}`;
}

/** Writes an entry into the register, and as a file beside the archive. */
export async function registerErasure(
  erasure: Erasure,
  deps: Pick<ErasingDeps, "retention" | "archive">,
): Promise<void> {
  await deps.retention.register(erasure);
  await deps.archive.put(fileOf(erasure), Buffer.from(`${JSON.stringify(erasure)}\n`));
}

function fileOf({ id, at }: Erasure): string {
  return `${erasureFolder}${isoTimeOf(at).slice(0, 10)}/${id.replaceAll(/[^A-Za-z0-9.-]/g, "_")}.json`;
}

/** The entry of an erasure of them that was cut short: whoever asks again goes on with it. */
export async function unfinishedOf(
  subjectId: string,
  { retention }: Pick<ErasingDeps, "retention">,
): Promise<Erasure | undefined> {
  return (await retention.listUnfinished()).items.find((erasure) => erasure.subjectId === subjectId);
}
