import { day, hour, minute } from "../../domain/model/time.ts";
import { copdExacerbation } from "./copd-exacerbation.ts";
import type { Picture } from "./course.ts";
import { dehydration } from "./dehydration.ts";
import { hypoglycaemia } from "./hypoglycaemia.ts";
import { sepsis } from "./sepsis.ts";

interface Illness {
  readonly picture: Picture;
  /** How long it takes when a story does not say. */
  readonly growsForMs: number;
  readonly lastsForMs: number;
  readonly recoversForMs: number;
}

/** The illnesses a story can bring, with their usual pace. */
export const illnesses = {
  sepsis: { picture: sepsis, growsForMs: 6 * hour, lastsForMs: 2 * hour, recoversForMs: 10 * hour },
  "copd-exacerbation": {
    picture: copdExacerbation,
    growsForMs: 4 * hour,
    lastsForMs: 3 * hour,
    recoversForMs: 8 * hour,
  },
  hypoglycaemia: {
    picture: hypoglycaemia,
    growsForMs: 40 * minute,
    lastsForMs: 20 * minute,
    recoversForMs: 30 * minute,
  },
  dehydration: { picture: dehydration, growsForMs: 2 * day, lastsForMs: 12 * hour, recoversForMs: day },
} as const satisfies Record<string, Illness>;

export type IllnessName = keyof typeof illnesses;
