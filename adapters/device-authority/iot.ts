import { X509Certificate } from "node:crypto";
import {
  AddThingToThingGroupCommand,
  AttachPolicyCommand,
  AttachThingPrincipalCommand,
  CertificateStatus,
  CreateCertificateFromCsrCommand,
  CreateThingCommand,
  CreateThingGroupCommand,
  DescribeCertificateCommand,
  InvalidRequestException,
  type IoTClient,
  ListThingPrincipalsCommand,
  ResourceAlreadyExistsException,
  ResourceNotFoundException,
  ThingPrincipalType,
  UpdateCertificateCommand,
} from "@aws-sdk/client-iot";
import { type DeviceAuthority, InvalidCertificateRequestError } from "../../domain/ports.ts";

export interface IotAuthorityOptions {
  /** The policy that every device's certificate gets. */
  readonly policyName: string;
  /** What the devices check the broker's certificate against. */
  readonly caPem: string;
}

/** Devices as things of the region's registry, each certificate exclusively its thing's. */
export function iotAuthority(client: IoTClient, { policyName, caPem }: IotAuthorityOptions): DeviceAuthority {
  async function registered(deviceId: string, kind: string, facilityId: string): Promise<void> {
    await unlessThere(client.send(new CreateThingCommand({ thingName: deviceId, thingTypeName: `anhu-${kind}` })));
    const thingGroupName = `anhu-facility-${facilityId}`;
    await unlessThere(client.send(new CreateThingGroupCommand({ thingGroupName })));
    await client.send(new AddThingToThingGroupCommand({ thingGroupName, thingName: deviceId }));
  }

  return {
    async certify({ deviceId, kind, facilityId, csrPem }) {
      const created = await client
        .send(new CreateCertificateFromCsrCommand({ certificateSigningRequest: csrPem, setAsActive: true }))
        .catch((error: unknown) => {
          if (error instanceof InvalidRequestException) throw new InvalidCertificateRequestError({ cause: error });
          throw error;
        });
      const { certificateArn, certificatePem } = created as { certificateArn: string; certificatePem: string };
      await registered(deviceId, kind, facilityId);
      await client.send(new AttachPolicyCommand({ policyName, target: certificateArn }));
      await client.send(
        new AttachThingPrincipalCommand({
          thingName: deviceId,
          principal: certificateArn,
          thingPrincipalType: ThingPrincipalType.EXCLUSIVE_THING,
        }),
      );
      const { serialNumber, validToDate } = new X509Certificate(certificatePem);
      return { certificatePem, caPem, serial: serialNumber, notAfter: validToDate.getTime() };
    },

    async revoke({ deviceId, certificateSerial }) {
      for (const certificateId of await certificatesOf(deviceId)) {
        const { certificateDescription } = await client.send(new DescribeCertificateCommand({ certificateId }));
        const pem = certificateDescription?.certificatePem;
        if (pem === undefined || new X509Certificate(pem).serialNumber !== certificateSerial) continue;
        await client.send(new UpdateCertificateCommand({ certificateId, newStatus: CertificateStatus.REVOKED }));
      }
    },
  };

  async function certificatesOf(thingName: string): Promise<readonly string[]> {
    try {
      const { principals = [] } = await client.send(new ListThingPrincipalsCommand({ thingName }));
      return principals.map((arn) => arn.slice(arn.lastIndexOf("/") + 1));
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return [];
      throw error;
    }
  }
}

async function unlessThere(creation: Promise<unknown>): Promise<void> {
  try {
    await creation;
  } catch (error) {
    if (!(error instanceof ResourceAlreadyExistsException)) throw error;
  }
}
