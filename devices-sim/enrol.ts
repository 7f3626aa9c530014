import "reflect-metadata";
import * as x509 from "@peculiar/x509";
import type { Enrolled } from "../contracts/http/devices.ts";
import type { DeviceKind } from "../domain/model/device.ts";
import { type BoxApi, bearer } from "./box.ts";

const p256 = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;

/** A new private key (PKCS#8 PEM) with a certificate request (PKCS#10 PEM) that proves its possession. */
export async function createKeyAndRequest(): Promise<{ readonly keyPem: string; readonly csrPem: string }> {
  const keys = await crypto.subtle.generateKey(p256, true, ["sign", "verify"]);
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    // The box writes the device id into the subject itself.
    name: new x509.Name([{ CN: ["device"] }]),
    keys,
    signingAlgorithm: p256,
  });
  return {
    keyPem: `${x509.PemConverter.encode(await crypto.subtle.exportKey("pkcs8", keys.privateKey), "PRIVATE KEY")}\n`,
    csrPem: `${request.toString("pem")}\n`,
  };
}

/** The box refused the enrolment; the message is the box's own. */
export class EnrolmentRefusedError extends Error {
  readonly code = "enrolment-refused";
  readonly status: number;
  constructor(status: number, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.status = status;
  }
}

/** Puts a device into service at a box: makes its key, asks for a certificate. The private key never travels. */
export async function enrol(
  api: BoxApi,
  device: { readonly kind: DeviceKind; readonly residentId: string; readonly id?: string },
): Promise<Enrolled & { readonly key: string }> {
  const { keyPem, csrPem } = await createKeyAndRequest();
  const response = await fetch(new URL("/api/devices", api.http), {
    method: "POST",
    headers: { "content-type": "application/json", "accept-language": "en", ...bearer(api.token) },
    body: JSON.stringify({ ...device, csr: csrPem }),
  });
  const answer = (await response.json()) as Enrolled & { detail?: string };
  if (!response.ok) throw new EnrolmentRefusedError(response.status, answer.detail ?? `status ${response.status}`);
  return { ...answer, key: keyPem };
}
