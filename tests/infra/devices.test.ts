import { describe, expect, test } from "vitest";
import { claimParameters } from "../../contracts/provisioning.ts";
import { deviceKindNames } from "../../domain/model/device.ts";
import { envelopeSql } from "../../functions/shell/events.ts";
import { beijing, type Properties, type Resource, statementRights, synthesise, textOf, usEast } from "./synthesised.ts";

const cell = synthesise(usEast);
const iot = "arn:<partition>:iot:<region>:<accountid>:";
// biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of IoT policies.
const thing = "${iot:Connection.Thing.ThingName}";

function policy(name: string): Properties {
  const found = cell.of("AWS::IoT::Policy").find(({ properties }) => properties.PolicyName === name);
  return found?.properties.PolicyDocument;
}

function rights(name: string): readonly string[] {
  return statementRights(policy(name)).map(({ action, resource }) => `${action} ${resource.replace(iot, "")}`);
}

test("a device connects under its own name, speaks and hears on its own topics, and nothing else", () => {
  expect(rights("anhu-device")).toEqual([
    `iot:Connect client/${thing}`,
    ...["telemetry", "event", "status"].map((kind) => `iot:Publish topic/$aws/rules/${kind}/anhu/v1/${thing}/${kind}`),
    `iot:Publish topic/anhu/v1/${thing}/status`,
    `iot:RetainPublish topic/anhu/v1/${thing}/status`,
    `iot:Subscribe topicfilter/anhu/v1/${thing}/cmd`,
    `iot:Receive topic/anhu/v1/${thing}/cmd`,
  ]);
});

test("a certificate that belongs to no thing does not connect", () => {
  const [connect] = policy("anhu-device").Statement;
  expect(connect.Condition.Bool).toEqual({ "iot:Connection.Thing.IsAttached": "true" });
});

test("a claim certificate asks for a device's own certificate, and does nothing else", () => {
  const template = "$aws/provisioning-templates/anhu-claim/provision/json";
  const asked = ["$aws/certificates/create-from-csr/json", template];
  const answers = asked.flatMap((topic) => [`${topic}/accepted`, `${topic}/rejected`]);
  expect(rights("anhu-claim")).toEqual([
    "iot:Connect client/anhu-claim-*",
    ...asked.map((topic) => `iot:Publish topic/${topic}`),
    ...answers.map((topic) => `iot:Subscribe topicfilter/${topic}`),
    ...answers.map((topic) => `iot:Receive topic/${topic}`),
  ]);
});

describe.each([
  ["us-east-1", usEast, "aws"],
  ["cn-northwest-1", { ...beijing, region: "cn-northwest-1" }, "aws-cn"],
] as const)("in %s", (region, file, partition) => {
  test("every IoT policy fits into the 2,048 characters that AWS allows", () => {
    for (const { properties } of synthesise(file).of("AWS::IoT::Policy")) {
      const text = JSON.stringify(properties.PolicyDocument, (_key, value) =>
        typeof value === "object" && value !== null && "Fn::Join" in value ? textOf(value) : value,
      );
      const real = text
        .replaceAll("<partition>", partition)
        .replaceAll("<region>", region)
        .replaceAll("<accountid>", "123456789012");
      expect([properties.PolicyName, real.length <= 2048]).toEqual([properties.PolicyName, true]);
    }
  });
});

test("there is a thing type for every kind of device", () => {
  const types = cell.of("AWS::IoT::ThingType").map(({ properties }) => properties.ThingTypeName);
  expect(types.toSorted()).toEqual(deviceKindNames.map((kind) => `anhu-${kind}`).toSorted());
});

test.each(["telemetry", "event", "status"])("the %s topic reaches the parser as bytes, whatever they are", (kind) => {
  const [rule] = cell.of("AWS::IoT::TopicRule").filter(({ properties }) => properties.RuleName === kind);
  expect(rule).toBeDefined();
  const { Sql, AwsIotSqlVersion, Actions, ErrorAction } = (rule as Resource).properties.TopicRulePayload;
  const fields = Object.entries(envelopeSql).map(([field, expression]) => `${expression} AS ${field}`);
  expect(AwsIotSqlVersion).toBe("2016-03-23");
  expect(Sql).toBe(`SELECT ${fields.join(", ")} FROM 'anhu/v1/+/${kind}'`);
  expect(ErrorAction.Sqs.UseBase64).toBe(false);
  expect(Actions.flatMap((action: object) => Object.keys(action))).toEqual(
    kind === "telemetry" ? ["Kinesis"] : ["Lambda", "Sqs"],
  );
});

test("telemetry stays in order per device", () => {
  const [rule] = cell.of("AWS::IoT::TopicRule").filter(({ properties }) => properties.RuleName === "telemetry");
  // biome-ignore lint/suspicious/noTemplateCurlyInString: IoT substitutes it for each message.
  expect(rule?.properties.TopicRulePayload.Actions[0].Kinesis.PartitionKey).toBe("${topic(3)}");
});

test("a rule may do what its actions take, and nothing else", () => {
  const roles = cell.of("AWS::IoT::TopicRule").flatMap(({ properties }) => {
    const { Actions, ErrorAction } = properties.TopicRulePayload;
    return [...Actions, ErrorAction].flatMap((action: Properties) =>
      Object.values(action).flatMap(({ RoleArn }) => (RoleArn === undefined ? [] : [RoleArn["Fn::GetAtt"][0]])),
    );
  });
  const actions = cell
    .of("AWS::IAM::Policy")
    .filter(({ properties }) => roles.includes(properties.Roles[0].Ref))
    .flatMap(({ properties }) => statementRights(properties.PolicyDocument).map(({ action }) => action));
  expect([...new Set(actions)].toSorted()).toEqual(["kinesis:PutRecord", "sqs:SendMessage"]);
});

test("presence tells nobody's address", () => {
  const rules = cell.of("AWS::IoT::TopicRule").filter(({ properties }) => /presence/.test(properties.RuleName));
  expect(rules).not.toHaveLength(0);
  for (const { properties } of rules) {
    expect(properties.TopicRulePayload.Sql).toContain("clientId");
    expect(properties.TopicRulePayload.Sql).not.toContain("ipAddress");
    expect(properties.TopicRulePayload.Sql).not.toContain("*");
  }
});

test("fleet provisioning asks the hook, and makes the thing that the hook names", () => {
  const [template] = cell.of("AWS::IoT::ProvisioningTemplate");
  expect(template?.properties).toMatchObject({
    TemplateName: "anhu-claim",
    TemplateType: "FLEET_PROVISIONING",
    Enabled: true,
    PreProvisioningHook: { PayloadVersion: "2020-04-01" },
  });
  const { Parameters, Resources } = JSON.parse(template?.properties.TemplateBody);
  const { serialNumber, thingType, thingGroup } = claimParameters;
  expect(Object.keys(Parameters).toSorted()).toEqual(
    [serialNumber, thingType, thingGroup, "AWS::IoT::Certificate::Id"].toSorted(),
  );
  expect(Resources.thing.Properties).toEqual({
    ThingName: { Ref: serialNumber },
    ThingTypeName: { Ref: thingType },
    ThingGroups: [{ Ref: thingGroup }],
  });
  expect(Resources.policy.Properties).toEqual({ PolicyName: "anhu-device" });
});

test("only the service that owns a trigger may start its function, on this account's behalf", () => {
  const permissions = cell
    .of("AWS::Lambda::Permission")
    .filter(({ stack }) => stack === "Service")
    .map(({ properties }) => properties);
  for (const { Action, Principal, SourceArn } of permissions) {
    expect(Action).toBe("lambda:InvokeFunction");
    expect(["iot.amazonaws.com", "apigateway.amazonaws.com"]).toContain(Principal);
    expect(textOf(SourceArn)).toContain(":<accountid>:");
  }
});

test("the provisioning template is made once its hook may be asked", () => {
  const resources = Object.values(cell.templates.Service?.Resources as Record<string, Properties>);
  const template = resources.find(({ Type }) => Type === "AWS::IoT::ProvisioningTemplate");
  const [permission] = cell
    .of("AWS::Lambda::Permission")
    .filter(({ properties }) => textOf(properties.SourceArn).includes(":provisioningtemplate/anhu-claim"));
  expect(template?.DependsOn).toContain(permission?.logicalId);
});
