import { lazy } from "react";

/** Without it the cards say what the sensors say: the board itself never waits for it, nor fails with it. */
export const LazyAwayReader = lazy(() =>
  import("../referral/away-reader.tsx").then(
    ({ AwayReader }) => ({ default: AwayReader }),
    () => ({ default: () => null }),
  ),
);
