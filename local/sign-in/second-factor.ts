import { createHash, randomInt } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { type EpochMs, second } from "../../domain/model/time.ts";

/** RFC 6238 as every authenticator app speaks it. */
const settings = { algorithm: "SHA1", digits: 6, period: 30 } as const;
/** A phone's clock may be off by one step either way. */
const window = 1;
const recoveryCodeCount = 8;
/** Without what is mistaken for another: 0 O 1 I L. */
const letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/** A person's authenticator; the step of the last code that was taken tells a second use from the first. */
export interface Authenticator {
  /** Base32. */
  readonly secret: string;
  readonly lastStep: number;
  /** SHA-256 of each code that has not been used. */
  readonly recoveryCodes: readonly string[];
}

export function newSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** What the QR code says: `otpauth://totp/…`. */
export function enrolmentUri(secret: string, login: string): string {
  return new TOTP({ ...settings, issuer: "Anhu", label: login, secret }).toString();
}

/**
 * The step of a code that holds now and has not been used; undefined for any other. A code is good once: whoever looked
 * over a shoulder cannot use it again.
 */
export function acceptedStep(code: string, { secret, lastStep }: Authenticator, now: EpochMs): number | undefined {
  const token = code.normalize("NFKC").replaceAll(/\s/g, "");
  if (!/^\d{6}$/.test(token)) return undefined;
  const delta = TOTP.validate({ ...settings, token, secret: Secret.fromBase32(secret), timestamp: now, window });
  if (delta === null) return undefined;
  const current = Math.floor(now / (settings.period * second));
  const step = current + delta;
  // A step that could not have been accepted yet was so by a clock that has been set back since.
  return step > lastStep || lastStep > current + window ? step : undefined;
}

/** Codes to write down for the day when the phone is gone; each is good once. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: recoveryCodeCount }, () => `${group()}-${group()}-${group()}`);
}

/** The authenticator without that recovery code; undefined when it is none of them. */
export function withoutRecoveryCode(code: string, authenticator: Authenticator): Authenticator | undefined {
  const used = digestOf(code);
  if (!authenticator.recoveryCodes.includes(used)) return undefined;
  return { ...authenticator, recoveryCodes: authenticator.recoveryCodes.filter((kept) => kept !== used) };
}

/** As it is kept; a code has 59 bits of chance, so that a plain digest is enough. */
export function digestOf(code: string): string {
  const plain = code
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, "");
  return createHash("sha256").update(plain).digest("base64url");
}

function group(): string {
  return Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join("");
}
