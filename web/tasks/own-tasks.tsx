import { lazy, Suspense } from "react";

const OwnTasksLine = lazy(() => import("./own-tasks-line.tsx").then(({ OwnTasksLine: Line }) => ({ default: Line })));

const WaitingOpenings = lazy(() =>
  import("../break-glass/waiting-openings.tsx").then(({ WaitingOpenings: Line }) => ({ default: Line })),
);

/** Tasks of whoever is here, and openings that they judge. Their code comes after the alerts: nobody waits for it. */
export function OwnTasks() {
  return (
    <Suspense>
      <OwnTasksLine />
      <WaitingOpenings />
    </Suspense>
  );
}
