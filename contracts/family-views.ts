import type { Alert } from "../domain/alerts/alert.ts";
import { courseOf, toldOf } from "../domain/family/alert-course.ts";
import type { Night } from "../domain/family/night.ts";
import type { SignOfLife } from "../domain/family/sign-of-life.ts";
import type { StaffRole } from "../domain/family/staff-role.ts";
import type { StaffVisit } from "../domain/family/staff-visit.ts";
import { type DeviceKind, deviceKinds } from "../domain/model/device.ts";
import { freshnessOf } from "../domain/model/freshness.ts";
import { type EpochMs, minute, second } from "../domain/model/time.ts";
import { opensAt } from "../domain/visits/presence.ts";
import type { Visit } from "../domain/visits/visit.ts";
import { doingText, toldText } from "./family-alert-words.ts";
import { nightSentence } from "./family-night-words.ts";
import { sentenceCase, staffRoleTitles, staffRoleView } from "./family-role-words.ts";
import { visitTitle } from "./family-story-words.ts";
import type { FamilyAlertView, FamilyResidentView, KnownByView, NightView } from "./http/family.ts";
import type { Bilingual } from "./http/fields.ts";
import { clockTimeOf, dateOf, isoTimeOf, timeField } from "./iso-time.ts";
import { reasonText } from "./verdict-words.ts";
import { alertTitle } from "./words.ts";

/** Who of the staff somebody is, by id; `other` for whoever is not known. */
export type RoleOf = (personId: string | undefined) => StaffRole;

/** A sign of life with its age; of a device that has gone the kind is not known. */
export function knownByView({ code, at }: SignOfLife, kind: DeviceKind | undefined, now: EpochMs): KnownByView {
  return {
    ...(kind !== undefined && { device: kind, label: deviceKinds[kind].label }),
    at: isoTimeOf(at),
    ageSeconds: Math.max(0, Math.round((now - at) / second)),
    freshness: freshnessOf(code, at, now),
  };
}

/** A night; minutes are rounded down, and there are none where nothing is known. */
export function nightView(night: Night): NightView {
  const { morning, known, isOver, inBedMs, toBedAt, upAt, timesUp, unknownMs, parts } = night;
  const isKnown = known !== "no-data";
  return {
    date: dateOf(morning),
    known,
    isOver,
    ...(inBedMs !== undefined && { inBedMinutes: Math.floor(inBedMs / minute) }),
    ...timeField("toBedAt", toBedAt),
    ...timeField("upAt", upAt),
    ...(timesUp !== undefined && { timesUp }),
    ...(isKnown && { unknownMinutes: Math.floor(unknownMs / minute) }),
    parts: parts.map(({ from, to, is }) => ({ from: isoTimeOf(from), to: isoTimeOf(to), is })),
    sentence: nightSentence(night),
  };
}

/** When staff were there last, by role. */
export function staffVisitView(
  { kind, at, byId }: StaffVisit,
  roleOf: RoleOf,
): NonNullable<FamilyResidentView["staffVisit"]> {
  const role = roleOf(byId);
  const { zh, en } = staffRoleTitles[role];
  const said = staffVisitWords[kind];
  return {
    at: isoTimeOf(at),
    kind,
    by: staffRoleView(role),
    sentence: { zh: `${zh}${said.zh}`, en: `${sentenceCase(en)} ${said.en}` },
  };
}

const staffVisitWords: Readonly<Record<StaffVisit["kind"], Bilingual>> = {
  "at-alert": { zh: "来到身边", en: "was there" },
  "care-note": { zh: "写了护理记录", en: "wrote a care note" },
  task: { zh: "做完了医生交代的事", en: "did what a doctor had asked for" },
  "tele-visit": { zh: "主持了视频巡诊", en: "led a video visit" },
};

/** The next tele-visit, for a relative who may see it; `personId` is theirs. */
export function nextVisitView(visit: Visit, personId: string): NonNullable<FamilyResidentView["nextVisit"]> {
  const { id, kind, state, scheduledAt, invited } = visit;
  const title = visitTitle(kind);
  const when =
    scheduledAt === undefined
      ? { zh: "，时间待定", en: ", time to be found" }
      : {
          zh: `，${dateOf(scheduledAt)} ${clockTimeOf(scheduledAt)}`,
          en: `, ${dateOf(scheduledAt)} ${clockTimeOf(scheduledAt)}`,
        };
  const isOn = state === "waiting" || state === "in-call";
  const now = { zh: "，正在进行", en: ", under way" };
  return {
    id,
    kind,
    state,
    ...timeField("scheduledAt", scheduledAt),
    ...timeField("opensAt", opensAt(visit)),
    isInvited: invited.includes(personId),
    sentence: { zh: `${title.zh}${(isOn ? now : when).zh}`, en: `${title.en}${(isOn ? now : when).en}` },
  };
}

/** An alert as relatives are told of it; its values only where vitals are granted as well. */
export function familyAlertView(
  alert: Alert,
  { roleOf, withVitals }: { readonly roleOf: RoleOf; readonly withVitals: boolean },
  now: EpochMs,
): FamilyAlertView {
  const course = courseOf(alert, now);
  const isOpen = alert.closedAt === undefined;
  const role = alert.holder === undefined ? undefined : roleOf(alert.holder.personId);
  return {
    id: alert.id,
    kind: alert.kind,
    priority: alert.priority,
    isUrgent: isOpen && alert.priority === "high" && alert.condition === "active",
    isOpen,
    title: alertTitle(alert.kind, alert.reason),
    ...(withVitals && { reason: reasonText(alert.reason) }),
    at: isoTimeOf(alert.raisedAt),
    ...timeField("closedAt", alert.closedAt),
    course,
    doing: doingText(alert, course, role),
    ...(role !== undefined && isOpen && { by: staffRoleView(role) }),
    steps: toldOf(alert).map((told) => {
      const stepRole = told.byId === undefined ? undefined : roleOf(told.byId);
      return {
        at: isoTimeOf(told.at),
        sentence: toldText(told, stepRole),
        ...(stepRole !== undefined && { by: staffRoleView(stepRole) }),
      };
    }),
  };
}
