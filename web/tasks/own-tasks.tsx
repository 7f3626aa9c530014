import { lazy, Suspense } from "react";

const OwnTasksLine = lazy(() => import("./own-tasks-line.tsx").then(({ OwnTasksLine: Line }) => ({ default: Line })));

/** Tasks of whoever is here. Their code comes after the alerts: nobody waits for it. */
export function OwnTasks() {
  return (
    <Suspense>
      <OwnTasksLine />
    </Suspense>
  );
}
