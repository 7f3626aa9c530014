import type { Escalation } from "../escalation/plan.ts";
import type { EpochMs } from "../model/time.ts";
import type { Alert, StepCalled } from "./alert.ts";
import { advanced } from "./next-version.ts";

/** The alert after steps of its escalation were taken: whom they called stands on the timeline. */
export function calledAlert(alert: Alert, escalation: Escalation, called: StepCalled, now: EpochMs): Alert {
  return advanced(alert, "escalate", { escalation }, { at: now, what: "called", called });
}

/** The alert with another plan and nobody called yet: nothing that its timeline would tell. */
export function replannedAlert(alert: Alert, escalation: Escalation): Alert {
  return advanced(alert, "escalate", { escalation });
}
