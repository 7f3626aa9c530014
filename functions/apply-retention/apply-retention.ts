import { day, second } from "../../domain/model/time.ts";
import type { Erasure } from "../../domain/retention/erasure.ts";
import { erasePerson } from "../erasing/erase-person.ts";
import { type ErasureOutcome, eraseResident } from "../erasing/erase-resident.ts";
import type { ErasureRequest } from "../erasing/erasing-deps.ts";
import { planErasure } from "../erasing/plan-erasure.ts";
import type { Deps } from "../shell/deps.ts";
import type { Border } from "../shell/lambda.ts";
import { idsOf, readableOf } from "../shell/read-each.ts";
import { extendHeld } from "./extend-held.ts";

/** How long this run may still take, in ms. */
export type TimeLeft = () => number;

/** The hour's tick. What is due is judged by the clock. */
export const retentionTick: Border<TimeLeft, void> = {
  parse: (_event, context) => () => context.getRemainingTimeInMillis(),
  answer: () => ({ kind: "done" }),
};

/** With less left nothing is begun. */
const enoughMs = 30 * second;
/** A pass over all who left begins once a day. */
const passEveryMs = day;
/** So many who left are looked at together. */
const sliceSize = 50;

/** Something could not be erased. The next run tries again. */
export class RetentionIncompleteError extends Error {
  readonly code = "retention-incomplete";
}

type Applying = Deps<"apply-retention">;
type Attempt = (what: string, fields: Record<string, unknown>, work: () => Promise<unknown>) => Promise<void>;

/**
 * Goes on with erasures that were cut short or have to be done again after a restore, keeps what a legal hold keeps, and
 * deletes what is over of those who left. Whoever fails stops nobody else; the run then fails at its end, to be seen.
 */
export async function applyRetention(timeLeft: TimeLeft, deps: Applying): Promise<void> {
  let failed = 0;
  const attempt: Attempt = async (what, fields, work) => {
    try {
      await work();
    } catch (error) {
      failed += 1;
      deps.log.error(what, { ...fields, error });
    }
  };
  for (const erasure of readableOf(await deps.retention.listUnfinished(), deps.log))
    if (timeLeft() > enoughMs)
      await attempt("an erasure could not be finished", { erasureId: erasure.id }, () => goOn(erasure, timeLeft, deps));
  for (const hold of readableOf(await deps.retention.listHeld(), deps.log))
    if (timeLeft() > enoughMs)
      await attempt("what is held could not be kept longer", { residentId: hold.residentId }, () =>
        extendHeld(hold.residentId, deps),
      );
  await passOverThoseWhoLeft(timeLeft, attempt, deps);
  if (failed > 0) throw new RetentionIncompleteError(`${failed} erasures were not done`);
}

async function goOn(erasure: Erasure, timeLeft: TimeLeft, deps: Applying): Promise<void> {
  const { subjectId, kind, byId, why } = erasure;
  const request: ErasureRequest = { byId, why, timeLeft };
  if (why !== "again" && (await isSomebodyNew(erasure, deps))) {
    await deps.retention.register({ ...erasure, doneAt: deps.now() });
    return;
  }
  const outcome =
    kind === "resident"
      ? await eraseResident(subjectId, request, deps, erasure)
      : await erasePerson(subjectId, request, deps, erasure);
  refuseHeld(outcome);
}

/** Their record was gone but for the word that it was, and under its id somebody is cared for, or works, since. */
async function isSomebodyNew({ subjectId, kind }: Erasure, deps: Applying): Promise<boolean> {
  if (kind === "resident") {
    const resident = await deps.residents.find(subjectId);
    return resident !== undefined && resident.discharge === undefined;
  }
  const person = await deps.people.find(subjectId);
  return person !== undefined && person.roles.length > 0 && person.disabledAt === undefined;
}

/** One that waits for a legal hold to be lifted is not done, and somebody has to know. */
function refuseHeld({ kind }: ErasureOutcome): void {
  if (kind === "held" || kind === "in-care" || kind === "active")
    throw new RetentionIncompleteError(`an erasure that was begun is ${kind}`);
}

/** Once a day everybody who left, a slice after the other; a run goes on where the last one stopped. */
async function passOverThoseWhoLeft(timeLeft: TimeLeft, attempt: Attempt, deps: Applying): Promise<void> {
  const now = deps.now();
  const last = await deps.retention.pass();
  if (last?.doneAt !== undefined && now - last.beganAt < passEveryMs) return;
  const isNew = last === undefined || last.doneAt !== undefined;
  const beganAt = isNew ? now : last.beganAt;
  const from = isNew ? undefined : last.after;
  const facilityIds = idsOf(await deps.facilities.list()).filter((id) => from === undefined || id >= from.facilityId);
  for (const facilityId of facilityIds) {
    let after = facilityId === from?.facilityId ? from.residentId : undefined;
    for (;;) {
      const slice = await deps.residents.sliceOfFormer(facilityId, { after, limit: sliceSize });
      for (const { id: residentId } of slice) {
        if (timeLeft() < enoughMs) return;
        await attempt("what is over of a resident could not be deleted", { residentId }, () =>
          deleteOver(residentId, timeLeft, deps),
        );
        after = residentId;
        await deps.retention.savePass({ beganAt, after: { facilityId, residentId } });
      }
      if (slice.length < sliceSize) break;
    }
  }
  await deps.retention.savePass({ beganAt, doneAt: deps.now() });
}

/** Nothing is over before the shortest period is; then only what is. */
async function deleteOver(residentId: string, timeLeft: TimeLeft, deps: Applying): Promise<void> {
  const planned = await planErasure(residentId, { why: "time-over", timeLeft: () => 0 }, deps);
  if (!planned.some(({ end }) => end === "deleted")) return;
  const outcome = await eraseResident(residentId, { byId: "apply-retention", why: "time-over", timeLeft }, deps);
  if (outcome.kind === "erased")
    deps.log.info("what was over of a resident was deleted", { erasureId: outcome.erasure.id });
}
