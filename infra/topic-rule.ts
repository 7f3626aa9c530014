import { Aws, Stack } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnTopicRule } from "aws-cdk-lib/aws-iot";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { envelopeSql } from "../functions/shell/events.ts";
import { arn } from "./arns.ts";
import { streamName } from "./names.ts";

/** Where a rule hands its messages. */
export type RuleTarget =
  | { readonly kind: "function"; readonly function: IFunction }
  | { readonly kind: "queue"; readonly queue: IQueue }
  /** The telemetry stream, in order per device. */
  | { readonly kind: "stream" };

interface TopicRuleProps {
  /** Devices publish to `$aws/rules/<name>/…`, so firmware knows it. */
  readonly name: string;
  readonly sql: string;
  readonly targets: readonly RuleTarget[];
  /** Gets what no target took, with the reasons. */
  readonly errors: IQueue;
}

/** An IoT rule whose messages end either at all its targets or among its errors. */
export class TopicRule extends Construct {
  constructor(scope: Construct, id: string, { name, sql, targets, errors }: TopicRuleProps) {
    super(scope, id);
    const role = new Role(this, "role", {
      assumedBy: new ServicePrincipal("iot.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
      }),
    });
    const rule = new CfnTopicRule(this, "rule", {
      ruleName: name,
      topicRulePayload: {
        awsIotSqlVersion: "2016-03-23",
        sql,
        actions: targets.map((target) => actionOf(target, role)),
        errorAction: actionOf({ kind: "queue", queue: errors }, role),
      },
    });
    const policy = role.node.tryFindChild("DefaultPolicy");
    if (policy !== undefined) rule.node.addDependency(policy);
    for (const target of targets)
      if (target.kind === "function")
        target.function.addPermission("rule", {
          principal: new ServicePrincipal("iot.amazonaws.com"),
          sourceArn: arn("iot", `rule/${name}`),
          sourceAccount: Stack.of(this).account,
        });
  }
}

function actionOf(target: RuleTarget, role: Role): CfnTopicRule.ActionProperty {
  switch (target.kind) {
    case "function":
      return { lambda: { functionArn: target.function.functionArn } };
    case "queue":
      role.addToPolicy(new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [target.queue.queueArn] }));
      return { sqs: { queueUrl: target.queue.queueUrl, roleArn: role.roleArn, useBase64: false } };
    case "stream":
      role.addToPolicy(
        new PolicyStatement({ actions: ["kinesis:PutRecord"], resources: [arn("kinesis", `stream/${streamName}`)] }),
      );
      // biome-ignore lint/suspicious/noTemplateCurlyInString: IoT substitutes it for each message.
      return { kinesis: { streamName, roleArn: role.roleArn, partitionKey: "${topic(3)}" } };
  }
}

/** The device topics `anhu/v1/<deviceId>/<kind>`, in the envelope that the functions read. */
export function envelopeRuleSql(kind: string): string {
  const fields = Object.entries(envelopeSql).map(([field, expression]) => `${expression} AS ${field}`);
  return `SELECT ${fields.join(", ")} FROM 'anhu/v1/+/${kind}'`;
}
