import type { Actor } from "../domain/alerts/alert.ts";
import type { Facility } from "../domain/model/facility.ts";
import { ageOf, type Resident } from "../domain/model/resident.ts";
import type { EpochMs } from "../domain/model/time.ts";
import { isEnough } from "../domain/visits/consent.ts";
import { judgeEligibility } from "../domain/visits/eligibility.ts";
import type { VisitNote } from "../domain/visits/note.ts";
import type { PracticeCaution } from "../domain/visits/practice-site.ts";
import { opensAt } from "../domain/visits/presence.ts";
import type { QualificationGap } from "../domain/visits/qualification.ts";
import type { VisitAction } from "../domain/visits/transitions.ts";
import type { Presence, Visit, VisitOrder } from "../domain/visits/visit.ts";
import type { VisitNoteView } from "./http/visit-notes.ts";
import type { PresenceView, VisitOrderView, VisitView } from "./http/visits.ts";
import { isoTimeOf, timeField } from "./iso-time.ts";

/** What a visit is shown with. */
export interface VisitSurroundings {
  readonly resident: Resident | undefined;
  readonly facilities: ReadonlyMap<string, Facility>;
  readonly may: readonly VisitAction[];
  /** Whether the caller is in the waiting room or the call. */
  readonly isThere: boolean;
  /** Of whoever may sign: what they lack to do so. */
  readonly lacks?: readonly QualificationGap[];
  readonly cautions?: readonly PracticeCaution[];
}

type Head = Pick<
  VisitView,
  | "id"
  | "kind"
  | "state"
  | "facility"
  | "leadFacility"
  | "consultedFacility"
  | "requestedAt"
  | "present"
  | "may"
  | "version"
> &
  Times;
type Times = Pick<VisitView, "scheduledAt" | "startedAt" | "endedAt">;

/** A visit as those see it who care for the resident, lead or advise. */
export function visitView(visit: Visit, around: VisitSurroundings, now: EpochMs): VisitView {
  const { resident, facilities } = around;
  const bed = facilities.get(visit.facilityId)?.beds.find(({ id }) => id === resident?.bedId)?.label;
  const { consent, eligibility, stopped } = visit;
  return {
    ...headOf(visit, around),
    resident: {
      id: visit.residentId,
      name: resident?.name ?? visit.residentId,
      sex: resident?.sex ?? "female",
      ...(resident === undefined ? {} : { age: ageOf(resident, now) }),
      ...(bed === undefined ? {} : { bed }),
      allergies: [...(resident?.allergies ?? [])],
      ...(resident?.noneKnown?.allergies === undefined ? {} : { noAllergies: true as const }),
    },
    ...(around.lacks === undefined ? {} : { lacks: [...around.lacks] }),
    ...(around.cautions === undefined || around.cautions.length === 0 ? {} : { cautions: [...around.cautions] }),
    ...(visit.roundId === undefined ? {} : { roundId: visit.roundId }),
    reason: visit.reason,
    ...(visit.origin === undefined ? {} : { origin: visit.origin }),
    requestedBy: actorView(visit.requestedBy),
    invited: [...visit.invited],
    ...(consent === undefined
      ? {}
      : {
          consent: {
            ...consent,
            witness: actorView(consent.witness),
            at: isoTimeOf(consent.at),
            isEnough: isEnough(consent, visit.kind),
          },
        }),
    ...(eligibility === undefined
      ? {}
      : {
          eligibility: {
            ...eligibility,
            by: actorView(eligibility.by),
            at: isoTimeOf(eligibility.at),
            unsuitable: [...judgeEligibility(visit.kind, eligibility)],
          },
        }),
    orders: visit.orders.map(orderView),
    ...(stopped === undefined ? {} : { stopped: { ...stopped } }),
    ...timeField("signedAt", visit.signedAt),
    ...(visit.signedBy === undefined ? {} : { signedBy: actorView(visit.signedBy) }),
    steps: visit.steps.map(({ at, what, by, note }) => ({
      at: isoTimeOf(at),
      what,
      ...(by === undefined ? {} : { by: actorView(by) }),
      ...(note === undefined ? {} : { note }),
    })),
  };
}

/** The same for relatives: when, who and how it stands. */
export function familyVisitView(visit: Visit, around: VisitSurroundings): VisitView {
  const { resident } = around;
  return {
    ...headOf(visit, around),
    resident: {
      id: visit.residentId,
      name: resident?.name ?? visit.residentId,
      sex: resident?.sex ?? "female",
      allergies: [],
    },
  };
}

/** A note as it is stored. */
export function visitNoteView(note: VisitNote): VisitNoteView {
  return {
    form: note.form,
    parts: { ...note.parts },
    savedAt: isoTimeOf(note.savedAt),
    savedBy: actorView(note.savedBy),
    ...timeField("signedAt", note.signedAt),
    addenda: note.addenda.map(({ text, by, at }) => ({ text, by: actorView(by), at: isoTimeOf(at) })),
    version: note.version,
  };
}

function headOf(visit: Visit, { facilities, may, isThere }: VisitSurroundings): Head {
  const place = (id: string) => ({ id, name: facilities.get(id)?.name ?? id });
  return {
    id: visit.id,
    kind: visit.kind,
    state: visit.state,
    facility: place(visit.facilityId),
    leadFacility: place(visit.leadFacilityId),
    ...(visit.consultedFacilityId === undefined ? {} : { consultedFacility: place(visit.consultedFacilityId) }),
    requestedAt: isoTimeOf(visit.requestedAt),
    ...timeField("scheduledAt", visit.scheduledAt),
    ...timeField("opensAt", opensAt(visit)),
    ...timeField("startedAt", visit.startedAt),
    ...timeField("endedAt", visit.endedAt),
    present: visit.present.map((one) => presenceView(one, isThere)),
    may: [...may],
    version: visit.version,
  };
}

function presenceView({ personId, name, party, peerId, joinedAt }: Presence, isThere: boolean): PresenceView {
  return { personId, name, party, ...(isThere && { peerId }), joinedAt: isoTimeOf(joinedAt) };
}

/** An order as it stands; by which alert it calls is the alerts' matter. */
export function orderView(order: VisitOrder): VisitOrderView {
  const { id, text, facilityId, role, assignee, report, ended, dueAt, lateAt, orderedBy, orderedAt } = order;
  return {
    ...{ id, text, facilityId, role },
    ...(assignee === undefined ? {} : { assignee: actorView(assignee) }),
    ...timeField("dueAt", dueAt),
    ...timeField("lateAt", lateAt),
    orderedBy: actorView(orderedBy),
    orderedAt: isoTimeOf(orderedAt),
    ...(report === undefined ? {} : { report: { ...report, by: actorView(report.by), at: isoTimeOf(report.at) } }),
    ...(ended === undefined ? {} : { ended: endedView(ended) }),
  };
}

function endedView({ why, reason, by, at }: NonNullable<VisitOrder["ended"]>): NonNullable<VisitOrderView["ended"]> {
  return {
    why,
    at: isoTimeOf(at),
    ...(reason === undefined ? {} : { reason }),
    ...(by === undefined ? {} : { by: actorView(by) }),
  };
}

function actorView({ id, name }: Actor): { id: string; name: string } {
  return { id, name };
}
