import {
  DescribeCertificateCommand,
  GetPolicyCommand,
  type IoTClient,
  ListAttachedPoliciesCommand,
  ListPrincipalThingsCommand,
} from "@aws-sdk/client-iot";
import type { PolicyDocument } from "../iam/policy-document.ts";
import type { IotCertificates } from "./certificates.ts";

/** What the registry knows of a certificate. */
export interface RegisteredCertificate {
  /** On AWS the SHA-256 of its DER bytes; an emulator may have its own. */
  readonly certificateId: string;
  readonly isActive: boolean;
  /** The things it is attached to; exclusively, when there is one. */
  readonly things: readonly string[];
  readonly policies: readonly PolicyDocument[];
}

/** Things, certificates and policies, as far as connections depend on them. */
export interface Registry {
  /** Undefined for a certificate that is not registered. */
  find(certificateDer: Uint8Array): Promise<RegisteredCertificate | undefined>;
}

/** The registry that stands behind the SDK's API in the emulator. */
export function registryOf(client: IoTClient, certificates: IotCertificates): Registry {
  return {
    async find(certificateDer) {
      const certificateId = certificates.idOf(certificateDer);
      if (certificateId === undefined) return undefined;
      const { certificateDescription } = await client.send(new DescribeCertificateCommand({ certificateId }));
      const target = certificateDescription?.certificateArn;
      if (target === undefined) return undefined;
      const [{ things = [] }, { policies = [] }] = await Promise.all([
        client.send(new ListPrincipalThingsCommand({ principal: target })),
        client.send(new ListAttachedPoliciesCommand({ target })),
      ]);
      const documents = await Promise.all(
        policies.map(({ policyName }) => client.send(new GetPolicyCommand({ policyName }))),
      );
      return {
        certificateId,
        isActive: certificateDescription?.status === "ACTIVE",
        things,
        policies: documents.map(({ policyDocument }) => JSON.parse(policyDocument as string) as PolicyDocument),
      };
    },
  };
}
