import * as z from "zod/mini";
import type { Bilingual } from "./http/fields.ts";

const number = z.optional(z.number());
const text = z.optional(z.string());

/** One record of a SenML pack (RFC 8428 §4). Labels that are not listed are extensions and are ignored. */
export const senmlRecord = z.looseObject({
  bn: text,
  bt: number,
  bu: text,
  bv: number,
  bs: number,
  bver: z.optional(z.int().check(z.positive())),
  n: text,
  u: text,
  v: number,
  vs: text,
  vb: z.optional(z.boolean()),
  vd: z.optional(z.string().check(z.regex(/^[A-Za-z0-9_-]*$/))),
  s: number,
  t: number,
  ut: number,
});

/** The most records that one pack may carry. */
export const maxRecords = 500;

/** A SenML pack in JSON; what it means is decided by {@link resolveSenml}. */
export const senmlPack = z.array(senmlRecord).check(z.minLength(1), z.maxLength(maxRecords));

/** A record with its base values applied (RFC 8428 §4.6); `t` is in seconds since 1970. */
export interface ResolvedRecord {
  n: string;
  t: number;
  u?: string;
  v?: number;
  vs?: string;
  vb?: boolean;
  vd?: string;
  s?: number;
  ut?: number;
  /** Present only where it is not the default version 10. */
  bver?: number;
  /** Extensions are kept as they came. */
  [extension: string]: unknown;
}

/** What is wrong in a pack, where, and what was expected there. */
export interface SenmlFault {
  /** Position of the record in the pack, from 0; absent when the pack as a whole is at fault. */
  readonly record?: number;
  readonly field?: string;
  readonly kind: "structure" | "name" | "value";
  readonly detail: Bilingual;
}
