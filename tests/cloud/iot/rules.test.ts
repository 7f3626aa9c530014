import { describe, expect, test } from "vitest";
import { ZodError } from "zod";
import { envelopeSql } from "../../../functions/shell/events.ts";
import { urgentMessage } from "../../../functions/shell/triggers.ts";
import type { Resource } from "../cloud.ts";
import { PayloadNotJsonError, parseRule, parseTemplate, type RuleMessage, RuleSqlError, select } from "./rule-sql.ts";
import { rulesOf } from "./rules.ts";
import { destinationOf, isPublishable, topicFits } from "./topics.ts";

const at = Date.parse("2026-11-22T09:00:00+08:00");
const message = (topic: string, payload: string | Uint8Array = "{}"): RuleMessage => ({
  topic,
  payload: Buffer.from(payload),
  at,
  traceId: "00000000-0000-4000-8000-000000000001",
  clientId: "w1",
  principal: "ab12",
});
const context = { functionName: "ingest-event", awsRequestId: "r", getRemainingTimeInMillis: () => 1_000 };
const fall = message("anhu/v1/w1/event", '{"type":"fall"}');

describe("the SQL of a rule", () => {
  const envelope = Object.entries(envelopeSql).map(([field, sql]) => `${sql} AS ${field}`);
  const sql = `SELECT ${envelope.join(", ")} FROM 'anhu/v1/+/event'`;

  test("the envelope reaches the functions as they read it, whatever the payload is", () => {
    for (const payload of ['{"type":"fall"}', "{", "", Buffer.from([0, 255, 254])]) {
      const taken = urgentMessage.parse(select(parseRule(sql), message("anhu/v1/w1/event", payload)), context);
      expect(taken).toMatchObject({ deviceId: "w1", topicKind: "event", receivedAt: at });
      expect(Buffer.from(taken.payload)).toEqual(Buffer.from(payload));
    }
  });

  // Each is a plausible slip in the deployment; what comes of it must not pass for a message.
  test.each([
    ["another level of the topic for the device", sql.replace("topic(3)", "topic(2)"), { deviceId: "v1" }],
    ["a level that is not there", sql.replace("topic(3)", "topic(9)"), "refused"],
    ["the payload as it is", sql.replace("encode(*, 'base64') AS data", "*"), "refused"],
    ["a missing column", sql.replace(/, traceid\(\) AS messageId/, ""), "refused"],
  ])("%s shows", (_claim, mistaken, outcome) => {
    const read = () => urgentMessage.parse(select(parseRule(mistaken), fall), context);
    if (typeof outcome === "string") expect(read).toThrow();
    else expect(read()).toMatchObject(outcome);
  });

  test.each([
    ["SELECT * FROM 'a'", { type: "fall" }],
    ["SELECT type FROM 'a'", { type: "fall" }],
    [
      "SELECT type AS t, clientid() AS c, principal() AS p, topic() AS whole FROM 'a'",
      { t: "fall", c: "w1", p: "ab12", whole: fall.topic },
    ],
    ["select *, TIMESTAMP() as at from 'a'", { type: "fall", at }],
    ["SELECT missing, 'x' AS text, 7 AS number FROM 'a'", { text: "x", number: 7 }],
  ])("%s", (query, output) => {
    expect(select(parseRule(query), fall)).toEqual(output);
  });

  test.each([
    "SELECT newuuid() AS id FROM 'a'",
    "SELECT encode(*, 'hex') AS data FROM 'a'",
    "SELECT encode(type, 'base64') AS data FROM 'a'",
    "SELECT topic(x) AS t FROM 'a'",
    "SELECT topic(1) FROM 'a'",
    "SELECT topic(1, 2) AS t FROM 'a'",
    "SELECT * AS all FROM 'a'",
    "SELECT * FROM 'a' WHERE type = 'fall'",
    "SELECT type + 1 AS t FROM 'a'",
    "SELECT FROM 'a'",
    "SELECT *",
    "",
  ])("what is not known stops the runner: %s", (query) => {
    expect(() => parseRule(query)).toThrow(RuleSqlError);
  });

  test("JSON is asked for only by a rule that reads it", () => {
    const broken = message("a", "{");
    expect(() => select(parseRule("SELECT * FROM 'a'"), broken)).toThrow(PayloadNotJsonError);
    expect(select(parseRule("SELECT encode(*, 'base64') AS d FROM 'a'"), broken)).toEqual({ d: "ew==" });
  });

  test("a template takes its expressions from the message, and nothing from nowhere", () => {
    // biome-ignore-start lint/suspicious/noTemplateCurlyInString: templates of IoT Core
    expect(parseTemplate("${topic(3)}")(fall)).toBe("w1");
    expect(parseTemplate("a-${topic(3)}-${timestamp()}")(fall)).toBe(`a-w1-${at}`);
    expect(() => parseTemplate("${topic(9)}")(fall)).toThrow(RuleSqlError);
    expect(() => parseTemplate("${rand()}")).toThrow(RuleSqlError);
    // biome-ignore-end lint/suspicious/noTemplateCurlyInString: see above
  });
});

describe("topics", () => {
  test.each([
    ["anhu/v1/+/event", "anhu/v1/w1/event", true],
    ["anhu/v1/+/event", "anhu/v1/w1/status", false],
    ["anhu/v1/+/event", "anhu/v1/w1/event/x", false],
    ["anhu/#", "anhu/v1/w1/event", true],
    ["anhu/#", "anhu", true],
    ["#", "anhu/v1/w1/event", true],
    ["#", "$aws/events/presence/connected/w1", false],
    ["+/events/presence/connected/w1", "$aws/events/presence/connected/w1", false],
    ["$aws/events/presence/+/+", "$aws/events/presence/connected/w1", true],
    ["anhu/v1/+", "anhu/v1/", true],
  ])("%s and %s: %s", (filter, topic, expected) => {
    expect(topicFits(filter, topic)).toBe(expected);
  });

  test("the prefix of Basic Ingest counts neither as levels nor as bytes", () => {
    expect(destinationOf("$aws/rules/event/anhu/v1/w1/event")).toEqual({
      kind: "rule",
      ruleName: "event",
      topic: "anhu/v1/w1/event",
    });
    expect(destinationOf("anhu/v1/w1/event")).toEqual({ kind: "broker", topic: "anhu/v1/w1/event" });
    expect(isPublishable("$aws/rules/event/1/2/3/4/5/6/7/8")).toBe(true);
    expect(isPublishable("1/2/3/4/5/6/7/8/9")).toBe(false);
    expect(isPublishable("x".repeat(257))).toBe(false);
    expect(isPublishable("a/+")).toBe(false);
  });
});

describe("the rules of the templates", () => {
  const queue = { QueueUrl: "https://sqs/anhu-rule-errors", RoleArn: "role/errors" };
  const lambda = { Lambda: { FunctionArn: "function/anhu-ingest-event" } };
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template of IoT Core
  const kinesis = { Kinesis: { StreamName: "telemetry", RoleArn: "role/stream", PartitionKey: "${topic(3)}" } };

  function rule(name: string, payload: object): Resource {
    return {
      stack: "Service",
      logicalId: name,
      type: "AWS::IoT::TopicRule",
      ref: name,
      attributes: { Arn: `arn:rule/${name}` },
      properties: {
        RuleName: name,
        TopicRulePayload: {
          AwsIotSqlVersion: "2016-03-23",
          Sql: `SELECT encode(*, 'base64') AS data FROM 'anhu/v1/+/${name}'`,
          Actions: [lambda],
          ErrorAction: { Sqs: queue },
          ...payload,
        },
      },
    };
  }

  function running(resources: readonly Resource[], refused: readonly string[] = []) {
    const acted: unknown[][] = [];
    const act =
      (kind: string) =>
      async (...args: unknown[]): Promise<void> => {
        if (refused.includes(kind)) throw new Error(`${kind} is not authorized`);
        acted.push([kind, ...args]);
      };
    const cloud = { putRecord: act("putRecord"), sendMessage: act("sendMessage"), invokeAsync: act("invokeAsync") };
    return { rules: rulesOf(resources, cloud), acted };
  }

  test("Basic Ingest wakes the rule of that name alone", async () => {
    const { rules, acted } = running([rule("event", {}), rule("status", { Sql: "SELECT * FROM 'anhu/#'" })]);
    await rules.take(message("$aws/rules/event/anhu/v1/w1/event", "{"));
    const caller = { service: "iot.amazonaws.com", sourceArn: "arn:rule/event" };
    expect(acted).toEqual([["invokeAsync", "function/anhu-ingest-event", { data: "ew==" }, caller]]);
  });

  test("an ordinary topic wakes every rule whose filter it fits, and no other", async () => {
    const { rules, acted } = running([
      rule("event", {}),
      rule("status", {}),
      rule("all", { Sql: "SELECT * FROM 'anhu/#'" }),
    ]);
    await rules.take(message("anhu/v1/w1/event"));
    expect(acted).toHaveLength(2);
    await rules.take(message("somewhere/else"));
    expect(acted).toHaveLength(2);
  });

  test("records are partitioned by the template", async () => {
    const { rules, acted } = running([rule("telemetry", { Actions: [kinesis] })]);
    await rules.take(message("$aws/rules/telemetry/anhu/v1/w1/telemetry", "[]"));
    expect(acted).toEqual([["putRecord", "role/stream", "telemetry", "w1", Buffer.from('{"data":"W10="}')]]);
  });

  test("a refused action leaves the whole message with the error action, and the other action goes on", async () => {
    const { rules, acted } = running([rule("event", { Actions: [kinesis, lambda] })], ["putRecord"]);
    await rules.take(message("$aws/rules/event/anhu/v1/w1/event", "{"));
    expect(acted.map(([kind]) => kind)).toEqual(["invokeAsync", "sendMessage"]);
    const [, , , report] = acted[1] as string[];
    expect(JSON.parse(report as string)).toMatchObject({
      ruleName: "event",
      topic: "anhu/v1/w1/event",
      base64OriginalPayload: "ew==",
      failures: [
        { failedAction: "KinesisAction", failedResource: "telemetry", errorMessage: "putRecord is not authorized" },
      ],
    });
    expect(rules.troubles()).toMatchObject([{ kind: "action-failed", ruleName: "event" }]);
  });

  test("what is lost is told: no such rule, a payload that the SQL cannot read, no error action", async () => {
    const { rules } = running(
      [rule("json", { Sql: "SELECT * FROM 'a'" }), rule("event", { ErrorAction: undefined })],
      ["invokeAsync"],
    );
    await rules.take(message("$aws/rules/evnet/anhu/v1/w1/event"));
    await rules.take(message("$aws/rules/json/a", "{"));
    await rules.take(message("$aws/rules/event/a"));
    expect(rules.troubles().map(({ kind }) => kind)).toEqual([
      "rule-not-found",
      "parse-error",
      "action-failed",
      "error-action-failed",
    ]);
  });

  test.each([
    ["a version that is left out", { AwsIotSqlVersion: undefined }],
    ["the version of 2015", { AwsIotSqlVersion: "2015-10-08" }],
    ["an action that is not known here", { Actions: [{ Republish: { Topic: "x", RoleArn: "y" } }] }],
    ["no action", { Actions: [] }],
    ["a property that is not known here", { Qos: 1 }],
  ])("%s stops the runner", (_claim, payload) => {
    expect(() => running([rule("event", payload)])).toThrow(ZodError);
  });
});
