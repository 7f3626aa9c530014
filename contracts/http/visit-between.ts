import * as z from "zod/mini";
import { noteForms } from "../../domain/visits/note.ts";
import { visitKinds } from "../../domain/visits/visit.ts";
import { clinicalRecord } from "./clinical-facts.ts";
import { id, isoTime } from "./fields.ts";
import { disabilityLevel } from "./monitoring-plan.ts";

const somebody = z.object({ id: z.string(), name: z.string() });
const place = z.object({ id, name: z.string() });
const words = z.string().check(z.trim(), z.minLength(1), z.maxLength(500));

/** Somebody of a house that turned to the caller's own for tele-consultation: who and where, and nothing else. */
export const partnerResidents = z.object({
  items: z.array(
    z.object({
      id,
      name: z.string(),
      bed: z.optional(z.string()),
      facility: place,
      /** On whose behalf the caller may visit them. */
      leads: z.array(place),
    }),
  ),
});
export type PartnerResidents = z.infer<typeof partnerResidents>;

/**
 * POST /api/visit-offers: a visit that the caller's house leads to somebody of a house that turned to it. `scheduledAt` absent:
 * a time is still to be found.
 */
export const visitOffer = z.strictObject({
  /** Made by the caller, so that an offer which is sent twice is one visit. */
  id: z.optional(id),
  /** To whom. */
  to: id,
  leadId: id,
  kind: z.enum(["contracted-follow-up", "remote-consultation", "ward-round"]),
  consultedId: z.optional(id),
  roundId: z.optional(id),
  reason: words,
  scheduledAt: z.optional(isoTime),
});

/** What whoever treats or advises has to know of the person, while the visit is on; no numbers, no address. */
export const visitRecord = z.object({
  allergies: z.array(z.string()),
  clinical: clinicalRecord,
  disabilityLevel,
  palliative: z.boolean(),
  advanceWishes: z.optional(z.string()),
  /** The last signed notes of visits to them, the latest first. */
  notes: z.array(
    z.object({
      visitId: id,
      kind: z.enum(visitKinds),
      facility: place,
      signedBy: somebody,
      signedAt: isoTime,
      form: z.enum(Object.keys(noteForms) as [keyof typeof noteForms, ...(keyof typeof noteForms)[]]),
      parts: z.record(z.string(), z.string()),
    }),
  ),
  /** When it was so. */
  at: isoTime,
});
export type VisitRecord = z.infer<typeof visitRecord>;
