import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { EpochMs } from "../domain/model/time.ts";
import { dayName } from "../functions/archive-observations/resident-day.ts";

/** As long as records of care are to be kept: 15 years. The deployment in the cloud has the same default. */
export const defaultArchiveDays = 5475;

/** Deletes the days of the archive that began before, with the marks of their progress. */
export async function deleteArchivedBefore(archiveFolder: string, before: EpochMs): Promise<void> {
  const first = dayName(before);
  for (const part of ["observations", "progress"]) {
    const folder = join(archiveFolder, part);
    const days = await readdir(folder).catch(() => []);
    for (const day of days.filter((name) => name.startsWith("day=") && name < first))
      await rm(join(folder, day), { recursive: true });
  }
}
