import type { AlertView } from "../../contracts/http/alerts.ts";

export type Pattern = "high" | "medium" | "low";

/**
 * The groups of pulses of IEC 60601-1-8: high 3 + 2 twice, medium 3, low 1; and after how long they sound again while
 * nobody has answered.
 */
export const patterns = {
  high: { pulses: [3, 2, 3, 2], repeatMs: 10_000 },
  medium: { pulses: [3], repeatMs: 25_000 },
  low: { pulses: [1], repeatMs: Number.POSITIVE_INFINITY },
} as const satisfies Record<Pattern, { readonly pulses: readonly number[]; readonly repeatMs: number }>;

/** What was last sounded, when, and for which alerts. */
export interface Sounded {
  readonly at: number;
  readonly alertIds: ReadonlySet<string>;
}

/**
 * Which pattern must sound now: the most urgent of what is new, or of what is still unanswered when its repetition is
 * due. Alerts about devices never sound above low.
 */
export function soundDue(open: readonly AlertView[], sounded: Sounded, now: number): Pattern | undefined {
  const unanswered = open.filter(({ handling }) => handling === "new");
  const rings = (pattern: Pattern) =>
    unanswered.some(
      (alert) =>
        patternOf(alert) === pattern &&
        (!sounded.alertIds.has(alert.id) || now - sounded.at >= patterns[pattern].repeatMs),
    );
  return (["high", "medium", "low"] as const).find(rings);
}

function patternOf(alert: AlertView): Pattern {
  return alert.technical ? "low" : alert.priority;
}
