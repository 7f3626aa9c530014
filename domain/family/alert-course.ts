import type { Alert, TimelineEntry } from "../alerts/alert.ts";
import { isShelfOn } from "../alerts/shelving.ts";
import type { EpochMs } from "../model/time.ts";

/** How far staff have come with an alert, as relatives understand it. */
export const alertCourses = ["calling", "going", "there", "watched", "over"] as const;
export type AlertCourse = (typeof alertCourses)[number];

/** `over`: closed. `watched`: somebody decided that it need not call for a time. */
export function courseOf(alert: Pick<Alert, "closedAt" | "handling" | "shelved">, now: EpochMs): AlertCourse {
  if (alert.closedAt !== undefined || alert.handling === "resolved") return "over";
  if (alert.handling === "on-site") return "there";
  if (alert.handling === "acknowledged") return "going";
  return isShelfOn(alert.shelved, now) ? "watched" : "calling";
}

/** Steps that relatives are told; what staff say among themselves, and whom the service called, is not. */
export const toldSteps = [
  "raised",
  "cleared",
  "active-again",
  "acknowledged",
  "on-site",
  "reopened",
  "released",
  "handed-over",
  "shelved",
  "referral",
  "resolved",
  "closed",
] as const satisfies readonly TimelineEntry["what"][];
export type ToldStep = (typeof toldSteps)[number];

export interface ToldOfAlert {
  readonly at: EpochMs;
  readonly what: ToldStep;
  /** Who acted, for their role alone. */
  readonly byId?: string;
  /** Of `referral`: where it stands. */
  readonly state?: NonNullable<TimelineEntry["referral"]>["state"];
}

/** What relatives are told of an alert, oldest first. */
export function toldOf({ timeline }: Pick<Alert, "timeline">): readonly ToldOfAlert[] {
  return timeline.flatMap(({ at, what, byId, referral }) => {
    if (!isTold(what)) return [];
    return [
      { at, what, ...(byId !== undefined && { byId }), ...(referral !== undefined && { state: referral.state }) },
    ];
  });
}

function isTold(what: TimelineEntry["what"]): what is ToldStep {
  return (toldSteps as readonly TimelineEntry["what"][]).includes(what);
}
