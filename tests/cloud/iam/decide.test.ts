import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decide, type PolicyRequest } from "./decide.ts";
import { UnknownConditionKeyError } from "./patterns.ts";
import { type PolicyDocument, UnknownPolicyElementError } from "./policy-document.ts";

const account = "arn:aws:dynamodb:us-east-1:111122223333";
const watches = `${account}:table/anhu-watches`;
const iot = "arn:aws-cn:iot:cn-north-1:111122223333";
// biome-ignore-start lint/suspicious/noTemplateCurlyInString: policy variables, put in when the policy is judged.
const thing = "${iot:Connection.Thing.ThingName}";
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: see above

const policy = (...Statement: object[]): PolicyDocument => ({ Version: "2012-10-17", Statement });
const allow = (Action: string | string[], Resource: string | string[] = "*", more = {}): PolicyDocument =>
  policy({ Effect: "Allow", Action, Resource, ...more });
const deny = (Action: string, Resource = "*", more = {}): PolicyDocument =>
  policy({ Effect: "Deny", Action, Resource, ...more });
const call = (action: string, resource = watches, context: PolicyRequest["context"] = {}): PolicyRequest => ({
  action,
  resource,
  context,
});
const speaking = (action: string, resource: string, thingName?: string): PolicyRequest =>
  call(action, `${iot}:${resource}`, {
    "iot:Connection.Thing.ThingName": thingName,
    "iot:Connection.Thing.IsAttached": String(thingName !== undefined),
  });

describe("who may call what", () => {
  test.each<[string, PolicyDocument[], PolicyRequest, "allowed" | "nothing-allows-it" | "explicit-deny"]>([
    ["no policy allows nothing", [], call("dynamodb:GetItem"), "nothing-allows-it"],
    [
      "the action and the resource are named",
      [allow("dynamodb:GetItem", watches)],
      call("dynamodb:GetItem"),
      "allowed",
    ],
    ["another action is not", [allow("dynamodb:GetItem", watches)], call("dynamodb:PutItem"), "nothing-allows-it"],
    ["another table is not", [allow("dynamodb:GetItem", `${watches}s`)], call("dynamodb:GetItem"), "nothing-allows-it"],
    [
      "a table's policy does not cover its indexes",
      [allow("dynamodb:Query", watches)],
      call("dynamodb:Query", `${watches}/index/byFacility`),
      "nothing-allows-it",
    ],
    [
      "a list covers each of its members",
      [allow(["dynamodb:Query", "dynamodb:GetItem"], [watches, `${watches}/index/*`])],
      call("dynamodb:Query", `${watches}/index/byFacility`),
      "allowed",
    ],
    ["actions have no case", [allow("DynamoDB:getitem", watches)], call("dynamodb:GetItem"), "allowed"],
    [
      "resources have",
      [allow("dynamodb:GetItem", watches.replace("anhu", "Anhu"))],
      call("dynamodb:GetItem"),
      "nothing-allows-it",
    ],
    ["* in an action", [allow("dynamodb:Batch*", watches)], call("dynamodb:BatchGetItem"), "allowed"],
    ["? is one character", [allow("dynamodb:Get?tem", watches)], call("dynamodb:GetItem"), "allowed"],
    ["? is not none", [allow("dynamodb:GetItem?", watches)], call("dynamodb:GetItem"), "nothing-allows-it"],
    [
      "a dot is a dot",
      [allow("dynamodb:GetItem", `${account}:table/anhu.watches`)],
      call("dynamodb:GetItem"),
      "nothing-allows-it",
    ],
    [
      "* of an ARN's part stays in it",
      [allow("dynamodb:GetItem", "arn:aws:*:table/anhu-watches:::")],
      call("dynamodb:GetItem"),
      "nothing-allows-it",
    ],
    [
      "what acts on no resource needs *",
      [allow("iot:CreateCertificateFromCsr", `${account}:*`)],
      call("iot:CreateCertificateFromCsr", "*"),
      "nothing-allows-it",
    ],
    [
      "another partition is another resource",
      [allow("dynamodb:*", watches)],
      call("dynamodb:GetItem", watches.replace("aws", "aws-cn")),
      "nothing-allows-it",
    ],
    [
      "a deny wins over an allow, wherever it stands",
      [deny("dynamodb:GetItem"), allow("*")],
      call("dynamodb:GetItem"),
      "explicit-deny",
    ],
    [
      "a deny of another resource does not",
      [deny("*", `${watches}s`), allow("*")],
      call("dynamodb:GetItem"),
      "allowed",
    ],
    [
      "NotAction allows everything else",
      [policy({ Effect: "Allow", NotAction: "iam:*", Resource: "*" })],
      call("dynamodb:GetItem"),
      "allowed",
    ],
    [
      "and not what it names",
      [policy({ Effect: "Allow", NotAction: "iam:*", Resource: "*" })],
      call("iam:PassRole"),
      "nothing-allows-it",
    ],
    [
      "NotResource denies everything else",
      [allow("*"), policy({ Effect: "Deny", Action: "*", NotResource: watches })],
      call("dynamodb:GetItem", `${watches}s`),
      "explicit-deny",
    ],
    [
      "one statement may stand without a list",
      [{ Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } }],
      call("a:B"),
      "allowed",
    ],
  ])("%s", (_claim, documents, request, expected) => {
    const decision = decide(documents, request);
    expect(decision.kind === "allowed" ? "allowed" : decision.because).toBe(expected);
  });

  test("an explicit deny names its statement", () => {
    expect(decide([deny("*", "*", { Sid: "OnlyTls" })], call("sqs:SendMessage"))).toMatchObject({ sid: "OnlyTls" });
  });
});

describe("what a device may do", () => {
  const device = policy(
    {
      Effect: "Allow",
      Action: "iot:Connect",
      Resource: `${iot}:client/${thing}`,
      Condition: { Bool: { "iot:Connection.Thing.IsAttached": "true" } },
    },
    { Effect: "Allow", Action: "iot:Publish", Resource: `${iot}:topic/$aws/rules/*/anhu/v1/${thing}/*` },
    { Effect: "Allow", Action: "iot:Subscribe", Resource: `${iot}:topicfilter/anhu/v1/${thing}/cmd` },
  );
  test.each([
    ["connects under its own name", speaking("iot:Connect", "client/w1", "w1"), "allowed"],
    ["not under another's", speaking("iot:Connect", "client/w2", "w1"), "denied"],
    ["not without a thing", speaking("iot:Connect", "client/w1", undefined), "denied"],
    [
      "publishes on its own topics",
      speaking("iot:Publish", "topic/$aws/rules/event/anhu/v1/w1/event", "w1"),
      "allowed",
    ],
    ["not on another's", speaking("iot:Publish", "topic/$aws/rules/event/anhu/v1/w2/event", "w1"), "denied"],
    [
      "not without a thing, whatever the topic",
      speaking("iot:Publish", "topic/$aws/rules/event/anhu/v1//event", undefined),
      "denied",
    ],
    ["hears its commands", speaking("iot:Subscribe", "topicfilter/anhu/v1/w1/cmd", "w1"), "allowed"],
    ["not all commands", speaking("iot:Subscribe", "topicfilter/anhu/v1/+/cmd", "w1"), "denied"],
  ])("a device %s", (_claim, request, expected) => {
    expect(decide([device], request).kind).toBe(expected);
  });

  test("a name with wildcards is a name, not a pattern", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Za-z0-9*?_:-]{1,12}$/),
        fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/),
        (mine, other) => {
          const connects = decide([device], speaking("iot:Connect", `client/${other}`, mine));
          expect(connects.kind).toBe(mine === other ? "allowed" : "denied");
        },
      ),
    );
  });

  test("a policy without a version, or of 2008, knows no variables", () => {
    const old = { ...device, Version: "2008-10-17" };
    expect(decide([old], speaking("iot:Connect", "client/w1", "w1")).kind).toBe("denied");
  });
});

describe("conditions", () => {
  const permission = policy({
    Effect: "Allow",
    Principal: { Service: "iot.amazonaws.com" },
    Action: "lambda:InvokeFunction",
    Resource: "arn:aws:lambda:us-east-1:111122223333:function:anhu-ingest-event",
    Condition: { ArnLike: { "AWS:SourceArn": "arn:aws:iot:us-east-1:111122223333:rule/event" } },
  });
  const invoking = (service: string, rule: string): PolicyRequest => ({
    action: "lambda:InvokeFunction",
    resource: "arn:aws:lambda:us-east-1:111122223333:function:anhu-ingest-event",
    principal: { kind: "Service", value: service },
    context: { "aws:SourceArn": `arn:aws:iot:us-east-1:111122223333:rule/${rule}` },
  });

  test("a function's permission is for one service and one source; keys have no case", () => {
    expect(decide([permission], invoking("iot.amazonaws.com", "event")).kind).toBe("allowed");
    expect(decide([permission], invoking("iot.amazonaws.com", "status")).kind).toBe("denied");
    expect(decide([permission], invoking("scheduler.amazonaws.com", "event")).kind).toBe("denied");
  });

  const conditioned = (Condition: object, context: PolicyRequest["context"]) =>
    decide([allow("*", "*", { Condition })], call("a:B", watches, context)).kind;

  test.each<[string, object, PolicyRequest["context"], "allowed" | "denied"]>([
    ["one of several values is enough", { StringEquals: { "a:k": ["x", "y"] } }, { "a:k": "y" }, "allowed"],
    ["all keys must hold", { StringEquals: { "a:k": "x", "a:l": "x" } }, { "a:k": "x", "a:l": "y" }, "denied"],
    [
      "all operators must hold",
      { StringEquals: { "a:k": "x" }, Bool: { "a:l": true } },
      { "a:k": "x", "a:l": "false" },
      "denied",
    ],
    ["a * is text to StringEquals", { StringEquals: { "a:k": "*" } }, { "a:k": "x" }, "denied"],
    ["and a wildcard to StringLike", { StringLike: { "a:k": "x*" } }, { "a:k": "xyz" }, "allowed"],
    ["an absent key meets nothing", { StringEquals: { "a:k": "x" } }, { "a:k": undefined }, "denied"],
    ["unless IfExists", { StringEqualsIfExists: { "a:k": "x" } }, { "a:k": undefined }, "allowed"],
    ["or by a negation", { StringNotEquals: { "a:k": "x" } }, { "a:k": undefined }, "allowed"],
    ["a negation names all that must not be", { StringNotEquals: { "a:k": ["x", "y"] } }, { "a:k": "y" }, "denied"],
    ["Null asks for absence", { Null: { "a:k": "true" } }, { "a:k": undefined }, "allowed"],
    ["or for presence", { Null: { "a:k": "false" } }, { "a:k": undefined }, "denied"],
    ["numbers compare as numbers", { NumericLessThan: { "a:k": 10 } }, { "a:k": "9" }, "allowed"],
    ["all of several values", { "ForAllValues:StringLike": { "a:k": "F#*" } }, { "a:k": ["F#1", "R#1"] }, "denied"],
    ["any of several values", { "ForAnyValue:StringLike": { "a:k": "F#*" } }, { "a:k": ["F#1", "R#1"] }, "allowed"],
    ["none is all", { "ForAllValues:StringEquals": { "a:k": "x" } }, { "a:k": undefined }, "allowed"],
    ["none is not any", { "ForAnyValue:StringEquals": { "a:k": "x" } }, { "a:k": undefined }, "denied"],
  ])("%s", (_claim, condition, context, expected) => {
    expect(conditioned(condition, context)).toBe(expected);
  });

  test.each([
    ["an operator", { Condition: { DateLessThan: { "a:k": "2026" } } }],
    ["an operator in disguise", { Condition: { "ForSomeValues:StringEquals": { "a:k": "x" } } }],
    ["several values for an operator of one", { Condition: { StringEquals: { "a:many": "x" } } }],
    ["an element", { NotPrincipal: "*" }],
    ["an effect", { Effect: "allow" }],
    ["an unresolved function", { Resource: { "Fn::GetAtt": ["Table", "Arn"] } }],
    ["a resource that is no ARN", { Resource: "anhu-watches" }],
    ["a variable with a default", { Resource: `${watches}/\${a:k, 'x'}` }],
    ["a principal of another kind", { Principal: { Federated: "x" } }],
  ])("%s that is not known here is an error", (_claim, element) => {
    const document = allow("*", "*", element);
    const context = { "a:k": "x", "a:many": ["x", "y"] };
    expect(() => decide([document], call("a:B", watches, context))).toThrow(UnknownPolicyElementError);
  });

  test("a key of which the caller says nothing is an error, not an absent one", () => {
    expect(() => conditioned({ StringNotEquals: { "aws:SourceVpc": "x" } }, {})).toThrow(UnknownConditionKeyError);
  });
});

describe("whatever the policies", () => {
  const names = fc.constantFrom("a:Get", "a:Put", "b:Get");
  const patterns = fc.constantFrom("a:*", "a:Get", "*:Get", "b:?et", "*");
  const document = fc
    .record({ Effect: fc.constantFrom("Allow", "Deny"), Action: fc.array(patterns, { minLength: 1, maxLength: 3 }) })
    .map((statement) => policy({ ...statement, Resource: "*" }));

  test("order does not matter, an added deny never allows and an added allow never denies", () => {
    fc.assert(
      fc.property(fc.array(document, { maxLength: 5 }), names, patterns, (documents, action, more) => {
        const before = decide(documents, call(action)).kind;
        expect(decide(documents.toReversed(), call(action)).kind).toBe(before);
        if (before === "denied") expect(decide([...documents, deny(more)], call(action)).kind).toBe("denied");
        if (before === "allowed") expect(decide([...documents, allow(more)], call(action)).kind).toBe("allowed");
      }),
    );
  });
});
