import { createECDH, randomBytes } from "node:crypto";
import type { SecretsPort } from "../../domain/ports.ts";

/** Keys and secrets from this machine's source of chance. */
export const newSecrets: SecretsPort = {
  newSigningSecret: () => `whsec_${randomBytes(32).toString("base64")}`,
  newPushKeys() {
    const pair = createECDH("prime256v1");
    pair.generateKeys();
    const privateKey = pair.getPrivateKey();
    const padded = Buffer.concat([Buffer.alloc(32 - privateKey.length), privateKey]);
    return { publicKey: pair.getPublicKey().toString("base64url"), privateKey: padded.toString("base64url") };
  },
};
