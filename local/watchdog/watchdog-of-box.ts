import type { NotifyRoute } from "../../domain/notify/route.ts";
import type { Log } from "../../functions/shell/log.ts";
import type { CanaryFigures } from "../canary-figures.ts";
import type { Clock } from "../clock.ts";
import { newOperatorsAlarm } from "./operators-alarm.ts";
import { newWatchdog } from "./watchdog.ts";

/**
 * The watchdog of a box that was told where its operators are; undefined otherwise, and in a simulation: there the test
 * call's ten seconds are over before a disk has written.
 */
export function watchdogOf(
  operators: readonly NotifyRoute[] = [],
  { figures, clock, log }: { readonly figures: CanaryFigures; readonly clock: Clock; readonly log: Log },
): ReturnType<typeof newWatchdog> | undefined {
  if (operators.length === 0 || clock.speed !== 1) return undefined;
  return newWatchdog({ figures, alarm: newOperatorsAlarm({ routes: operators, log }), clock });
}
