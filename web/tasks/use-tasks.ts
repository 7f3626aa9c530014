import { useEffect } from "react";
import { type VisitTaskView, visitTaskList } from "../../contracts/http/visit-tasks.ts";
import { type Asked, useAnswer } from "../data/use-answer.ts";
import { useOnClock } from "../parts/use-clock.ts";

const readEveryMs = 10_000;

/** The open tasks of a facility, or of all of one's own, read anew as time goes by. */
export function useTasks(facilityId: string | undefined, isOn: boolean): Asked<{ items: VisitTaskView[] }> {
  const path = facilityId === undefined ? "/api/tasks" : `/api/tasks?facilityId=${encodeURIComponent(facilityId)}`;
  const asked = useAnswer(path, isOn ? () => path : undefined, visitTaskList);
  const round = useOnClock((now) => Math.floor(now / readEveryMs));
  const { again } = asked;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks again as time goes by
  useEffect(() => {
    if (!document.hidden) again();
  }, [round]);
  return asked;
}
