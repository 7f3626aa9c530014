import { createHash, X509Certificate } from "node:crypto";
import { type IoTClient, RegisterCertificateWithoutCACommand } from "@aws-sdk/client-iot";
import { openLocalAuthority, type ServerIdentity } from "../../../adapters/device-authority/local-ca.ts";

/** What `CreateCertificateFromCsr` answers. */
export interface CreatedCertificate {
  readonly certificateArn: string;
  readonly certificateId: string;
  readonly certificatePem: string;
}

/** The authority behind the registry: it signs, the registry keeps. */
export interface IotCertificates {
  /** What devices check the broker against; it stands for Amazon Root CA 1. */
  readonly caPem: string;
  /**
   * `iot:CreateCertificateFromCsr`. The emulator of the registry signs another key than the request's, so nobody could
   * connect with it: the certificate is signed here and registered there. Rejects with an
   * `InvalidCertificateRequestError` for a request that proves no key.
   */
  createFromCsr(csrPem: string, setAsActive: boolean): Promise<CreatedCertificate>;
  /** The registry's id of a certificate that was created here or registered since; by its DER bytes. */
  idOf(certificateDer: Uint8Array): string | undefined;
  serverIdentity(names: readonly string[]): Promise<ServerIdentity>;
}

/** Opens the authority in a folder of its own; `registry` reaches the emulator itself. */
export async function openIotCertificates(folder: string, registry: IoTClient): Promise<IotCertificates> {
  const authority = await openLocalAuthority(folder);
  const idByFingerprint = new Map<string, string>();
  return {
    caPem: authority.caPem,
    async createFromCsr(csrPem, setAsActive) {
      // On AWS too the subject says nothing about the device: whose certificate it is, the registry knows.
      const signed = { deviceId: "AWS IoT Certificate", kind: "wristband", facilityId: "none", csrPem } as const;
      const { certificatePem } = await authority.certify(signed);
      const status = setAsActive ? "ACTIVE" : "INACTIVE";
      const created = await registry.send(new RegisterCertificateWithoutCACommand({ certificatePem, status }));
      const { certificateArn, certificateId } = created as { certificateArn: string; certificateId: string };
      idByFingerprint.set(fingerprintOf(new X509Certificate(certificatePem).raw), certificateId);
      return { certificateArn, certificateId, certificatePem };
    },
    idOf: (certificateDer) => idByFingerprint.get(fingerprintOf(certificateDer)),
    serverIdentity: (names) => authority.serverIdentity(names),
  };
}

/** A certificate's id on AWS, and what `principal()` gives in a rule: SHA-256 of its DER bytes. */
export function fingerprintOf(certificateDer: Uint8Array): string {
  return createHash("sha256").update(certificateDer).digest("hex");
}
