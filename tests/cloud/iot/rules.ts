import { z } from "zod";
import type { Cloud, Resource } from "../cloud.ts";
import { PayloadNotJsonError, parseRule, parseTemplate, type RuleMessage, type RuleQuery, select } from "./rule-sql.ts";
import { destinationOf, topicFits } from "./topics.ts";

const kinesis = z.strictObject({ StreamName: z.string(), RoleArn: z.string(), PartitionKey: z.string() });
const lambda = z.strictObject({ FunctionArn: z.string() });
const sqs = z.strictObject({ QueueUrl: z.string(), RoleArn: z.string(), UseBase64: z.optional(z.boolean()) });
/** The actions that the deployment uses; another one is a gap of this runner and stops it. */
const action = z.union([
  z.strictObject({ Kinesis: kinesis }),
  z.strictObject({ Lambda: lambda }),
  z.strictObject({ Sqs: sqs }),
]);
type Action = z.infer<typeof action>;

const topicRule = z.strictObject({
  RuleName: z.string(),
  Tags: z.optional(z.unknown()),
  TopicRulePayload: z.strictObject({
    Sql: z.string(),
    // Left out it is 2015-10-08, in which encode(*, 'base64') does not exist.
    AwsIotSqlVersion: z.literal("2016-03-23"),
    Actions: z.array(action).min(1).max(10),
    ErrorAction: z.optional(action),
    RuleDisabled: z.optional(z.boolean()),
    Description: z.optional(z.string()),
  }),
});

interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly query: RuleQuery;
  readonly actions: readonly Action[];
  readonly errorAction: Action | undefined;
}

/** What CloudWatch would show of the rules engine. Each of them is a message that went nowhere, or almost. */
export type RuleTrouble =
  | { readonly kind: "rule-not-found"; readonly ruleName: string }
  | { readonly kind: "parse-error"; readonly ruleName: string }
  | { readonly kind: "action-failed"; readonly ruleName: string; readonly action: string; readonly message: string }
  | { readonly kind: "error-action-failed"; readonly ruleName: string; readonly message: string };

/** The topic rules of the templates. */
export interface Rules {
  /**
   * Hands a message to the rules it is for. Resolves when all their actions took it, or failed and the error action took
   * that; never rejects for what a message contains.
   */
  take(message: RuleMessage): Promise<void>;
  troubles(): readonly RuleTrouble[];
}

type Actor = Pick<Cloud, "putRecord" | "sendMessage" | "invokeAsync">;

/** Reads the rules; throws for SQL, versions, actions and properties that are not known here. */
export function rulesOf(resources: readonly Resource[], cloud: Actor): Rules {
  const rules = resources.map(ruleOf).filter((rule) => rule !== undefined);
  const troubles: RuleTrouble[] = [];

  async function run(rule: Rule, message: RuleMessage): Promise<void> {
    let output: string;
    try {
      output = JSON.stringify(select(rule.query, message));
    } catch (error) {
      if (!(error instanceof PayloadNotJsonError)) throw error;
      troubles.push({ kind: "parse-error", ruleName: rule.name });
      return;
    }
    const outcomes = await Promise.allSettled(rule.actions.map((one) => act(one, rule, message, output)));
    const failures = outcomes.flatMap((outcome, at) => {
      if (outcome.status === "fulfilled") return [];
      const { name: failedAction, resource: failedResource } = nameOf(rule.actions[at] as Action);
      const errorMessage = String((outcome.reason as Error).message);
      troubles.push({ kind: "action-failed", ruleName: rule.name, action: failedAction, message: errorMessage });
      return [{ failedAction, failedResource, errorMessage }];
    });
    if (failures.length > 0) await reportFailures(rule, message, failures);
  }

  async function reportFailures(rule: Rule, message: RuleMessage, failures: readonly object[]): Promise<void> {
    const report = {
      ruleName: rule.name,
      topic: message.topic,
      cloudwatchTraceId: message.traceId,
      clientId: message.clientId ?? "N/A",
      base64OriginalPayload: Buffer.from(message.payload).toString("base64"),
      failures,
    };
    try {
      if (rule.errorAction === undefined) throw new Error("the rule has no error action");
      await act(rule.errorAction, rule, message, JSON.stringify(report));
    } catch (error) {
      troubles.push({ kind: "error-action-failed", ruleName: rule.name, message: String((error as Error).message) });
    }
  }

  async function act(one: Action, rule: Rule, message: RuleMessage, output: string): Promise<void> {
    if ("Kinesis" in one) {
      const { RoleArn, StreamName, PartitionKey } = one.Kinesis;
      await cloud.putRecord(RoleArn, StreamName, parseTemplate(PartitionKey)(message), Buffer.from(output));
    } else if ("Sqs" in one) {
      const { RoleArn, QueueUrl, UseBase64 } = one.Sqs;
      await cloud.sendMessage(RoleArn, QueueUrl, UseBase64 ? Buffer.from(output).toString("base64") : output);
    } else {
      const caller = { service: "iot.amazonaws.com", sourceArn: rule.arn };
      await cloud.invokeAsync(one.Lambda.FunctionArn, JSON.parse(output), caller);
    }
  }

  return {
    async take(message) {
      const destination = destinationOf(message.topic);
      const seen = { ...message, topic: destination.topic };
      if (destination.kind === "broker") {
        await Promise.all(
          rules.filter(({ query }) => topicFits(query.filter, seen.topic)).map((rule) => run(rule, seen)),
        );
        return;
      }
      const rule = rules.find(({ name }) => name === destination.ruleName);
      if (rule === undefined) troubles.push({ kind: "rule-not-found", ruleName: destination.ruleName });
      else await run(rule, seen);
    },
    troubles: () => troubles,
  };
}

function ruleOf({ properties, attributes }: Resource): Rule | undefined {
  const { RuleName: name, TopicRulePayload: payload } = topicRule.parse(properties);
  const { Sql, Actions: actions, ErrorAction: errorAction, RuleDisabled } = payload;
  const query = parseRule(Sql);
  for (const one of actions) if ("Kinesis" in one) parseTemplate(one.Kinesis.PartitionKey);
  const arn = attributes.Arn;
  if (arn === undefined) throw new Error(`the rule ${name} has no ARN`);
  return RuleDisabled ? undefined : { name, arn, query, actions, errorAction };
}

function nameOf(one: Action): { readonly name: string; readonly resource: string } {
  if ("Kinesis" in one) return { name: "KinesisAction", resource: one.Kinesis.StreamName };
  if ("Sqs" in one) return { name: "SqsAction", resource: one.Sqs.QueueUrl };
  return { name: "LambdaAction", resource: one.Lambda.FunctionArn };
}
