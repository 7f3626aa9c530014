import { epochOf } from "../../contracts/iso-time.ts";
import { type EpochMs, hour } from "../../domain/model/time.ts";
import { invalidQuery } from "../shell/refusals.ts";

/** As long as a long shift. */
export const usualSpanMs = 12 * hour;
const longestSpanMs = 48 * hour;

export interface Span {
  readonly from: EpochMs;
  readonly until: EpochMs;
}

/** The span that a request names, by default the twelve hours until now. */
export function askedSpan(
  { from, until }: { readonly from?: string | undefined; readonly until?: string | undefined },
  now: EpochMs,
): Span {
  const end = momentOf(until) ?? now;
  const span = { from: momentOf(from) ?? end - usualSpanMs, until: end };
  if (span.from < span.until && span.until - span.from <= longestSpanMs) return span;
  throw invalidQuery("from", "until - 48 h ≤ from < until", {
    zh: "应早于 until，且相距不超过 48 小时",
    en: "must be before until and within 48 hours of it",
  });
}

function momentOf(text: string | undefined): EpochMs | undefined {
  return text === undefined ? undefined : epochOf(text);
}
