import { type Family, fieldsOf } from "./answers.ts";

/** The last answer as it lies in the phone, and whose it is. */
interface Kept {
  readonly person: string;
  readonly savedAt: number;
  readonly family: Family;
}

export const keptKey = "anhu.family";

/** What is older says nothing of today, and a consent may have ended meanwhile. */
export const longestKeptMs = 3 * 86_400_000;

/** The last answer where it is this person's own and not too old, by a clock that was not set back. */
export function keptFamily(text: string | null, person: string, now: number): Family | undefined {
  try {
    const kept = fieldsOf(JSON.parse(text ?? "null")) as Partial<Kept>;
    const age = now - (kept.savedAt ?? Number.NaN);
    const isTheirs = kept.person === person && age >= 0 && age <= longestKeptMs;
    return isTheirs && isFamily(kept.family) ? kept.family : undefined;
  } catch {
    return undefined;
  }
}

export function keptText(family: Family, person: string, now: number): string {
  return JSON.stringify({ person, savedAt: now, family } satisfies Kept);
}

/** It was written by this very program, maybe by an earlier version of it: what every page reads must be there. */
function isFamily(value: Family | undefined): value is Family {
  return (
    typeof value?.asOf === "number" &&
    Array.isArray(value.residents) &&
    value.residents.every(
      ({ id, name, facility, access, light }) =>
        typeof id === "string" &&
        typeof name === "string" &&
        typeof facility?.name === "string" &&
        Array.isArray(access?.classes) &&
        (light === undefined || (typeof light.sentence?.zh === "string" && Array.isArray(light.silent))),
    )
  );
}
