import { Duration } from "aws-cdk-lib";
import {
  type HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  type IHttpRouteAuthorizer,
} from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnAuthorizer } from "aws-cdk-lib/aws-iot";
import { StartingPosition } from "aws-cdk-lib/aws-lambda";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Cell } from "../contracts/cell.ts";
import type { FunctionDeclaration, Trigger } from "../functions/declaration.ts";
import type { FunctionName } from "../functions/manifest.ts";
import { arn } from "./arns.ts";
import { clockedStart } from "./clocked-start.ts";
import { keepFailedEvents } from "./failed-events.ts";
import type { ManifestFunction } from "./manifest-function.ts";
import { liveAuthorizerName, streamName } from "./names.ts";
import { presenceSql } from "./presence-sql.ts";
import { provisioningTemplate } from "./provisioning.ts";
import { allow } from "./rights.ts";
import { envelopeRuleSql, TopicRule } from "./topic-rule.ts";
import { consumedQueue } from "./work-queue.ts";

interface Bound {
  readonly scope: ManifestFunction;
  readonly name: FunctionName;
  readonly declaration: FunctionDeclaration;
  readonly cell: Cell;
  /** One for all functions, as are the two that follow. */
  readonly api: HttpApi;
  readonly authorizer: IHttpRouteAuthorizer;
  readonly ruleErrors: Queue;
}

type Bind = {
  readonly [K in Trigger["kind"]]: (bound: Bound, trigger: Extract<Trigger, { kind: K }>) => void;
};

/** How each kind of trigger starts a function on AWS; a new kind does not compile until it stands here. */
const bindings: Bind = {
  telemetry: (bound, { batchSize }) => {
    const { scope, cell, ruleErrors } = bound;
    const sql = envelopeRuleSql("telemetry");
    if (cell.telemetry.path === "sqs") {
      // Beyond ten messages, SQS gathers only over a window.
      const windowSeconds = Math.max(1, cell.telemetry.windowSeconds);
      const queue = consumedQueue(bound, { queue: "telemetry", batchSize, windowSeconds, maxConcurrency: 10 });
      new TopicRule(scope, "rule", { name: "telemetry", sql, targets: [{ kind: "queue", queue }], errors: ruleErrors });
      return;
    }
    new TopicRule(scope, "rule", { name: "telemetry", sql, targets: [{ kind: "stream" }], errors: ruleErrors });
    consumeStream(bound, batchSize);
  },

  // Two routes to one function: whatever befalls the first, the second brings the message again a moment later.
  urgent: (bound, { topic }) => {
    const { scope, ruleErrors } = bound;
    keepFailedEvents(scope, { retries: 2, maxAge: Duration.hours(6) });
    const queue = consumedQueue(bound, { queue: topic, batchSize: 1, deliveryDelay: Duration.seconds(5) });
    new TopicRule(scope, "rule", {
      name: topic,
      sql: envelopeRuleSql(topic),
      targets: [
        { kind: "function", function: scope.lambda },
        { kind: "queue", queue },
      ],
      errors: ruleErrors,
    });
  },

  queue: (bound, { queue }) => {
    consumedQueue(bound, { queue, batchSize: 10 });
  },

  schedule: ({ scope, name }, { everyMinutes }) => {
    // The next tick makes up for one that comes too late.
    const maxAge = Duration.minutes(Math.min(everyMinutes, 360));
    keepFailedEvents(scope, { retries: 1, maxAge });
    clockedStart(scope, { name, everyMinutes, maxAge });
  },

  http: ({ scope, name, api, authorizer }, { method, path }) => {
    new HttpRoute(scope, "route", {
      httpApi: api,
      routeKey: HttpRouteKey.with(path, HttpMethod[method]),
      integration: new HttpLambdaIntegration(name, scope.lambda),
      authorizer,
    });
  },

  presence: (bound, { settleSeconds }) => {
    // Were both delayed, the end of a connection would still be judged before the next one is known.
    const arrivals = consumedQueue(bound, { queue: "arrival", batchSize: 10 });
    new TopicRule(bound.scope, "arrival-rule", {
      name: "arrival",
      sql: presenceSql("connected"),
      targets: [{ kind: "queue", queue: arrivals }],
      errors: bound.ruleErrors,
    });
    const departures = consumedQueue(bound, {
      queue: "presence",
      batchSize: 10,
      deliveryDelay: Duration.seconds(settleSeconds),
    });
    new TopicRule(bound.scope, "rule", {
      name: "presence",
      sql: presenceSql("disconnected"),
      targets: [{ kind: "queue", queue: departures }],
      errors: bound.ruleErrors,
    });
  },

  authorizer: ({ scope }) => {
    new CfnAuthorizer(scope, "authorizer", {
      authorizerName: liveAuthorizerName,
      authorizerFunctionArn: scope.lambda.functionArn,
      // The token itself is signed; the function checks it by the issuer's keys.
      signingDisabled: true,
      status: "ACTIVE",
    });
    scope.lambda.addPermission("authorizer", {
      principal: new ServicePrincipal("iot.amazonaws.com"),
      sourceArn: arn("iot", `authorizer/${liveAuthorizerName}`),
    });
  },

  provisioning: ({ scope }) => provisioningTemplate(scope, scope.lambda),
};

/** Binds a function to what starts it. */
export function bindTrigger<K extends Trigger["kind"]>(bound: Bound, trigger: Extract<Trigger, { kind: K }>): void {
  (bindings[trigger.kind as K] as (bound: Bound, trigger: Extract<Trigger, { kind: K }>) => void)(bound, trigger);
}

/** Reads the stream in batches, up to ten at a time from each shard; one device's messages stay in order. */
function consumeStream({ scope, cell }: Bound, batchSize: number): void {
  const streamArn = arn("kinesis", `stream/${streamName}`);
  const rights = [
    ...allow(
      [
        "kinesis:DescribeStream",
        "kinesis:DescribeStreamSummary",
        "kinesis:GetRecords",
        "kinesis:GetShardIterator",
        "kinesis:ListShards",
      ],
      [streamArn],
    ),
    ...allow(["sqs:SendMessage"], [scope.deadLetters.queueArn]),
  ];
  for (const statement of rights) scope.role.addToPolicy(statement);
  const source = scope.lambda.addEventSourceMapping("source", {
    eventSourceArn: streamArn,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize,
    maxBatchingWindow: Duration.seconds(cell.telemetry.windowSeconds),
    parallelizationFactor: cell.telemetry.lanes,
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    // As often as it takes: while the tables do not answer, every batch behind would fail as well, and a count of tries
    // would make dead letters of healthy ones within minutes. What is wrong with a record by itself, the function lays
    // into quarantine. What is given up stands in the stream for another half day, from where it is redriven.
    maxRecordAge: Duration.hours(12),
    onFailure: { bind: () => ({ destination: scope.deadLetters.queueArn }) },
  });
  source.node.addDependency(scope.role);
}
