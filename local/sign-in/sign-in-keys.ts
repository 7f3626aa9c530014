import { createHmac, generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import * as z from "zod/mini";
import { readIfThere, writeWhole } from "../../adapters/device-authority/pem-files.ts";

export const signInKeysFile = "sign-in-keys.json";

const keys = z.object({
  /** ES256, the private key; the first signs, all verify. */
  jwks: z.array(z.looseObject({ kty: z.literal("EC"), kid: z.string(), d: z.string(), x: z.string(), y: z.string() })),
  /** Signs cookies. */
  cookieKey: z.string(),
});

/** What a box signs tokens and cookies with. */
export type SignInKeys = z.infer<typeof keys>;

/**
 * The keys of a data folder, made on the first start; only the account that runs the box can read them. New ones would
 * end every session, nothing more: so a file that cannot be read is made anew.
 */
export function signInKeysOf(dataFolder: string): SignInKeys {
  const file = join(dataFolder, signInKeysFile);
  const text = readIfThere(file);
  const kept = text === undefined ? undefined : keys.safeParse(parsed(text)).data;
  if (kept?.jwks[0] !== undefined) return kept;
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const jwk = { ...privateKey.export({ format: "jwk" }), kid: randomUUID(), alg: "ES256", use: "sig" };
  const made = keys.parse({ jwks: [jwk], cookieKey: randomBytes(32).toString("base64url") });
  writeWhole(file, `${JSON.stringify(made)}\n`, 0o600);
  return made;
}

/** A word that only this folder's keys lead to, the same at each start. */
export function wordOf({ cookieKey }: SignInKeys, purpose: string): string {
  const letters = "23456789abcdefghjkmnpqrstuvwxyz";
  const bytes = createHmac("sha256", cookieKey).update(purpose).digest().subarray(0, 12);
  return Array.from(bytes, (byte) => letters[byte % letters.length])
    .join("")
    .replace(/(....)(....)(....)/, "$1-$2-$3");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
