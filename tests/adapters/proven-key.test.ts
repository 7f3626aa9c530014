import "reflect-metadata";
import * as x509 from "@peculiar/x509";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { provenKey } from "../../adapters/device-authority/proven-key.ts";
import { createKeyAndRequest } from "../../devices-sim/enrol.ts";
import { InvalidCertificateRequestError } from "../../domain/ports.ts";
import { derOf, opensslRequest, pemOf, tampered } from "./certificate-requests.ts";

const ec = (curve: string) => ["-newkey", "ec", "-pkeyopt", `ec_paramgen_curve:${curve}`];

describe("a certificate request", () => {
  test.each([
    ["P-256", [...ec("P-256"), "-sha256"]],
    ["P-256 with SHA-512", [...ec("P-256"), "-sha512"]],
    ["P-384", [...ec("P-384"), "-sha384"]],
    ["RSA 2048", ["-newkey", "rsa:2048", "-sha256"]],
    ["RSA 2048 with SHA-384", ["-newkey", "rsa:2048", "-sha384"]],
    ["P-256 with extensions", [...ec("P-256"), "-sha256", "-addext", "subjectAltName=DNS:x"]],
  ])("of %s gives the key that another library reads in it", (_what, options) => {
    const csr = opensslRequest(...options);
    expect(Buffer.from(provenKey(csr))).toEqual(Buffer.from(new x509.Pkcs10CertificateRequest(csr).publicKey.rawData));
  });

  test.each([
    ["a short RSA key", ["-newkey", "rsa:1024", "-sha256"]],
    ["a curve that not both authorities take", [...ec("P-521"), "-sha256"]],
    ["a curve of another family", [...ec("secp256k1"), "-sha256"]],
    ["an Ed25519 key", ["-newkey", "ed25519"]],
    ["a SHA-1 signature", ["-newkey", "rsa:2048", "-sha1"]],
  ])("with %s is refused", (_what, options) => {
    expect(() => provenKey(opensslRequest(...options))).toThrow(InvalidCertificateRequestError);
  });

  test("is taken with what people paste around it", async () => {
    const { csrPem } = await createKeyAndRequest();
    const pasted = `Here it is:\r\n${csrPem.replaceAll("\n", "\r\n")}\r\n`;
    expect(provenKey(pasted)).toEqual(provenKey(csrPem));
    expect(provenKey(csrPem.replaceAll("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"))).toEqual(provenKey(csrPem));
  });

  test("of which any byte was changed, cut off or added is refused, unless another library also finds it sound", async () => {
    const { csrPem } = await createKeyAndRequest();
    const der = derOf(csrPem);
    const change = fc.record({
      at: fc.nat(der.length - 1),
      bit: fc.nat(7),
      cutTo: fc.option(fc.nat(der.length - 1)),
      more: fc.uint8Array({ maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ at, bit, cutTo, more }) => {
        const changed = Buffer.concat([der.subarray(0, cutTo ?? der.length), more]);
        if (at < changed.length) changed[at] = (changed[at] as number) ^ (1 << bit);
        const isTaken = isSound(() => provenKey(pemOf(changed)));
        if (isTaken) expect(await new x509.Pkcs10CertificateRequest(pemOf(changed)).verify()).toBe(true);
      }),
      { numRuns: 300 },
    );
    expect(() => provenKey(tampered(csrPem))).toThrow(InvalidCertificateRequestError);
  });

  test("that hides a byte behind its signature, in the same sequence, is refused", async () => {
    const der = derOf((await createKeyAndRequest()).csrPem);
    const longer = Buffer.concat([der, Buffer.of(0)]);
    expect(longer[1]).toBe(0x81);
    longer[2] = (longer[2] as number) + 1;
    expect(() => provenKey(pemOf(longer))).toThrow(InvalidCertificateRequestError);
  });

  test("may be any text: it is refused, never more than that", () => {
    const text = fc.oneof(
      fc.string(),
      fc.base64String({ maxLength: 400 }).map((body) => pemOf(Buffer.from(body, "base64"))),
    );
    fc.assert(fc.property(text, (csr) => !isSound(() => provenKey(csr))));
  });
});

/** Anything but the one refusal goes up. */
function isSound(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (error) {
    if (error instanceof InvalidCertificateRequestError) return false;
    throw error;
  }
}
