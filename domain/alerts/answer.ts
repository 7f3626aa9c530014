import type { Alert } from "./alert.ts";
import type { Advance } from "./next-version.ts";

/** What came of what a person did with an alert. `alert` is the next version, or the very alert when nothing was written. */
export type Answer =
  | { readonly kind: "done"; readonly alert: Alert }
  /** It was so already. */
  | { readonly kind: "unchanged"; readonly alert: Alert }
  | { readonly kind: "already-resolved"; readonly alert: Alert }
  /** Somebody else, `by`, has it. */
  | { readonly kind: "taken-by-another"; readonly alert: Alert; readonly by: string }
  | { readonly kind: "not-held"; readonly alert: Alert }
  /** Persons wrote as much on it as it holds. */
  | { readonly kind: "comments-full"; readonly alert: Alert };

/** An advance as an answer to the person who wanted it. */
export function answerOf(alert: Alert, result: Advance): Answer {
  if (result.kind === "to") return { kind: "done", alert: result.alert };
  if (result.kind === "nothing") return { kind: "unchanged", alert };
  if (result.because !== "taken-by-another") return { kind: result.because, alert };
  return { kind: "taken-by-another", alert, by: alert.holder?.name ?? "" };
}
