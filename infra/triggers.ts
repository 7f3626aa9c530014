import { Duration, Stack } from "aws-cdk-lib";
import { HttpApi, HttpMethod } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpIamAuthorizer } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnTopicRule } from "aws-cdk-lib/aws-iot";
import { Stream, StreamEncryption, StreamMode } from "aws-cdk-lib/aws-kinesis";
import { StartingPosition } from "aws-cdk-lib/aws-lambda";
import { KinesisEventSource, SqsDlq, SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import { Schedule, ScheduleExpression, ScheduleTargetInput } from "aws-cdk-lib/aws-scheduler";
import { LambdaInvoke } from "aws-cdk-lib/aws-scheduler-targets";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { FunctionDeclaration, FunctionName, Trigger } from "../functions/manifest.ts";
import { envelopeSql } from "../functions/shell/events.ts";
import type { ManifestFunction } from "./manifest-function.ts";

interface Bound {
  readonly scope: ManifestFunction;
  readonly name: FunctionName;
  readonly declaration: FunctionDeclaration;
  /** One for all functions of the stack. */
  readonly api: HttpApi;
}

type Bind = {
  readonly [K in Trigger["kind"]]: (bound: Bound, trigger: Extract<Trigger, { kind: K }>) => void;
};

/** How each kind of trigger starts a function on AWS; a new kind does not compile until it stands here. */
const bindings: Bind = {
  telemetry: ({ scope }, { batchSize }) => {
    const stream = new Stream(scope, "stream", {
      streamMode: StreamMode.PROVISIONED,
      shardCount: 1,
      encryption: StreamEncryption.MANAGED,
    });
    const role = new Role(scope, "rule-role", { assumedBy: new ServicePrincipal("iot.amazonaws.com") });
    stream.grantWrite(role);
    new CfnTopicRule(scope, "rule", {
      ruleName: "telemetry",
      topicRulePayload: {
        awsIotSqlVersion: "2016-03-23",
        sql: ruleSql("telemetry"),
        // biome-ignore lint/suspicious/noTemplateCurlyInString: IoT substitutes it for each message.
        actions: [{ kinesis: { streamName: stream.streamName, roleArn: role.roleArn, partitionKey: "${topic(3)}" } }],
      },
    });
    scope.lambda.addEventSource(
      new KinesisEventSource(stream, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize,
        maxBatchingWindow: Duration.seconds(1),
        parallelizationFactor: 10,
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        retryAttempts: 10,
        onFailure: new SqsDlq(deadLetters(scope)),
      }),
    );
  },
  urgent: ({ scope }, { topic }) => {
    const rule = new CfnTopicRule(scope, "rule", {
      ruleName: topic,
      topicRulePayload: {
        awsIotSqlVersion: "2016-03-23",
        sql: ruleSql(topic),
        actions: [{ lambda: { functionArn: scope.lambda.functionArn } }],
      },
    });
    scope.lambda.addPermission("rule", {
      principal: new ServicePrincipal("iot.amazonaws.com"),
      sourceArn: rule.attrArn,
      sourceAccount: Stack.of(scope).account,
    });
  },
  queue: ({ scope, declaration }, { queue }) => {
    const source = new Queue(scope, queue, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(declaration.timeoutSeconds * 6),
      deadLetterQueue: { queue: deadLetters(scope), maxReceiveCount: 5 },
    });
    scope.lambda.addEventSource(new SqsEventSource(source, { reportBatchItemFailures: true }));
  },
  schedule: ({ scope }, { everyMinutes }) => {
    new Schedule(scope, "schedule", {
      schedule: ScheduleExpression.rate(Duration.minutes(everyMinutes)),
      target: new LambdaInvoke(scope.lambda, {
        input: ScheduleTargetInput.fromObject({ scheduledAt: "<aws.scheduler.scheduled-time>" }),
        deadLetterQueue: deadLetters(scope),
      }),
    });
  },
  http: ({ scope, name, api }, { method, path }) => {
    api.addRoutes({ path, methods: [HttpMethod[method]], integration: new HttpLambdaIntegration(name, scope.lambda) });
  },
  presence: () => undefined,
  authorizer: () => undefined,
  provisioning: () => undefined,
};

/** Binds a function to what starts it. */
export function bindTrigger<K extends Trigger["kind"]>(bound: Bound, trigger: Extract<Trigger, { kind: K }>): void {
  (bindings[trigger.kind as K] as (bound: Bound, trigger: Extract<Trigger, { kind: K }>) => void)(bound, trigger);
}

/** Nobody reaches the API without signing in to AWS until the service's own sign-in stands. */
export function closedApi(scope: Stack): HttpApi {
  return new HttpApi(scope, "api", { defaultAuthorizer: new HttpIamAuthorizer() });
}

function deadLetters(scope: ManifestFunction): Queue {
  return new Queue(scope, "dead-letters", {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
}

/** The device topics `anhu/v1/<deviceId>/<kind>`, in the envelope that the functions read. */
function ruleSql(kind: string): string {
  const fields = Object.entries(envelopeSql).map(([field, expression]) => `${expression} AS ${field}`);
  return `SELECT ${fields.join(", ")} FROM 'anhu/v1/+/${kind}'`;
}
