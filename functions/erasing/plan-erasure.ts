import type { ErasedPart } from "../../domain/retention/erasure.ts";
import { holdInForce } from "../../domain/retention/legal-hold.ts";
import { Counted } from "./counted.ts";
import { eraseArchivedDays } from "./erase-archive.ts";
import type { ErasingDeps, ErasureRequest } from "./erasing-deps.ts";
import { survey } from "./survey.ts";
import { keepsFiles, verdictsOf } from "./verdicts.ts";
import { wordsOf } from "./words-of.ts";

/** What looking ahead needs: nothing that changes anything. */
export type PlanningDeps = Pick<ErasingDeps, "now" | "retentionPeriods" | "archive"> & {
  readonly "kept-records": Pick<ErasingDeps["kept-records"], "holdingsOfResident" | "placesIn" | "list">;
  readonly retention: Pick<ErasingDeps["retention"], "holdsOf">;
  readonly residents: ErasingDeps["residents"];
};

/** What would become of everything that is stored of a resident if it were erased now, by what and until when. */
export async function planErasure(
  residentId: string,
  { why, timeLeft }: Pick<ErasureRequest, "why" | "timeLeft">,
  deps: PlanningDeps,
): Promise<readonly ErasedPart[]> {
  const record = await deps.residents.find(residentId);
  const isHeld = holdInForce(await deps.retention.holdsOf(residentId)) !== undefined;
  const sought = { residentId, words: wordsOf(record), places: [], now: deps.now() };
  const surveyed = await survey(sought, {}, deps);
  const verdicts = verdictsOf(surveyed, { why, isHeld }, deps);
  const counted = new Counted();
  for await (const holding of deps["kept-records"].holdingsOfResident({ ...sought, places: surveyed.places }))
    counted.add(holding.part, verdicts.of(holding), holding.instead !== undefined);
  if (isHeld || keepsFiles(why, verdicts)) return counted.parts;
  const { archive, now } = deps;
  const files = await eraseArchivedDays(residentId, { archive, now: now(), timeLeft, dryRun: true });
  counted.addFiles("archived-observations", files.count);
  return counted.parts;
}
