import * as z from "zod/mini";
import {
  emergencyCentres,
  referralDirections,
  referralModes,
  referralParties,
} from "../../domain/referrals/referral.ts";
import { letterFields } from "../../domain/referrals/return-lists.ts";
import { snapshotOccasions } from "../../domain/referrals/snapshot.ts";
import { referralStates } from "../../domain/referrals/states.ts";
import { personalActions, referralActions } from "../../domain/referrals/transitions.ts";
import { urgencies } from "../../domain/referrals/urgency.ts";
import { bilingual, id, isoTime } from "./fields.ts";
import { pageEnd } from "./paging.ts";
import { pointCode } from "./referral-requests.ts";
import { news2 } from "./residents.ts";

const personalAction = z.enum(personalActions);

const house = z.object({ id, name: z.string() });
const person = z.object({ id: z.string(), name: z.string() });

const offer = z.object({
  facility: house,
  departmentId: z.optional(id),
  at: isoTime,
  answer: z.optional(z.enum(["accepted", "declined", "by-agreement", "passed-on", "withdrawn"])),
  answeredAt: z.optional(isoTime),
  reason: z.optional(z.string()),
});

const stage = z.object({
  state: z.enum(referralStates),
  at: isoTime,
  dueAt: z.optional(isoTime),
  leftAt: z.optional(isoTime),
  /** In which mode it was, where the case went on in the other one later. */
  mode: z.optional(z.enum(referralModes)),
  /** Over its time, then or now. */
  isLate: z.boolean(),
});

const timePoint = z.object({
  code: pointCode,
  at: isoTime,
  recordedAt: isoTime,
  by: person,
  facilityId: id,
  /** Why it corrects the one before, or takes it back. */
  reason: z.optional(z.string()),
  /** What was recorded before does not count. */
  isUndone: z.optional(z.literal(true)),
});

/** A time between two moments, with its target. `state`: not begun, running, met, missed, or its times cannot be right. */
export const clock = z.object({
  code: z.string(),
  title: bilingual,
  from: z.string(),
  to: z.string(),
  startedAt: z.optional(isoTime),
  endedAt: z.optional(isoTime),
  targetMinutes: z.number(),
  minutes: z.optional(z.number()),
  state: z.enum(["waiting", "running", "met", "missed", "check"]),
});
export type ClockView = z.infer<typeof clock>;

/** A referral in a list. */
export const referral = z.object({
  id,
  residentId: id,
  /** As the last snapshot names the person, else as the record does. */
  residentName: z.string(),
  direction: z.enum(referralDirections),
  mode: z.enum(referralModes),
  state: z.enum(referralStates),
  stateTitle: bilingual,
  origin: house,
  destination: house,
  /** The hospitals that had the person and sent them on, or are about to, in their order; the last one sends to the destination. */
  through: z.optional(
    z.array(
      z.object({ facility: house, arrivedAt: z.optional(isoTime), askedAt: isoTime, leftAt: z.optional(isoTime) }),
    ),
  ),
  /** Who takes the person back, where that is not the origin. */
  return: z.optional(house),
  departmentId: z.optional(id),
  alertId: z.optional(id),
  /** The tele-visit out of which it was asked. */
  visitId: z.optional(id),
  /** With those of further emergencies, where there were any. */
  alertIds: z.optional(z.array(id)),
  /** The case that ended for this one. */
  previousId: z.optional(id),
  centre: z.optional(z.enum(emergencyCentres)),
  /** How soon they have to be seen, as asked for and then as decided at triage; absent: nobody said. */
  urgency: z.optional(z.enum(urgencies)),
  /** They have signed with a family doctor 家庭医生签约: of the same urgency they come first. */
  isContracted: z.optional(z.literal(true)),
  reason: z.optional(z.string()),
  requestedAt: isoTime,
  requestedBy: z.optional(person),
  /** Houses of the case that take nobody any more, from which day on and why; the case itself goes on. */
  closedHouses: z.optional(z.array(z.object({ facility: house, from: z.iso.date(), reason: z.string() }))),
  /** Where the house that began it can be asked back. */
  contactPhone: z.optional(z.string()),
  /** Where the house that takes the person in can be called: its department that is meant, else its referral desk. */
  receiverPhone: z.optional(z.string()),
  /** Nobody answered, and the facility's policy called. */
  byPolicy: z.boolean(),
  since: isoTime,
  dueAt: z.optional(isoTime),
  /** Whose part it is that this stage ends. */
  waitsFor: z.optional(z.enum(referralParties)),
  isLate: z.boolean(),
  /** Since when both managers know that nobody takes somebody back whose case began at the hospital: it can be closed. */
  untakenSince: z.optional(isoTime),
  expectedAt: z.optional(isoTime),
  /** When they are to come home: as the house that takes them back said, or whoever brings them. */
  backAt: z.optional(isoTime),
  /** Kept until then, or theirs once they are admitted. */
  bed: z.optional(z.object({ facilityId: id, bedId: id, label: z.optional(z.string()), until: isoTime })),
  /** The bed that was kept, or theirs, and is not any more: another has to be found. */
  lostBed: z.optional(
    z.object({
      facilityId: id,
      bedId: id,
      label: z.optional(z.string()),
      at: isoTime,
      why: z.enum(["expired", "released", "taken"]),
    }),
  ),
  /** Papers were left for later: until when they are to be complete, or since when and by whom they are. */
  retrospective: z.optional(
    z.object({ dueAt: z.optional(isoTime), completedAt: z.optional(isoTime), by: z.optional(person) }),
  ),
  /** On the way back: what the hospital has not said in its letter. Absent: nothing is known to be missing. */
  letterLacks: z.optional(z.array(z.enum(letterFields))),
  closedAt: z.optional(isoTime),
  endReason: z.optional(z.string()),
  version: z.int(),
});
export type ReferralView = z.infer<typeof referral>;

export const referralList = z.object({ items: z.array(referral), ...pageEnd });

const step = z.object({
  version: z.int(),
  at: isoTime,
  clientAt: z.optional(isoTime),
  what: z.enum([
    "request",
    "record",
    "papers",
    "late",
    "late-papers",
    "untaken",
    "hold",
    "take-back",
    "clock-set-back",
    ...referralActions,
  ]),
  title: bilingual,
  from: z.optional(z.enum(referralStates)),
  to: z.enum(referralStates),
  by: z.optional(person),
  facility: z.optional(house),
  party: z.optional(z.string()),
  phone: z.optional(z.object({ with: z.string(), note: z.optional(z.string()) })),
  reason: z.optional(z.string()),
  offeredTo: z.optional(house),
  /** Of a further emergency: the alert from which it was called. */
  alertId: z.optional(id),
  /** Of the departure home: what the hospital's letter lacked. */
  letterLacks: z.optional(z.array(z.enum(letterFields))),
  /** The bed that was kept is not theirs any more. */
  bedLost: z.optional(z.literal(true)),
  /** Of `hold`: what became of a bed. */
  bed: z.optional(
    z.object({
      bedId: id,
      label: z.optional(z.string()),
      became: z.enum(["held", "theirs", "expired", "released", "taken"]),
      until: z.optional(isoTime),
    }),
  ),
  /** Of a late stage: who is responsible for it in that house, by name. */
  owner: z.optional(z.string()),
  point: z.optional(pointCode),
  pointAt: z.optional(isoTime),
  /** The moment was taken back. */
  isUndone: z.optional(z.literal(true)),
  /** Of `follow-up`: which of those that the papers list. */
  followUp: z.optional(z.object({ what: z.string(), dueOn: z.string(), isNotNeeded: z.optional(z.literal(true)) })),
  /** Another centre is to prepare; without `is` none any more. */
  centre: z.optional(z.object({ was: z.optional(z.enum(emergencyCentres)), is: z.optional(z.enum(emergencyCentres)) })),
  /** How soon they have to be seen, as it was said with this step. */
  urgency: z.optional(z.object({ was: z.optional(z.enum(urgencies)), is: z.enum(urgencies) })),
  /** The mistaken step that it takes back, by its version. */
  takesBack: z.optional(z.object({ what: z.enum(referralActions), title: bilingual, version: z.int() })),
  lateMinutes: z.optional(z.number()),
});

const snapshotMark = z.object({
  id,
  occasion: z.enum(snapshotOccasions),
  takenAt: isoTime,
  sealedAt: z.optional(isoTime),
});

/** GET /api/referrals/{id}: with its way, its steps, its clocks, and what the caller can do now. */
export const referralDetail = z.extend(referral, {
  stages: z.array(stage),
  offers: z.array(offer),
  returnOffers: z.array(offer),
  timePoints: z.array(timePoint),
  clocks: z.array(clock),
  /** What is to be made ready for this centre, in order; `done` with its time. */
  checklist: z.array(
    z.object({ code: pointCode, title: bilingual, doneAt: z.optional(isoTime), doneBy: z.optional(person) }),
  ),
  snapshots: z.array(snapshotMark),
  /** The alert from which the case was called, as the newest hand-over of the way there names it. */
  alert: z.optional(bilingual),
  /** What the hospital's papers ask to be done after the return, each with its tick. */
  followUps: z.optional(
    z.array(
      z.object({
        id: z.string(),
        what: z.string(),
        dueOn: z.string(),
        by: z.optional(z.string()),
        done: z.optional(
          z.object({
            at: isoTime,
            by: person,
            isNotNeeded: z.optional(z.literal(true)),
            reason: z.optional(z.string()),
          }),
        ),
      }),
    ),
  ),
  steps: z.array(step),
  /** What the caller can do from here; `byPhone`: only in the name of the other house, who said it on the telephone. */
  can: z.array(z.object({ do: personalAction, as: id, byPhone: z.boolean() })),
  /** The last step, where the caller can take it back as a mistake. */
  takeBack: z.optional(
    z.object({ what: z.enum(referralActions), title: bilingual, until: isoTime, needsReason: z.boolean() }),
  ),
});
export type ReferralDetailView = z.infer<typeof referralDetail>;

/** Somebody who is expected, or is there, as the board of a hospital shows them. */
const arrival = z.extend(referral, {
  /** Who it is at a glance, as the newest hand-over says. */
  person: z.optional(z.object({ sex: z.enum(["female", "male"]), age: z.int() })),
  /** The alert from which the case was called, as the hand-over names it. */
  alert: z.optional(bilingual),
  /** The score of the newest hand-over, with its time; the whole of it stands there. */
  news2: z.optional(z.extend(news2, { at: isoTime })),
  /** To the expected time; negative when it is over. Absent: nobody can tell. */
  minutesToArrival: z.optional(z.int()),
  /** When that is: as somebody said, else by what the way usually takes. */
  arrivesAt: z.optional(z.object({ at: isoTime, isUsual: z.boolean() })),
  /** What the way usually takes, by the agreement of the two houses. */
  usualMinutes: z.optional(z.int()),
  checklist: referralDetail.shape.checklist,
  clocks: z.array(clock),
});

/** GET /api/facilities/{id}/arrivals: those on their way first, by when they come; all of one answer. */
export const arrivals = z.object({
  at: isoTime,
  /** Asked for, and not answered yet. */
  requests: z.array(referral),
  expected: z.array(arrival),
  here: z.array(arrival),
  /** Fit to go back, the longest first. */
  fitForDown: z.array(z.extend(referral, { fitSince: isoTime, fitForDays: z.int() })),
  /** To come back to this house, or back and to be looked after. */
  comingBack: z.array(referral),
});
export type ArrivalsView = z.infer<typeof arrivals>;
