import { expect, test } from "vitest";
import type { Assembly, Template, TemplateResource } from "./assembly/read-assembly.ts";
import { change, synthesised } from "./cloud-under-test.ts";
import { tellStory } from "./story.ts";

// biome-ignore lint/suspicious/noExplicitAny: a mutation knows what it changes.
type Properties = any;
type Mutation = (assembly: Assembly) => Assembly;

const isType = (type: string) => (resource: TemplateResource) => resource.Type === `AWS::${type}`;
const named = (type: string, property: string, value: string) => (resource: TemplateResource) =>
  resource.Type === `AWS::${type}` && resource.Properties?.[property] === value;

function edited(fits: Parameters<typeof change>[1], edit: (properties: Properties) => void): Mutation {
  return (assembly) => change(assembly, fits, edit);
}

function without(fits: Parameters<typeof change>[1]): Mutation {
  return (assembly) => change(assembly, fits, (_properties, remove) => remove());
}

const lambda = (name: string, edit: (properties: Properties) => void) =>
  edited(named("Lambda::Function", "FunctionName", `anhu-${name}`), edit);

const rule = (name: string, edit: (sql: string) => string) =>
  edited(named("IoT::TopicRule", "RuleName", name), ({ TopicRulePayload: payload }) => {
    payload.Sql = edit(payload.Sql);
  });

/** Takes an action away from every statement of the policies whose id starts so. */
function withoutRight(policy: string, action: string): Mutation {
  return edited(
    ({ Type }, logicalId) => Type === "AWS::IAM::Policy" && logicalId.startsWith(policy),
    ({ PolicyDocument: { Statement: statements } }) => {
      for (const statement of statements)
        statement.Action = [statement.Action]
          .flat()
          .map((own: string) => (own === action ? "sts:GetCallerIdentity" : own));
    },
  );
}

const ofRule = (logicalId: string) => logicalId.startsWith("ingesteventfunctionrule");

function withBroker(assembly: Assembly): Assembly {
  const [[stack, template]] = [...assembly.stacks] as [[string, Template]];
  const Resources = { ...template.Resources, broker: { Type: "AWS::AmazonMQ::Broker" } };
  return { ...assembly, stacks: new Map([...assembly.stacks, [stack, { ...template, Resources }]]) };
}

test("the story is told as it was synthesised", async () => {
  await tellStory(synthesised());
});

test.each<readonly [what: string, mutation: Mutation, seenAs: RegExp]>([
  [
    "a variable of another name",
    lambda("register-resident", ({ Environment: { Variables: v } }) => {
      v.ANHU_TABLES = v.ANHU_TABLE_PREFIX;
      delete v.ANHU_TABLE_PREFIX;
    }),
    /500/,
  ],
  [
    "a table prefix that no table has",
    lambda("ingest-telemetry", ({ Environment: { Variables: v } }) => {
      v.ANHU_TABLE_PREFIX = "anhu";
    }),
    /charted|gave up|given up/,
  ],
  [
    "the URL of another queue for timers",
    lambda("ingest-telemetry", ({ Environment: { Variables: v } }) => {
      const [, parts] = v.ANHU_TIMER_QUEUE_URLS["Fn::Join"];
      parts[6] = parts[6].replace("/anhu-watch-due", "/anhu-presence");
    }),
    /refused/,
  ],
  [
    "a queue of another account for timers",
    lambda("ingest-telemetry", ({ Environment: { Variables: v } }) => {
      v.ANHU_TIMER_QUEUE_URLS["Fn::Join"][1][5] = "000000000000";
    }),
    /refused/,
  ],
  [
    "a handler that the bundle does not export",
    lambda("ingest-event", (own) => {
      own.Handler = "index.main";
    }),
    /shown at once/,
  ],
  [
    "a bundle that was not built",
    lambda("list-alerts", (own) => {
      own.Code.S3Key = "0.zip";
    }),
    /shown at once/,
  ],
  ["no right to write alerts", withoutRight("ingesteventrole", "dynamodb:PutItem"), /shown at once/],
  [
    "no right to an index",
    edited(
      ({ Type }, id) => Type === "AWS::IAM::Policy" && id.startsWith("listalertsrole"),
      ({ PolicyDocument }) => {
        PolicyDocument.Statement = PolicyDocument.Statement.filter(
          (one: object) => !JSON.stringify(one).includes("/index/"),
        );
      },
    ),
    /shown at once/,
  ],
  [
    "no right to read the stream",
    withoutRight("ingesttelemetryrole", "kinesis:GetRecords"),
    /not authorized to perform: kinesis:GetRecords/,
  ],
  ["no right to set timers", withoutRight("ingesttelemetryrole", "sqs:SendMessage"), /refused/],
  [
    "no right of the schedule to invoke",
    withoutRight("sweepwatchesschedulerole", "lambda:InvokeFunction"),
    /refused|by its timer/,
  ],
  [
    "no right of the rule to write to the stream",
    withoutRight("ingesttelemetryrulerole", "kinesis:PutRecord"),
    /charted/,
  ],
  ["a rule on another topic", rule("telemetry", (sql) => sql.replace("anhu/v1", "anhu/v2")), /charted/],
  [
    "a rule of another name",
    edited(named("IoT::TopicRule", "RuleName", "telemetry"), (own) => {
      own.RuleName = "readings";
    }),
    /charted/,
  ],
  [
    "a rule that takes another part of the topic for the device",
    rule("event", (sql) => sql.replace("topic(3)", "topic(2)")),
    /shown at once/,
  ],
  [
    "a rule that hands on JSON instead of bytes",
    rule("event", (sql) => sql.replace("encode(*, 'base64')", "*")),
    /\* AS data/,
  ],
  [
    "a rule of the older SQL",
    edited(named("IoT::TopicRule", "RuleName", "event"), ({ TopicRulePayload: payload }) => {
      delete payload.AwsIotSqlVersion;
    }),
    /2016-03-23/,
  ],
  [
    "no permission for the rule",
    without(({ Type }, id) => Type === "AWS::Lambda::Permission" && ofRule(id)),
    /finds its way|shown at once/,
  ],
  [
    "a permission for another rule",
    edited(
      ({ Type }, id) => Type === "AWS::Lambda::Permission" && ofRule(id),
      (own) => {
        own.SourceArn["Fn::Join"][1].push("-other");
      },
    ),
    /finds its way|shown at once/,
  ],
  [
    "no permission for the API",
    without(({ Type }, id) => Type === "AWS::Lambda::Permission" && id.startsWith("listalertsroute")),
    /shown at once|undefined/,
  ],
  [
    "tokens for another audience",
    edited(isType("ApiGatewayV2::Authorizer"), ({ JwtConfiguration: jwt }) => {
      jwt.Audience = ["another"];
    }),
    /401/,
  ],
  [
    "tokens of another issuer",
    edited(isType("ApiGatewayV2::Authorizer"), ({ JwtConfiguration: jwt }) => {
      jwt.Issuer = "https://another.example";
    }),
    /401/,
  ],
  [
    "no dead letters of a queue",
    edited(named("SQS::Queue", "QueueName", "anhu-watch-due"), (own) => {
      delete own.RedrivePolicy;
    }),
    /is kept/,
  ],
  [
    "no dead letters of asynchronous events",
    without(({ Type }, id) => Type === "AWS::Lambda::EventInvokeConfig" && id.startsWith("ingeststatus")),
    /nowhere to leave/,
  ],
  [
    "dead letters that the function may not send",
    withoutRight("ingeststatusrole", "sqs:SendMessage"),
    /not authorized to perform: sqs:SendMessage|refused/,
  ],
  [
    "nobody who reads the timers",
    without(({ Type }, id) => Type === "AWS::Lambda::EventSourceMapping" && id.startsWith("judgeduewatch")),
    /by its timer/,
  ],
  [
    "no schedule for the sweep",
    without(named("Scheduler::Schedule", "Name", "anhu-sweep-watches")),
    /anhu-sweep-watches runs|by its timer/,
  ],
  [
    "a role that the Scheduler cannot take",
    edited(
      ({ Type }, id) => Type === "AWS::IAM::Role" && id.startsWith("sweepwatchesschedulerole"),
      ({ AssumeRolePolicyDocument: trust }) => {
        trust.Statement[0].Principal.Service = "events.amazonaws.com";
      },
    ),
    /does not trust/,
  ],
  [
    "a table without its index",
    edited(named("DynamoDB::GlobalTable", "TableName", "anhu-alerts"), (own) => {
      delete own.GlobalSecondaryIndexes;
      own.AttributeDefinitions = own.AttributeDefinitions.filter(
        ({ AttributeName: name }: { AttributeName: string }) => name === "key",
      );
    }),
    /shown at once/,
  ],
  [
    "a role that Lambda cannot take",
    edited(
      ({ Type }, id) => Type === "AWS::IAM::Role" && id.startsWith("ingesteventrole"),
      ({ AssumeRolePolicyDocument: trust }) => {
        trust.Statement[0].Principal.Service = "edgelambda.amazonaws.com";
      },
    ),
    /does not trust Lambda/,
  ],
  [
    "a property that nothing here knows",
    edited(isType("Lambda::EventSourceMapping"), (own) => {
      own.FilterCriteria = { Filters: [{ Pattern: "{}" }] };
    }),
    /nothing here knows the property FilterCriteria/,
  ],
  ["a kind of resource that nothing here knows", withBroker, /nothing here executes: AWS::AmazonMQ::Broker/],
])("%s is noticed", async (_what, mutation, seenAs) => {
  await expect(tellStory(mutation(synthesised()))).rejects.toThrow(seenAs);
});
