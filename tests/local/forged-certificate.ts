import "reflect-metadata";
import * as x509 from "@peculiar/x509";

const p256 = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;

/** A certificate of an authority made for the purpose, under any name and serial number. */
export async function forgedCertificate(
  commonName: string,
  serialNumber: string,
): Promise<{ readonly cert: string; readonly key: string }> {
  const authority = await crypto.subtle.generateKey(p256, true, ["sign", "verify"]);
  const device = await crypto.subtle.generateKey(p256, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber,
    subject: `CN=${commonName}`,
    issuer: "CN=Anhu box",
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() + 3_600_000),
    signingAlgorithm: p256,
    publicKey: device.publicKey,
    signingKey: authority.privateKey,
    extensions: [new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth])],
  });
  const key = await crypto.subtle.exportKey("pkcs8", device.privateKey);
  return { cert: certificate.toString("pem"), key: x509.PemConverter.encode(key, "PRIVATE KEY") };
}
