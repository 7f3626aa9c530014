import { CloudFormationClient, CreateStackCommand } from "@aws-sdk/client-cloudformation";
import { describe, expect, test } from "vitest";
import { deployedTemplate } from "../../infra/deployed-template.ts";
import { findLosses, type Template } from "../../infra/destructive-change.ts";
import { clientSettings, motoEndpoint } from "../aws-emulators.ts";

describe.skipIf(motoEndpoint === undefined)("with CloudFormation as moto speaks it", () => {
  const client = new CloudFormationClient(clientSettings(motoEndpoint ?? ""));
  const keys = (name: string) => ({
    AttributeDefinitions: [{ AttributeName: name, AttributeType: "S" }],
    KeySchema: [{ AttributeName: name, KeyType: "HASH" }],
    BillingMode: "PAY_PER_REQUEST",
  });
  const deployed = {
    Resources: {
      Kept: { Type: "AWS::DynamoDB::Table", DeletionPolicy: "Retain", Properties: keys("id") },
      Work: { Type: "AWS::SQS::Queue", Properties: { QueueName: "anhu-work" } },
    },
  } satisfies Template;

  test("the template of a stack comes back as it was deployed, and is compared", async () => {
    const StackName = `Anhu-test-${Date.now()}`;
    await client.send(new CreateStackCommand({ StackName, TemplateBody: JSON.stringify(deployed) }));
    const fetched = await deployedTemplate(client, StackName);
    expect(fetched).toEqual(deployed);
    expect(findLosses(fetched as Template, { Resources: {} }).map(({ logicalId }) => logicalId)).toEqual(["Kept"]);
  });

  test("a stack that was never deployed has no template", async () => {
    expect(await deployedTemplate(client, "Anhu-nowhere-Data")).toBeUndefined();
  });
});
