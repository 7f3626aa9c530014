import { lazy, Suspense } from "react";

const SwapsAtHome = lazy(() =>
  import("../duty/swaps-at-home.tsx").then(({ SwapsAtHome: Part }) => ({ default: Part })),
);

/** Swaps that concern whoever is here. Their code comes after the alerts: nobody waits for it. */
export function OwnSwaps() {
  return (
    <Suspense>
      <SwapsAtHome />
    </Suspense>
  );
}
