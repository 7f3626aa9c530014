import * as z from "zod/mini";
import { alertPriorities } from "../../domain/alerts/alert.ts";
import { handOverOutcomes } from "../../domain/alerts/hand-over.ts";
import { dutyRoles } from "../../domain/duty/shift.ts";
import { alert } from "./alerts.ts";
import { bilingual, id, isoTime } from "./fields.ts";
import { note } from "./notes.ts";
import { monitoring } from "./residents.ts";

/** As an issuer of tokens calls somebody. */
const personId = z.string().check(z.minLength(1), z.maxLength(128));
const person = z.object({ id: personId, name: z.string() });
const mostAlerts = 200;

/**
 * POST /api/facilities/{id}/hand-overs: who has the alerts gives them to who comes next. Without `from` it is the caller.
 * Each alert is handed over by itself; the answer says what became of each.
 */
export const newHandOver = z.strictObject({
  /** In whose name the operators' command acts. */
  by: z.optional(z.string().check(z.minLength(1), z.maxLength(40))),
  from: z.optional(personId),
  to: personId,
  note: z.optional(z.string().check(z.trim(), z.maxLength(1000))),
  alerts: z.array(z.strictObject({ id, version: z.optional(z.int()) })).check(z.maxLength(mostAlerts)),
});

/** A hand-over as it was recorded. */
export const handOver = z.object({
  id,
  facilityId: id,
  at: isoTime,
  by: person,
  from: person,
  to: person,
  note: z.optional(z.string()),
  alerts: z.array(z.object({ alertId: id, outcome: z.enum(handOverOutcomes) })),
  /** When the taker confirmed it; absent while they have not. */
  confirmedAt: z.optional(isoTime),
});
export type HandOverView = z.infer<typeof handOver>;

/** POST /api/facilities/{id}/hand-over-confirmations: the taker says that they have read a hand-over, named by its id and time. */
export const handOverConfirmation = z.strictObject({ handOverId: id, at: isoTime });

/** A hand-over just recorded, with the alerts that were handed over as they stand now. */
export const handOverResult = z.extend(handOver, { items: z.array(alert) });
export type HandOverResultView = z.infer<typeof handOverResult>;

/** Query of the hand-overs and of the sheet: the last twelve hours where nothing is named; a sheet spans at most 48 hours. */
export const spanQuery = z.strictObject({ from: z.optional(isoTime), until: z.optional(isoTime) });

/** Newest first, at most 200. */
export const handOverList = z.object({ items: z.array(handOver) });

const place = { residentId: id, residentName: z.string(), bed: z.optional(z.string()) };

/** One alert on the sheet. */
const sheetAlert = z.object({
  id,
  caseId: id,
  ...place,
  title: bilingual,
  reason: bilingual,
  priority: z.enum(alertPriorities),
  technical: z.boolean(),
  condition: z.enum(["active", "cleared"]),
  handling: z.enum(["new", "acknowledged", "on-site", "resolved"]),
  raisedAt: isoTime,
  closedAt: z.optional(isoTime),
  outcome: z.optional(z.enum(["real", "false", "test", "device-fault", "cleared-by-rule"])),
  holder: z.optional(z.object({ personId: z.string(), name: z.string(), since: isoTime })),
  /** Whoever has it was given it, and has done nothing about it since. */
  isHandedOver: z.optional(z.boolean()),
  shelved: z.optional(z.object({ until: isoTime, by: z.string(), reason: z.string() })),
  /** Who resolved it. */
  resolvedBy: z.optional(z.string()),
  /** What persons wrote on it, oldest first. */
  remarks: z.array(z.object({ at: isoTime, by: z.string(), note: z.string() })),
  version: z.int(),
});
export type SheetAlertView = z.infer<typeof sheetAlert>;

const sheetDuty = z.object({ role: z.enum(dutyRoles), person, from: isoTime, until: isoTime });

/** What whoever comes on duty has to know 交接单. */
export const handOverSheet = z.object({
  facility: z.object({ id, name: z.string() }),
  from: isoTime,
  until: isoTime,
  /** When it was made; open alerts, shelves and monitoring are as of then. */
  madeAt: isoTime,
  /** By priority, then age. The shelved ones are among them. */
  open: z.array(sheetAlert),
  /** Closed within the span, newest first. */
  closed: z.array(sheetAlert),
  /** Whom nobody listens to, or not with all that should. */
  unmonitored: z.array(z.object({ ...place, monitoring })),
  /** Written within the span, oldest first. */
  notes: z.array(z.extend(note, { residentName: z.string() })),
  /** Changes of monitoring plans within the span, oldest first. */
  planChanges: z.array(
    z.object({ ...place, at: isoTime, by: z.string(), reason: z.string(), changed: z.array(z.string()) }),
  ),
  handOvers: z.array(handOver),
  /** On duty when the sheet was made. */
  onDuty: z.array(sheetDuty),
  /** Who comes on duty within the twelve hours after that, by time. */
  next: z.array(sheetDuty),
  /** Records of the sheet that cannot be read: it is not complete. */
  unreadable: z.int(),
});
export type HandOverSheetView = z.infer<typeof handOverSheet>;
