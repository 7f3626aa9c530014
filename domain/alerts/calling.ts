import type { Escalation } from "../escalation/plan.ts";
import type { EpochMs } from "../model/time.ts";
import type { Alert, StepCalled } from "./alert.ts";
import { boundedTimeline } from "./timeline.ts";

/** The alert after steps of its escalation were taken: whom they called stands on the timeline. */
export function calledAlert(alert: Alert, escalation: Escalation, called: StepCalled, now: EpochMs): Alert {
  const timeline = boundedTimeline([...alert.timeline, { at: now, what: "called", called }]);
  return { ...alert, escalation, timeline, version: alert.version + 1 };
}

/** The alert with another plan and nobody called yet: nothing that its timeline would tell. */
export function replannedAlert(alert: Alert, escalation: Escalation): Alert {
  return { ...alert, escalation, version: alert.version + 1 };
}
