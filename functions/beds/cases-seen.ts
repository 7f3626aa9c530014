import type { CasesSeen } from "../../contracts/bed-view.ts";
import { isAway, transferStageOf } from "../../contracts/transfer-stage.ts";
import type { Caller } from "../../domain/access/caller.ts";
import { mayDo } from "../../domain/access/decide.ts";
import { houseNames } from "../referring/house-names.ts";
import type { Deps } from "../shell/deps.ts";
import { readableOf } from "../shell/read-each.ts";

type Reading = Pick<Deps<"show-bed-board">, "referrals" | "facilities" | "log">;

/**
 * What the open referrals of a facility tell of its beds, for a caller who may read them there: which of its residents are
 * away in a hospital, and whom beds are kept for. Undefined for everybody else.
 */
export async function casesSeen(facilityId: string, caller: Caller, deps: Reading): Promise<CasesSeen> {
  if (!mayDo(caller, "referral.read", { kind: "facility", facilityId })) return undefined;
  const cases = readableOf(await deps.referrals.listOfHouse(facilityId, "open"), deps.log);
  const gone = cases.flatMap((one) => {
    const stage = transferStageOf(one.state);
    return isAway(stage) && one.destinationId !== facilityId ? [{ one, stage }] : [];
  });
  const names = await houseNames(
    gone.map(({ one }) => one),
    deps,
  );
  return {
    away: new Map(
      gone.map(({ one, stage }) => [
        one.residentId,
        { stage, hospital: names.get(one.destinationId)?.name ?? one.destinationId },
      ]),
    ),
    people: new Map(cases.map(({ id, residentName }) => [id, residentName])),
  };
}
