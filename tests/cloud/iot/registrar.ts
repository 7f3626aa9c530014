import {
  AddThingToThingGroupCommand,
  AttachPolicyCommand,
  AttachThingPrincipalCommand,
  CreateThingCommand,
  DescribeCertificateCommand,
  DescribeThingCommand,
  IoTClient,
  ResourceNotFoundException,
  UpdateCertificateCommand,
  UpdateThingCommand,
} from "@aws-sdk/client-iot";
import type { Cloud } from "../cloud.ts";
import type { ProvisionedThing } from "./provisioning-template.ts";

/** Puts into the registry what a provisioning template makes, in the template's role. */
export type Registrar = (roleArn: string, thing: ProvisionedThing) => Promise<void>;

/** Through the SDK, so that each step is checked against the role; a step that is refused rejects. */
export function sdkRegistrar(cloud: Pick<Cloud, "region" | "endpoint" | "credentials">): Registrar {
  return async (roleArn, { thingName, thingTypeName, thingGroups, certificateId, policyName }) => {
    const client = new IoTClient({
      region: cloud.region,
      endpoint: cloud.endpoint,
      credentials: cloud.credentials(roleArn),
      maxAttempts: 1,
    });
    const isKnown = await client.send(new DescribeThingCommand({ thingName })).then(
      () => true,
      (error: unknown) => {
        if (error instanceof ResourceNotFoundException) return false;
        throw error;
      },
    );
    const properties = { thingName, thingTypeName };
    await client.send(isKnown ? new UpdateThingCommand(properties) : new CreateThingCommand(properties));
    for (const thingGroupName of thingGroups) {
      await client.send(new AddThingToThingGroupCommand({ thingGroupName, thingName }));
    }
    const { certificateDescription } = await client.send(new DescribeCertificateCommand({ certificateId }));
    const target = certificateDescription?.certificateArn;
    await client.send(new UpdateCertificateCommand({ certificateId, newStatus: "ACTIVE" }));
    await client.send(new AttachPolicyCommand({ policyName, target }));
    await client.send(new AttachThingPrincipalCommand({ thingName, principal: target }));
    client.destroy();
  };
}
