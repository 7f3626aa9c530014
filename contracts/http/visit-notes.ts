import * as z from "zod/mini";
import { longestPart, type NotePart, noteForms } from "../../domain/visits/note.ts";
import { isoTime } from "./fields.ts";

const somebody = z.object({ id: z.string(), name: z.string() });
const forms = Object.keys(noteForms) as [keyof typeof noteForms, ...(keyof typeof noteForms)[]];
/** Which parts a note has by its form, in their order. */
export const partsOfForm: Readonly<Record<(typeof forms)[number], readonly NotePart[]>> = noteForms;
const part = z.optional(z.string().check(z.maxLength(longestPart)));
const parts = z.strictObject({
  subjective: part,
  objective: part,
  identify: part,
  situation: part,
  background: part,
  assessment: part,
  plan: part,
  recommendation: part,
});

/** The note of a visit: a draft until it is signed. */
export const visitNote = z.object({
  form: z.enum(forms),
  parts,
  savedAt: isoTime,
  savedBy: somebody,
  signedAt: z.optional(isoTime),
  addenda: z.array(z.object({ text: z.string(), by: somebody, at: isoTime })),
  version: z.int(),
});
export type VisitNoteView = z.infer<typeof visitNote>;

/**
 * POST /api/visits/{id}/note: a draft whole. `version`: the one that it was written on, 0 where there was none; another one
 * meanwhile is refused, and nothing of either is lost.
 */
export const visitNoteDraft = z.strictObject({
  form: z.enum(forms),
  parts,
  version: z.int().check(z.gte(0)),
});

/** POST /api/visits/{id}/sign: the version that the person saw; every part of the form must say something. */
export const visitSigning = z.strictObject({ version: z.int().check(z.gte(1)) });

/** POST /api/visits/{id}/addend. */
export const visitAddition = z.strictObject({
  text: z.string().check(z.trim(), z.minLength(1), z.maxLength(longestPart)),
});
