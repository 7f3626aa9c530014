import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Flips a bit in the middle of the signature. */
export function tampered(csrPem: string): string {
  const der = derOf(csrPem);
  der[der.length - 20] = (der[der.length - 20] as number) ^ 1;
  return pemOf(der);
}

export function derOf(csrPem: string): Buffer {
  return Buffer.from(csrPem.trim().split("\n").slice(1, -1).join(""), "base64");
}

export function pemOf(der: Buffer): string {
  return `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString("base64")}\n-----END CERTIFICATE REQUEST-----\n`;
}

/** A request as OpenSSL makes it, e.g. `-newkey rsa:1024 -sha256`. */
export function opensslRequest(...keyAndHash: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "anhu-csr-"));
  try {
    const files = ["-keyout", join(folder, "key.pem"), "-out", join(folder, "csr.pem")];
    const request = ["req", "-new", "-nodes", "-subj", "/CN=device", ...keyAndHash, ...files];
    execFileSync("openssl", request, { stdio: "ignore" });
    return readFileSync(join(folder, "csr.pem"), "utf8");
  } finally {
    rmSync(folder, { recursive: true });
  }
}
