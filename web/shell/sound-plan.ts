import type { AlertView } from "../../contracts/http/alerts.ts";

export type Pattern = "high" | "medium" | "low" | "lost";

/**
 * The groups of pulses of IEC 60601-1-8: high 3 + 2 twice, medium 3, low 1 or 2; and after how long they sound again
 * while nobody has answered. `lost` is the page's own technical alarm of low priority: it hears nothing any more.
 */
export const patterns = {
  high: { pulses: [3, 2, 3, 2], repeatMs: 10_000 },
  medium: { pulses: [3], repeatMs: 25_000 },
  low: { pulses: [1], repeatMs: Number.POSITIVE_INFINITY },
  lost: { pulses: [2], repeatMs: 20_000 },
} as const satisfies Record<Pattern, { readonly pulses: readonly number[]; readonly repeatMs: number }>;

/** When each pattern last sounded, and for which of the alerts that still wait. */
export interface Sounded {
  readonly at: Readonly<Partial<Record<Pattern, number>>>;
  readonly alertIds: ReadonlySet<string>;
}

/** Before anything sounded. */
export const silent: Sounded = { at: {}, alertIds: new Set() };

/**
 * Which pattern must sound now, if any, and what has sounded then. Only the most urgent of what is unanswered sounds: at
 * once for what is new in it, and again at its own pace, whatever comes meanwhile of less urgency; that sounds once
 * nothing more urgent waits. Alerts about devices never sound above low.
 */
export function soundDue(
  open: readonly AlertView[],
  { at, alertIds }: Sounded,
  now: number,
): { readonly pattern: Pattern | undefined; readonly sounded: Sounded } {
  const unanswered = open.filter(({ handling }) => handling === "new");
  const kept = unanswered.map(({ id }) => id).filter((id) => alertIds.has(id));
  const most = (["high", "medium", "low"] as const).find((pattern) =>
    unanswered.some((alert) => patternOf(alert) === pattern),
  );
  if (most === undefined) return { pattern: undefined, sounded: { at, alertIds: new Set(kept) } };
  const ids = unanswered.filter((alert) => patternOf(alert) === most).map(({ id }) => id);
  const last = at[most];
  // A clock that was set back must not keep the sound waiting.
  const isDue = last === undefined || now < last || now - last >= patterns[most].repeatMs;
  if (!isDue && ids.every((id) => alertIds.has(id)))
    return { pattern: undefined, sounded: { at, alertIds: new Set(kept) } };
  return { pattern: most, sounded: { at: { ...at, [most]: now }, alertIds: new Set([...kept, ...ids]) } };
}

function patternOf(alert: AlertView): Pattern {
  return alert.technical ? "low" : alert.priority;
}
