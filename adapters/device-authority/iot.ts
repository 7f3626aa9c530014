import { X509Certificate } from "node:crypto";
import {
  AttachPolicyCommand,
  AttachThingPrincipalCommand,
  CertificateStateException,
  CertificateStatus,
  CreateCertificateFromCsrCommand,
  DeleteCertificateCommand,
  DescribeCertificateCommand,
  DetachThingPrincipalCommand,
  InvalidRequestException,
  type IoTClient,
  paginateListThingPrincipals,
  ResourceNotFoundException,
  ThingPrincipalType,
  UpdateCertificateCommand,
} from "@aws-sdk/client-iot";
import { type DeviceAuthority, InvalidCertificateRequestError } from "../../domain/ports.ts";
import { registerGroup, registerThing } from "./iot-things.ts";
import { provenKey } from "./proven-key.ts";

export interface IotAuthorityOptions {
  /** The policy that every device's certificate gets. */
  readonly policyName: string;
  /** What the devices check the broker's certificate against. */
  readonly caPem: string;
}

/** A certificate that may be active was neither handed out nor could it be taken back. */
export class StrayCertificateError extends AggregateError {
  readonly code = "stray-certificate";
  readonly certificateId: string;
  constructor(certificateId: string, errors: readonly unknown[]) {
    super(errors, `certificate ${certificateId} may be active and nobody holds it: deactivate it`);
    this.certificateId = certificateId;
  }
}

/**
 * Devices as things of the region's registry, each certificate exclusively its thing's, so that the policy's variables
 * name the device that connects.
 *
 * A certificate becomes active last: whatever fails before leaves none that opens anything. AWS ends the connections of
 * a revoked one "within a few minutes" (IoT API reference, UpdateCertificate).
 */
export function iotAuthority(client: IoTClient, { policyName, caPem }: IotAuthorityOptions): DeviceAuthority {
  /** By serial number: the registry's lists may lag behind what was attached a moment ago. */
  const issuedHere = new Map<string, string>();

  async function setStatus(certificateId: string, newStatus: CertificateStatus): Promise<void> {
    await client.send(new UpdateCertificateCommand({ certificateId, newStatus }));
  }

  async function activate(thingName: string, certificateArn: string): Promise<void> {
    await client.send(new AttachPolicyCommand({ policyName, target: certificateArn }));
    const thingPrincipalType = ThingPrincipalType.EXCLUSIVE_THING;
    await client.send(new AttachThingPrincipalCommand({ thingName, principal: certificateArn, thingPrincipalType }));
    await setStatus(idOf(certificateArn), CertificateStatus.ACTIVE);
  }

  /** What matters is that it is not active; what cannot be deleted stays behind and opens nothing. */
  async function discard(thingName: string, certificateArn: string, cause: unknown): Promise<void> {
    const certificateId = idOf(certificateArn);
    try {
      await setStatus(certificateId, CertificateStatus.INACTIVE);
    } catch (error) {
      throw new StrayCertificateError(certificateId, [cause, error]);
    }
    try {
      const attachment = { thingName, principal: certificateArn };
      await unlessMissing(client.send(new DetachThingPrincipalCommand(attachment)));
      await client.send(new DeleteCertificateCommand({ certificateId, forceDelete: true }));
    } catch {
      // See above.
    }
  }

  return {
    async certify({ deviceId, kind, facilityId, csrPem }) {
      provenKey(csrPem);
      await registerThing(client, { deviceId, kind, facilityId });
      const request = new CreateCertificateFromCsrCommand({ certificateSigningRequest: csrPem, setAsActive: false });
      const created = await client.send(request).catch((error: unknown) => {
        if (error instanceof InvalidRequestException) throw new InvalidCertificateRequestError({ cause: error });
        throw error;
      });
      const { certificateArn, certificatePem } = created as { certificateArn: string; certificatePem: string };
      try {
        await activate(deviceId, certificateArn);
      } catch (error) {
        await discard(deviceId, certificateArn, error);
        throw error;
      }
      const { serialNumber, validToDate } = new X509Certificate(certificatePem);
      const certificateId = idOf(certificateArn);
      issuedHere.set(serialNumber, certificateId);
      return { certificatePem, caPem, serial: serialNumber, certificateId, notAfter: validToDate.getTime() };
    },

    async prepareFacility(facilityId) {
      await registerGroup(client, facilityId);
    },

    async revoke({ deviceId, certificateSerial, certificateId }) {
      const heldId = issuedHere.get(certificateSerial) ?? (await findCertificate(deviceId, certificateSerial));
      if (heldId === undefined) {
        if (certificateId !== undefined) await revokeUnregistered(certificateId, certificateSerial);
        return "not-held";
      }
      await setStatus(heldId, CertificateStatus.REVOKED);
      return "revoked";
    },
  };

  /** A certificate waits for its device's registration, which may make it active all the same. */
  async function revokeUnregistered(certificateId: string, serial: string): Promise<void> {
    try {
      if ((await serialOf(certificateId)) === serial) await setStatus(certificateId, CertificateStatus.REVOKED);
    } catch (error) {
      // AWS keeps one that nobody registered for a while only, and may not let its status be changed.
      if (!(error instanceof ResourceNotFoundException || error instanceof CertificateStateException)) throw error;
    }
  }

  async function serialOf(certificateId: string): Promise<string | undefined> {
    const { certificateDescription } = await client.send(new DescribeCertificateCommand({ certificateId }));
    const pem = certificateDescription?.certificatePem;
    return pem === undefined ? undefined : new X509Certificate(pem).serialNumber;
  }

  async function findCertificate(thingName: string, serial: string): Promise<string | undefined> {
    for (const certificateId of await certificatesOf(thingName))
      if ((await serialOf(certificateId)) === serial) return certificateId;
    return undefined;
  }

  async function certificatesOf(thingName: string): Promise<readonly string[]> {
    const ids: string[] = [];
    try {
      for await (const { principals = [] } of paginateListThingPrincipals({ client }, { thingName }))
        ids.push(...principals.filter((arn) => arn.includes(":cert/")).map(idOf));
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
    }
    return ids;
  }
}

function idOf(certificateArn: string): string {
  return certificateArn.slice(certificateArn.lastIndexOf("/") + 1);
}

async function unlessMissing(removal: Promise<unknown>): Promise<void> {
  try {
    await removal;
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
}
