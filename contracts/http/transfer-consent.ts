import * as z from "zod/mini";
import { consentGivers, consentWays, type TransferConsent } from "../../domain/referrals/consent.ts";
import { isoTimeOf } from "../iso-time.ts";
import { isoTime } from "./fields.ts";

const words = z.string().check(z.trim(), z.minLength(1), z.maxLength(500));
const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(80));
/** Who heard or saw it too. */
const witness = z.optional(name);

/** Consent to a transfer 知情同意: given by somebody, or not to be had in an emergency. */
export const transferConsent = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("given"),
    who: z.enum(consentGivers),
    name,
    /** To the resident: 儿子. */
    relation: z.optional(name),
    how: z.enum(consentWays),
    at: isoTime,
    witness,
  }),
  z.strictObject({
    kind: z.literal("emergency"),
    /** Why nobody could be asked. */
    reason: words,
    /** The person in charge of the house, or whom they authorised. */
    approvedBy: name,
    at: isoTime,
    witness,
  }),
]);
export type TransferConsentSaid = z.infer<typeof transferConsent>;

/** What is kept of it. */
export function consentOf({ at, ...said }: TransferConsentSaid): TransferConsent {
  const told = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  return { ...told, at: Date.parse(at) } as TransferConsent;
}

/** As it is sent in a change. */
export function consentSaid({ at, ...consent }: TransferConsent): TransferConsentSaid {
  return { ...consent, at: isoTimeOf(at) } as TransferConsentSaid;
}
