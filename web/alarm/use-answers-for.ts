import { useEffect, useMemo } from "react";
import { mayOf, useMe } from "../data/me.ts";
import { useFacilities } from "../data/use-board.ts";
import { isOnDuty } from "../inbox/on-duty.ts";
import { refreshRosters, useRosters } from "../inbox/use-roster.ts";
import { useOnClock } from "../parts/use-clock.ts";

const minuteMs = 60_000;

/**
 * The facilities where whoever is at the page answers alerts now: they may, and are on duty. Where nobody signs in, or as
 * long as a roster is not known, everybody does: better one alarm too many.
 */
export function useAnswersFor(): ReadonlySet<string> {
  const me = useMe();
  const facilities = useFacilities();
  const rosters = useRosters();
  const minute = useOnClock((now) => Math.floor(now / minuteMs));
  const mine = useMemo(
    () => (facilities ?? []).map(({ id }) => id).filter((id) => mayOf(me, "alert.handle", id)),
    [facilities, me],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks again as time goes by
  useEffect(() => {
    if (me.kind === "known") refreshRosters(mine.filter((id) => mayOf(me, "duty.read", id)));
  }, [me, mine, minute]);
  return useMemo(() => {
    if (me.kind !== "known") return new Set(mine);
    return new Set(mine.filter((id) => isOnDuty(me.me, id, rosters.get(id), minute * minuteMs)));
  }, [me, mine, rosters, minute]);
}
