import type { Alert } from "../alerts/alert.ts";
import type { EpochMs } from "../model/time.ts";
import type { Note } from "../register/note.ts";
import type { Visit } from "../visits/visit.ts";

/** By what record it is known that somebody of the staff was with a resident. */
export const staffVisitKinds = ["at-alert", "care-note", "task", "tele-visit"] as const;
export type StaffVisitKind = (typeof staffVisitKinds)[number];

/** Somebody of the staff was there, as a record says. */
export interface StaffVisit {
  readonly kind: StaffVisitKind;
  readonly at: EpochMs;
  /** Of the alert, note, or visit. */
  readonly recordId: string;
  readonly byId?: string;
}

/** The records in which staff's coming stands. */
export interface CareRecords {
  readonly alerts: readonly Alert[];
  readonly notes: readonly Note[];
  readonly visits: readonly Visit[];
}

/**
 * When staff were with the resident, by what was recorded and by nothing else, oldest first: on site at an alert, a care
 * note, a task reported as done, a tele-visit at whose side somebody of the house was. A correction of a note is none.
 */
export function staffVisitsIn({ alerts, notes, visits }: CareRecords): readonly StaffVisit[] {
  const found: StaffVisit[] = [
    ...alerts.flatMap(({ id, timeline }) =>
      timeline.flatMap(({ at, what, byId }): readonly StaffVisit[] =>
        what === "on-site" ? [{ kind: "at-alert", at, recordId: id, ...(byId !== undefined && { byId }) }] : [],
      ),
    ),
    ...notes.flatMap(({ id, at, byId, corrects }): readonly StaffVisit[] =>
      corrects === undefined ? [{ kind: "care-note", at, recordId: id, byId }] : [],
    ),
    ...visits.flatMap(({ id, facilityId, startedAt, startedBy, orders }): readonly StaffVisit[] => [
      ...(startedAt === undefined
        ? []
        : [{ kind: "tele-visit" as const, at: startedAt, recordId: id, ...(startedBy && { byId: startedBy.id }) }]),
      ...orders.flatMap(({ facilityId: at, report }): readonly StaffVisit[] =>
        report?.isDone === true && at === facilityId
          ? [{ kind: "task", at: report.at, recordId: id, byId: report.by.id }]
          : [],
      ),
    ]),
  ];
  return found.toSorted((a, b) => a.at - b.at);
}

/** The last one up to now. */
export function lastStaffVisit(records: CareRecords, now: EpochMs): StaffVisit | undefined {
  return staffVisitsIn(records).findLast(({ at }) => at <= now);
}
