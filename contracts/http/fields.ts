import * as z from "zod/mini";
import { observationCodes } from "../../domain/model/observations.ts";

/** ISO 8601 with a zone; answers are in Asia/Shanghai (`+08:00`). */
export const isoTime = z.iso.datetime({ offset: true });

/** Whatever nobody can see is no name: spaces, controls, fillers. */
const seen = /[^\p{C}\p{Z}\p{M}\u115F\u1160\u2800\u3164\uFFA0]/u;

/** A name that somebody can read. */
export const seenName = z.string().check(
  z.minLength(1),
  z.maxLength(80),
  z.refine((text) => seen.test(text), {
    params: { code: "a name", zh: "须有看得见的字", en: "must have something to read" },
  }),
);

const idForm = /^[A-Za-z0-9_-]{1,64}$/;

export const id = z.string().check(z.regex(idForm));

/** Whether a text has the form of an id; nothing else is looked up. */
export function isId(text: string): boolean {
  return idForm.test(text);
}

export const observationCode = z.enum(observationCodes as [string, ...string[]]);
export const observationValue = z.union([z.number(), z.boolean(), z.string()]);
export const freshness = z.enum(["live", "stale", "lost"]);

/** One sentence in both languages. */
export const bilingual = z.object({ zh: z.string(), en: z.string() });
export type Bilingual = z.infer<typeof bilingual>;

/** Path parameter of routes about one thing. */
export const idInPath = z.object({ id });
export const noParameters = z.object({});
