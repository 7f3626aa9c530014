import type { Alert } from "../alerts/alert.ts";
import type { RecordOpening } from "../break-glass/opening.ts";
import { type StaffRole, staffRoleOf } from "../family/staff-role.ts";
import type { Person } from "../model/person.ts";
import { type EpochMs, hour } from "../model/time.ts";
import type { Channel } from "../notify/channel.ts";
import { type Notification, newNotification } from "../notify/notification.ts";
import { familyStages, type StageOfAlert, stagesOf } from "./stages.ts";
import { type FamilyTold, mayBeTold } from "./told.ts";
import { type FamilyChannel, familyWaysTo } from "./wishes.ts";

/** So long what a relative is to be told is tried again: it is news for them still when the staff have long answered. */
export const familyRelevantForMs = hour;

/** Under this the notifications of an alert to relatives stand: apart from its calls, by which it is judged who was reached. */
export function familyPartOf(alertId: string): string {
  return `family-${alertId}`;
}

/** The newest of what families are to be told of an alert now; what came before it is said with it. */
export function newestStage(alert: Alert, now: EpochMs): StageOfAlert | undefined {
  const due = stagesOf(alert).filter(({ dueAt }) => dueAt <= now);
  return due.toSorted((a, b) => a.at - b.at || orderOf(a) - orderOf(b)).at(-1);
}

/** In the order in which things are told that happened at the same time. */
function orderOf({ stage, round }: Pick<StageOfAlert, "stage" | "round">): number {
  return round * familyStages.length + familyStages.indexOf(stage);
}

/** What a stage tells, the same to everybody. */
export function toldOfStage(stage: StageOfAlert, alert: Alert, role: StaffRole | undefined): FamilyTold {
  const isEmergency =
    stage.stage === "not-monitored" || (alert.priority === "high" && stage.stage !== "monitored-again");
  return {
    what: stage.stage,
    at: stage.at,
    ...(isEmergency && { isEmergency }),
    ...(role !== undefined && { role }),
    ...(stage.outcome !== undefined && { outcome: stage.outcome }),
  };
}

/** Of which thing relatives are told. */
interface Matter {
  /** By {@link familyPartOf}, of a message, or of an opening. */
  readonly id: string;
  readonly residentId: string;
  readonly facilityId: string;
  readonly round: number;
  readonly step: number;
  readonly priority: Alert["priority"];
}

export function matterOfStage(stage: StageOfAlert, alert: Alert): Matter {
  const { id, residentId, facilityId, priority } = alert;
  const step = familyStages.indexOf(stage.stage) + 1;
  return { id: familyPartOf(id), residentId, facilityId, priority, round: stage.round, step };
}

/** What is told of a record that was opened in an emergency, under which thing: once, however often it is opened on. */
export function tellingOfOpening({
  id,
  residentId,
  facilityId,
  as,
  openedAt,
}: Pick<RecordOpening, "id" | "residentId" | "facilityId" | "as" | "openedAt">): {
  readonly matter: Matter;
  readonly family: FamilyTold;
} {
  const role = staffRoleOf({ roles: [as] }, as.facilityId);
  return {
    matter: { id: `family-opening-${id}`, residentId, facilityId, round: 0, step: 0, priority: "low" },
    family: { what: "record-opened", at: openedAt, role, houseId: as.facilityId },
  };
}

/**
 * The notifications by which one relative is told, by every way that they want and have; none where they may not hear of
 * it. Whoever may and has no way at all stands as failed where an emergency begins, so that the staff see whom to telephone.
 */
export function tellingOf(
  person: Pick<Person, "id" | "relations" | "disabledAt" | "reach" | "familyWishes">,
  matter: Matter,
  family: FamilyTold,
  channels: readonly Channel[],
  now: EpochMs,
): readonly Notification[] {
  if (!mayBeTold(person, matter.residentId, family, matter.priority, now)) return [];
  const one = (channel: FamilyChannel): Notification => ({
    ...newNotification({ ...matter, alertId: matter.id, to: { kind: "person", personId: person.id }, channel }, now),
    family,
    relevantUntil: now + familyRelevantForMs,
  });
  const ways = familyWaysTo(person, matter.facilityId, channels);
  if (ways.length > 0) return ways.map(one);
  return family.isEmergency === true && family.what !== "resolved"
    ? [{ ...one("web-push"), state: "failed", error: "no-address" }]
    : [];
}

/** Whether something that happened later is told, or was, by the same way to the same relative: then this says nothing new. */
export function isOvertaken(notification: Notification, ofSame: readonly Notification[]): boolean {
  const { family, to, channel } = notification;
  if (family === undefined) return false;
  return ofSame.some(
    (other) =>
      other.family !== undefined &&
      other.id !== notification.id &&
      other.channel === channel &&
      other.to.kind === "person" &&
      to.kind === "person" &&
      other.to.personId === to.personId &&
      other.state !== "failed" &&
      other.state !== "cancelled" &&
      (other.family.at > family.at || (other.family.at === family.at && placeOf(other) > placeOf(notification))),
  );
}

function placeOf({ round, step }: Notification): number {
  return round * (familyStages.length + 1) + step;
}
