import { type Erasure, merged } from "../../domain/retention/erasure.ts";
import type { RetentionVerdict } from "../../domain/retention/judge.ts";
import { holdInForce } from "../../domain/retention/legal-hold.ts";
import type { Holding } from "../../stores/holding.ts";
import type { SoughtResident } from "../../stores/resident-holdings.ts";
import { endConnections } from "../people/end-connections.ts";
import { Counted } from "./counted.ts";
import { eraseArchivedDays } from "./erase-archive.ts";
import { type ErasingDeps, type ErasureRequest, reserveMs } from "./erasing-deps.ts";
import { erasureId, registerErasure, unfinishedOf } from "./register-erasure.ts";
import { survey } from "./survey.ts";
import { keepsFiles, type Verdicts, verdictsOf } from "./verdicts.ts";
import { wordsOf } from "./words-of.ts";

/** What came of asking that somebody's data be erased. */
export type ErasureOutcome =
  /** `isDone` false: time ran out, and the hourly run goes on with it. */
  | { readonly kind: "erased"; readonly erasure: Erasure; readonly isDone: boolean }
  | { readonly kind: "unknown" }
  /** Still in care: what is known of them is needed for it. */
  | { readonly kind: "in-care" }
  /** A legal hold stands. */
  | { readonly kind: "held" }
  /** Somebody who still works. */
  | { readonly kind: "active" };

/** Somebody else wrote items while they were erased; so often they are looked for again. */
const mostPasses = 5;

/** Others kept writing what is to be erased. The next run goes on. */
export class ErasureContendedError extends Error {
  readonly code = "erasure-contended";
}

/**
 * Erases what is stored of a resident whose care has ended (PIPL art. 47): deletes at once what no law keeps, and puts the
 * rest out of everybody's sight until its time is over (stores/data-map.ts, domain/retention/classes.ts). Idempotent, in
 * small steps, and gone on with where it was cut short; the register says that it was done. `entry`: of a run
 * that was cut short, or of one that has to be done again since a backup brought the data back.
 */
export async function eraseResident(
  residentId: string,
  request: ErasureRequest,
  deps: ErasingDeps,
  entry?: Erasure,
): Promise<ErasureOutcome> {
  const before = entry ?? (await unfinishedOf(residentId, deps));
  const record = await deps.residents.find(residentId);
  if (record === undefined && before === undefined) return { kind: "unknown" };
  if (record !== undefined && record.discharge === undefined && request.why !== "again") return { kind: "in-care" };
  const isHeld = holdInForce(await deps.retention.holdsOf(residentId)) !== undefined;
  if (isHeld) return { kind: "held" };
  const sought = { residentId, words: wordsOf(record), places: before?.places ?? [], now: deps.now() };
  const surveyed = await survey(sought, before?.starts ?? {}, deps);
  const verdicts = verdictsOf(surveyed, { why: request.why, isHeld }, deps);
  const work = { sought: { ...sought, places: surveyed.places }, request, verdicts, counted: new Counted() };
  const { byId, why } = request;
  const { starts, places } = surveyed;
  const begun: Erasure =
    before !== undefined && before.doneAt === undefined
      ? before
      : {
          id: erasureId(deps),
          kind: "resident",
          subjectId: residentId,
          why,
          byId,
          at: deps.now(),
          starts,
          places,
          parts: [],
        };
  await registerErasure(begun, deps);
  const isDone = await carryOut(work, deps);
  const parts = merged(begun.parts, work.counted.parts);
  const erasure: Erasure = { ...begun, parts, ...(isDone && { doneAt: deps.now() }) };
  await registerErasure(erasure, deps);
  return { kind: "erased", erasure, isDone };
}

interface Work {
  readonly sought: SoughtResident;
  readonly request: ErasureRequest;
  readonly verdicts: Verdicts;
  readonly counted: Counted;
}

/** Answers whether everything was done; whoever ran out of time is gone on with. */
async function carryOut(work: Work, deps: ErasingDeps): Promise<boolean> {
  const { sought, request, verdicts, counted } = work;
  const { residentId } = sought;
  const timeLeft = (): number => request.timeLeft() - reserveMs;
  await deps.timer.cancel({ queue: "watch-due", name: residentId });
  if (!keepsFiles(request.why, verdicts)) {
    const files = await eraseArchivedDays(residentId, {
      archive: deps.archive,
      now: deps.now(),
      timeLeft,
      dryRun: false,
    });
    counted.addFiles("archived-observations", files.count);
    if (files.isCut) return false;
  }
  for (let pass = 1; pass <= mostPasses; pass += 1) {
    let conflicts = 0;
    for await (const holding of deps["kept-records"].holdingsOfResident(sought)) {
      if (timeLeft() <= 0) return false;
      // The record goes last of all: by it whoever is cut short finds the rest again.
      if (holding.part === "resident-record" && conflicts > 0) break;
      const verdict = verdicts.of(holding);
      if (verdict.kind === "keep" && pass > 1) continue;
      if ((await endOne(residentId, holding, verdict, deps)) === "conflict") conflicts += 1;
      else counted.add(holding.part, verdict, holding.instead !== undefined);
    }
    if (conflicts === 0) return true;
  }
  throw new ErasureContendedError(`others kept writing what is stored of resident ${residentId}`);
}

async function endOne(
  residentId: string,
  holding: Holding,
  verdict: RetentionVerdict,
  deps: ErasingDeps,
): Promise<"ended" | "conflict"> {
  if (verdict.kind === "keep") return "ended";
  if (verdict.kind === "archive") {
    await deps["kept-records"].putAway(residentId, holding, verdict.until);
    return "ended";
  }
  for (const file of holding.files ?? []) await deps.archive.remove(file);
  if ((await deps["kept-records"].drop(holding)) === "conflict") return "conflict";
  // Whoever saw them live sees nothing of them any more.
  if (holding.part === "people") await endConnections(String(holding.item.id), deps);
  return "ended";
}
