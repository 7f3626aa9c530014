import type { AuditEntry, AuditSubject } from "./entry.ts";

const partsPerDay = 16;

/** An entry as it lies in the table, with the place at which it lies: what is verified. */
export interface KeptEntry {
  /** `<day>#<part>`. */
  readonly part: string;
  /** `<writer>#<seq>`. */
  readonly entry: string;
  readonly about?: string;
  readonly at?: string;
  readonly expiresAt?: number;
  readonly text: string;
  readonly hash: string;
}

/** The parts in which a day's chains lie. */
export function partsOf(day: string): readonly string[] {
  return Array.from({ length: partsPerDay }, (_, number) => `${day}#${number.toString(16)}`);
}

/** At what place an entry belongs, and what finds it there, by itself alone. */
export function placeOf({ day, writer, seq, of, at, expiresAt }: AuditEntry): Omit<KeptEntry, "text" | "hash"> {
  const entry = `${writer}#${String(seq).padStart(10, "0")}`;
  return {
    part: `${day}#${partOf(writer)}`,
    entry,
    about: aboutOf(of),
    at: `${new Date(at).toISOString()}#${entry}`,
    expiresAt,
  };
}

/** Under what an entry is found. */
export function aboutOf(of: AuditSubject): string {
  return of.kind === "resident" ? `resident#${of.residentId}` : `facility#${of.facilityId}`;
}

/** Spread by the writer's name, always the same. */
function partOf(writer: string): string {
  let sum = 0;
  for (const character of writer) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_536;
  return (sum % partsPerDay).toString(16);
}
