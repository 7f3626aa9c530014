import type { Bilingual } from "../../contracts/http/fields.ts";

export type FindingLevel = "ok" | "warning" | "wrong";

/** What was looked at, how it is, and what to do about it. */
export interface Finding {
  /** Stable, for programs, e.g. `credentials`. */
  readonly check: string;
  readonly level: FindingLevel;
  readonly what: Bilingual;
  /** Present unless it is ok. */
  readonly remedy?: Bilingual;
}

export function ok(check: string, zh: string, en: string): Finding {
  return { check, level: "ok", what: { zh, en } };
}

/** Works now, but somebody should see to it. */
export function warning(check: string, what: Bilingual, remedy: Bilingual): Finding {
  return { check, level: "warning", what, remedy };
}

/** Does not work, or would fail somebody who relies on it. */
export function wrong(check: string, what: Bilingual, remedy: Bilingual): Finding {
  return { check, level: "wrong", what, remedy };
}
