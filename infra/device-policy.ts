import { CfnPolicy, CfnThingType } from "aws-cdk-lib/aws-iot";
import type { Construct } from "constructs";
import { deviceTopicKinds } from "../contracts/topics.ts";
import { deviceKindNames } from "../domain/model/device.ts";
import { arn } from "./arns.ts";
import { kept } from "./kept.ts";
import { claimPolicyName, devicePolicyName, provisioningTemplateName, thingTypeNameOf } from "./names.ts";

/** The broker puts in the name of the thing to which the certificate belongs. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of IoT policies.
const thingName = "${iot:Connection.Thing.ThingName}";

/**
 * What a device may do: connect under its own name, speak on its own topics by way of the rules (Basic Ingest), leave a
 * last will, hear its own commands. Nothing of it names a device, so one policy serves all. AWS deletes no policy that a
 * certificate has and no type that a thing has, so all of them are kept.
 */
export function devicePolicy(scope: Construct): void {
  const topics = deviceTopicKinds.map((kind) => `topic/$aws/rules/${kind}/anhu/v1/${thingName}/${kind}`);
  const lastWill = `topic/anhu/v1/${thingName}/status`;
  const command = `anhu/v1/${thingName}/cmd`;
  const policy = new CfnPolicy(scope, "device-policy", {
    policyName: devicePolicyName,
    policyDocument: document(
      {
        ...allow(["iot:Connect"], [`client/${thingName}`]),
        Condition: {
          Bool: { "iot:Connection.Thing.IsAttached": "true" },
          "ForAllValues:StringEquals": { "iot:ConnectAttributes": ["PersistentConnect", "LastWill"] },
        },
      },
      allow(["iot:Publish"], [...topics, lastWill]),
      allow(["iot:RetainPublish"], [lastWill]),
      allow(["iot:Subscribe"], [`topicfilter/${command}`]),
      allow(["iot:Receive"], [`topic/${command}`]),
    ),
  });
  policy.applyRemovalPolicy(kept);
}

/** What a maker's claim certificate may do: ask for a certificate of its device's own, and nothing else. */
export function claimPolicy(scope: Construct): void {
  const asked = [
    "$aws/certificates/create-from-csr/json",
    `$aws/provisioning-templates/${provisioningTemplateName}/provision/json`,
  ];
  const answers = asked.flatMap((topic) => [`${topic}/accepted`, `${topic}/rejected`]);
  const each = (kind: string, topics: readonly string[]) => topics.map((topic) => `${kind}/${topic}`);
  const policy = new CfnPolicy(scope, "claim-policy", {
    policyName: claimPolicyName,
    policyDocument: document(
      allow(["iot:Connect"], ["client/anhu-claim-*"]),
      allow(["iot:Publish"], each("topic", asked)),
      allow(["iot:Subscribe"], each("topicfilter", answers)),
      allow(["iot:Receive"], each("topic", answers)),
    ),
  });
  policy.applyRemovalPolicy(kept);
}

/** One type per kind of device, by which operators find them. */
export function thingTypes(scope: Construct): void {
  for (const kind of deviceKindNames)
    new CfnThingType(scope, `thing-type-${kind}`, { thingTypeName: thingTypeNameOf(kind) }).applyRemovalPolicy(kept);
}

function document(...statements: readonly object[]): object {
  return { Version: "2012-10-17", Statement: statements };
}

function allow(actions: readonly string[], resources: readonly string[]): object {
  return { Effect: "Allow", Action: actions, Resource: resources.map((resource) => arn("iot", resource)) };
}
