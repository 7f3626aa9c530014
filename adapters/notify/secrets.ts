import { createECDH, randomBytes } from "node:crypto";
import type { SecretsPort } from "../../domain/ports.ts";

/** Without I, L, O and U. */
const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Keys and secrets from this machine's source of chance. */
export const newSecrets: SecretsPort = {
  newSigningSecret: () => `whsec_${randomBytes(32).toString("base64")}`,
  newJoiningCode: () => Array.from(randomBytes(12), (byte) => crockford[byte % 32]).join(""),
  newPushKeys() {
    const pair = createECDH("prime256v1");
    pair.generateKeys();
    const privateKey = pair.getPrivateKey();
    const padded = Buffer.concat([Buffer.alloc(32 - privateKey.length), privateKey]);
    return { publicKey: pair.getPublicKey().toString("base64url"), privateKey: padded.toString("base64url") };
  },
};
