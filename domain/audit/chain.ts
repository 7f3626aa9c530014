import { type EpochMs, day as oneDay } from "../model/time.ts";
import type { AuditDetails, AuditEntry, ChainHead } from "./entry.ts";

/** SHA-256 of a text's UTF-8 bytes, in lower-case hexadecimal. */
export type Hash = (text: string) => string;

/** An entry as it is kept: its text, which is what is hashed, and the hash. */
export interface Link {
  readonly entry: AuditEntry;
  readonly text: string;
  readonly hash: string;
}

/** The day to which an entry belongs. */
export function auditDayOf(at: EpochMs): string {
  return new Date(at).toISOString().slice(0, 10).replaceAll("-", "");
}

/** When a day's entries expire that are kept for so many days after it, in seconds since 1970. */
export function expiryOf(day: string, keptDays: number): number {
  return (beginningOf(day) + (keptDays + 1) * oneDay) / 1000;
}

/** The moment at which a day began. */
export function beginningOf(day: string): EpochMs {
  return Date.parse(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}T00:00:00Z`);
}

/** What the first entry of a chain follows, so that no chain can be passed off as another's or another day's. */
export function chainBeginning(day: string, writer: string, hash: Hash): string {
  return hash(`anhu audit ${day} ${writer}`);
}

/**
 * The next entry of a chain. The text is JSON in one order of names, and the entry is whatever the text reads as: there is
 * no second way to write the same entry.
 */
export function linkAfter(
  before: ChainHead | undefined,
  details: AuditDetails,
  { day, writer, expiresAt, hash }: Pick<AuditEntry, "day" | "writer" | "expiresAt"> & { readonly hash: Hash },
): Link {
  const place = {
    day,
    writer,
    seq: before === undefined ? 0 : before.seq + 1,
    prev: before === undefined ? chainBeginning(day, writer, hash) : before.hash,
    expiresAt,
  };
  const { at, who, what, deed, dataClass, of, why, from, windowSeconds } = details;
  const entry = { ...place, at, who, what, deed, dataClass, of, why, from, ...(windowSeconds && { windowSeconds }) };
  const text = JSON.stringify(entry);
  return { entry, text, hash: hash(text) };
}

/** One value for all chains of a day: changing, adding or leaving out any of them gives another. */
export function rootOf(heads: readonly ChainHead[], hash: Hash): string {
  return hash(
    [...heads]
      .sort((one, other) => (one.writer < other.writer ? -1 : 1))
      .map(({ writer, seq, hash: head }) => `${writer} ${seq} ${head}\n`)
      .join(""),
  );
}
