import { useState } from "react";
import type { ObservationSeriesView } from "../../contracts/http/observations.ts";
import type { VitalView } from "../../contracts/http/residents.ts";
import { type Grown, grow } from "./lines.ts";

/** What was read and everything measured since, as long as the page stays open: no gap where nothing was missed. */
export function useGrowing(
  read: ObservationSeriesView | undefined,
  vitals: readonly VitalView[],
): ObservationSeriesView | undefined {
  const [before, setBefore] = useState<Grown>();
  const grown = read === undefined ? undefined : grow(before, read, vitals);
  if (grown !== before) setBefore(grown);
  return grown?.view;
}
