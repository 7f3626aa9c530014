import type { MqttClient } from "mqtt";
import { describe, expect, test } from "vitest";
import { createKeyAndRequest } from "../../../devices-sim/enrol.ts";
import type { PolicyDocument } from "../iam/policy-document.ts";
import { coreUnderTest, heard, resource, usualRules } from "./core-under-test.ts";
import { ParametersError, parseProvisioningTemplate } from "./provisioning-template.ts";

const body = {
  Parameters: {
    DeviceId: { Type: "String" },
    DeviceKind: { Type: "String" },
    FacilityId: { Type: "String", Default: "store" },
    "AWS::IoT::Certificate::Id": { Type: "String" },
  },
  Resources: {
    thing: {
      Type: "AWS::IoT::Thing",
      Properties: {
        ThingName: { Ref: "DeviceId" },
        ThingTypeName: { "Fn::Join": ["", ["anhu-", { Ref: "DeviceKind" }]] },
        ThingGroups: [{ "Fn::Join": ["-", ["anhu", "facility", { Ref: "FacilityId" }]] }],
      },
    },
    certificate: {
      Type: "AWS::IoT::Certificate",
      Properties: { CertificateId: { Ref: "AWS::IoT::Certificate::Id" }, Status: "Active" },
    },
    policy: { Type: "AWS::IoT::Policy", Properties: { PolicyName: "anhu-device" } },
  },
};

describe("a provisioning template", () => {
  const given = { DeviceId: "w1", DeviceKind: "wristband", "AWS::IoT::Certificate::Id": "c1" };

  test("is filled with parameters, else with their defaults", () => {
    expect(parseProvisioningTemplate(JSON.stringify(body))(given)).toEqual({
      thingName: "w1",
      thingTypeName: "anhu-wristband",
      thingGroups: ["anhu-facility-store"],
      certificateId: "c1",
      policyName: "anhu-device",
    });
  });

  test("refuses a parameter that is missing or that it does not declare", () => {
    const fill = parseProvisioningTemplate(JSON.stringify(body));
    expect(() => fill({ ...given, Colour: "red" })).toThrow(ParametersError);
    expect(() => fill({ DeviceId: "w1" })).toThrow(ParametersError);
  });

  test("with what is not known here stops the runner", () => {
    const more = { ...body, Resources: { ...body.Resources, shadow: { Type: "AWS::IoT::Shadow" } } };
    expect(() => parseProvisioningTemplate(JSON.stringify(more))).toThrow(/shadow/);
  });
});

const arn = "arn:aws:iot:us-east-1:111122223333";
const create = "$aws/certificates/create-from-csr/json";
const provision = "$aws/provisioning-templates/anhu-claim/provision/json";
const answers = [create, provision].flatMap((topic) => [`${topic}/accepted`, `${topic}/rejected`]);
const claimPolicy: PolicyDocument = {
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Action: "iot:Connect", Resource: `${arn}:client/anhu-claim-*` },
    { Effect: "Allow", Action: "iot:Publish", Resource: [create, provision].map((topic) => `${arn}:topic/${topic}`) },
    { Effect: "Allow", Action: "iot:Subscribe", Resource: answers.map((topic) => `${arn}:topicfilter/${topic}`) },
    { Effect: "Allow", Action: "iot:Receive", Resource: answers.map((topic) => `${arn}:topic/${topic}`) },
  ],
};
const claim = resource("AWS::IoT::ProvisioningTemplate", "anhu-claim", {
  TemplateName: "anhu-claim",
  TemplateType: "FLEET_PROVISIONING",
  TemplateBody: JSON.stringify(body),
  Enabled: true,
  ProvisioningRoleArn: "arn:aws:iam::111122223333:role/provisioning",
  PreProvisioningHook: { PayloadVersion: "2020-04-01", TargetArn: "approve-provisioning" },
});

async function asked(client: MqttClient, topic: string, question: object) {
  const answer = heard(client);
  await client.publishAsync(topic, JSON.stringify(question), { qos: 1 });
  const { topic: answerTopic, payload } = await answer;
  return { outcome: answerTopic.slice(topic.length + 1), ...JSON.parse(payload) };
}

describe("fleet provisioning by claim", () => {
  async function claiming(allowed: readonly string[]) {
    const events: unknown[] = [];
    const under = await coreUnderTest([...usualRules, claim], (functionName, event) => {
      events.push([functionName, event]);
      const { DeviceId } = (event as { parameters: { DeviceId: string } }).parameters;
      const allowProvisioning = allowed.includes(DeviceId);
      const parameterOverrides = { DeviceKind: "wristband", FacilityId: "home" };
      return { kind: "answered", payload: { allowProvisioning, parameterOverrides }, billedMs: 1 };
    });
    const client = await under.device(await under.enrol([], [claimPolicy]), { clientId: "anhu-claim-1" });
    await client.subscribeAsync(answers, { qos: 0 });
    const { keyPem, csrPem } = await createKeyAndRequest();
    const created = await asked(client, create, { certificateSigningRequest: csrPem });
    return { ...under, client, events, created, keyPem };
  }

  test("a device that is expected gets a certificate of its own and speaks with it", async () => {
    const { client, created, keyPem, device, events, woken, core } = await claiming(["w1"]);
    const token = created.certificateOwnershipToken;
    expect(created.outcome).toBe("accepted");
    await expect(device({ cert: created.certificatePem, key: keyPem }, { clientId: "w1" })).rejects.toThrow();
    const question = { certificateOwnershipToken: token, parameters: { DeviceId: "w1" } };
    expect(await asked(client, provision, question)).toMatchObject({ outcome: "accepted", thingName: "w1" });
    expect(events).toMatchObject([
      ["approve-provisioning", { parameters: { DeviceId: "w1" }, certificateId: created.certificateId }],
    ]);
    const own = await device({ cert: created.certificatePem, key: keyPem }, { clientId: "w1" });
    await own.publishAsync("$aws/rules/event/anhu/v1/w1/event", "{}", { qos: 1 });
    expect(woken("on-event")).toHaveLength(1);
    expect(core.troubles()).toEqual([]);
    expect(await asked(client, provision, question)).toMatchObject({ outcome: "rejected" });
  });

  test.each([
    ["the hook does not expect", "w2", 403],
    ["has no name", undefined, 403],
  ])("a device that %s is refused", async (_claim, DeviceId, statusCode) => {
    const { client, created, keyPem, device } = await claiming(["w1"]);
    const question = { certificateOwnershipToken: created.certificateOwnershipToken, parameters: { DeviceId } };
    expect(await asked(client, provision, question)).toMatchObject({ outcome: "rejected", statusCode });
    await expect(device({ cert: created.certificatePem, key: keyPem }, { clientId: "w2" })).rejects.toThrow();
  });

  test("a claim certificate may ask, and do nothing else", async () => {
    const { client, woken } = await claiming(["w1"]);
    expect(await asked(client, create, {})).toMatchObject({ outcome: "rejected", errorCode: "InvalidPayload" });
    client.publish("anhu/v1/w1/event", "{}", { qos: 1 });
    await new Promise((resolve) => client.once("close", () => resolve(undefined)));
    expect(woken("on-event")).toEqual([]);
  });
});
