import type { AlertView } from "../../contracts/http/alerts.ts";
import { isCalling } from "../inbox/standing.ts";

/** What was put aside: an alert in this round of its calls. When it calls from the beginning it is in sight again. */
export function callKey(alert: AlertView): string {
  return `${alert.id} ${alert.escalation?.round ?? 1}`;
}

export interface AlarmQueue {
  /** Fills the screen. */
  readonly shown: AlertView | undefined;
  /** Fill it next, in this order. */
  readonly waiting: readonly AlertView[];
  /** Put aside by the person, unanswered all the same. */
  readonly aside: readonly AlertView[];
}

/**
 * Which alerts a page may ring for: those of the facilities that the person answers for now. The ward wall stands in a
 * corridor for whoever passes: it rings for all that it shows, whoever signed it in and whether they are on duty, and at
 * another facility than the one `shownAt` for those that the person answers for.
 */
export function heardAt(
  place: "page" | "wall",
  alerts: readonly AlertView[],
  answersFor: ReadonlySet<string>,
  shownAt?: string,
): readonly AlertView[] {
  const isShown = (facilityId: string) => place === "wall" && (shownAt === undefined || facilityId === shownAt);
  return alerts.filter(({ facilityId }) => isShown(facilityId) || answersFor.has(facilityId));
}

interface Listener {
  readonly now: number;
  /** Whether the person at the page answers for that facility now. */
  answersFor(facilityId: string): boolean;
  readonly putAside: ReadonlySet<string>;
  /** The alert whose own page is open: its buttons are in sight already. */
  readonly openId?: string | undefined;
}

/**
 * Which alerts fill the screen: of high priority, about a person, unanswered, at a facility where this person is on duty;
 * the longest waiting first. An alert about a device never does.
 */
export function alarmQueue(alerts: readonly AlertView[], { now, answersFor, putAside, openId }: Listener): AlarmQueue {
  const calling = alerts
    .filter((alert) => alert.priority === "high" && isCalling(alert, now) && answersFor(alert.facilityId))
    .toSorted((a, b) => Date.parse(a.raisedAt) - Date.parse(b.raisedAt) || a.id.localeCompare(b.id));
  const isAside = (alert: AlertView) => putAside.has(callKey(alert)) || alert.id === openId;
  const [shown, ...waiting] = calling.filter((alert) => !isAside(alert));
  return { shown, waiting, aside: calling.filter(isAside) };
}
