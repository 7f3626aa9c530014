import "reflect-metadata";
import { createPublicKey, generateKeyPairSync } from "node:crypto";
import * as x509 from "@peculiar/x509";

const p256 = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;

/** A new private key, PKCS#8 PEM. */
export function newDeviceKey(): string {
  const { privateKey } = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  return privateKey;
}

/** A certificate request (PKCS#10 PEM) that proves the possession of the key. The service writes the subject itself. */
export async function requestFor(keyPem: string): Promise<string> {
  const pkcs8 = x509.PemConverter.decodeFirst(keyPem);
  const spki = createPublicKey(keyPem).export({ type: "spki", format: "der" });
  const keys = {
    privateKey: await crypto.subtle.importKey("pkcs8", pkcs8, p256, true, ["sign"]),
    publicKey: await crypto.subtle.importKey("spki", Uint8Array.from(spki), p256, true, ["verify"]),
  };
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name: new x509.Name([{ CN: ["device"] }]),
    keys,
    signingAlgorithm: p256,
  });
  return `${request.toString("pem")}\n`;
}
