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
  /** Put aside by the person or kept aside while they are busy, unanswered all the same. */
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
  /** In a call, or writing: an alert waits at the edge, and sounds there, until it is called up or they are done. */
  readonly isBusy?: boolean;
  /** What the person called up by their own tap. */
  readonly calledUp?: ReadonlySet<string>;
}

/**
 * Which alerts fill the screen: of high priority, about a person, unanswered, at a facility where this person is on duty;
 * the longest waiting first. An alert about a device never does.
 */
export function alarmQueue(
  alerts: readonly AlertView[],
  { now, answersFor, putAside, openId, isBusy = false, calledUp }: Listener,
): AlarmQueue {
  const calling = alerts
    .filter((alert) => alert.priority === "high" && isCalling(alert, now) && answersFor(alert.facilityId))
    .toSorted((a, b) => Date.parse(a.raisedAt) - Date.parse(b.raisedAt) || a.id.localeCompare(b.id));
  const waitsAside = (key: string) => putAside.has(key) || (isBusy && calledUp?.has(key) !== true);
  const isAside = (alert: AlertView) => waitsAside(callKey(alert)) || alert.id === openId;
  const [shown, ...waiting] = calling.filter((alert) => !isAside(alert));
  return { shown, waiting, aside: calling.filter(isAside) };
}
