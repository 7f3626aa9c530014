import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { FunctionDeclaration } from "../functions/declaration.ts";
import type { ManifestFunction } from "./manifest-function.ts";
import { queueNameOf } from "./names.ts";
import { allow } from "./rights.ts";

type QueueId = Parameters<typeof queueNameOf>[0];

interface Consumption {
  readonly queue: QueueId;
  readonly batchSize: number;
  /** @default 0 */
  readonly windowSeconds?: number;
  readonly deliveryDelay?: Duration;
  /** @default as much as the account has */
  readonly maxConcurrency?: number;
}

interface Consumer {
  readonly scope: ManifestFunction;
  readonly declaration: FunctionDeclaration;
}

/** A queue that starts the function; what it fails at five times ends among its dead letters. */
export function consumedQueue({ scope, declaration }: Consumer, consumption: Consumption): Queue {
  const { queue, batchSize, windowSeconds = 0, deliveryDelay, maxConcurrency } = consumption;
  const source = new Queue(scope, `${queue}-queue`, {
    queueName: queueNameOf(queue),
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    visibilityTimeout: Duration.seconds(declaration.timeoutSeconds * 6 + windowSeconds),
    retentionPeriod: Duration.days(14),
    ...(deliveryDelay !== undefined && { deliveryDelay }),
    deadLetterQueue: { queue: scope.deadLetters, maxReceiveCount: 5 },
    removalPolicy: RemovalPolicy.DESTROY,
  });
  for (const statement of allow(
    ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"],
    [source.queueArn],
  ))
    scope.role.addToPolicy(statement);
  const mapping = scope.lambda.addEventSourceMapping(`${queue}-source`, {
    eventSourceArn: source.queueArn,
    batchSize,
    ...(windowSeconds > 0 && { maxBatchingWindow: Duration.seconds(windowSeconds) }),
    // Alone in its batch, a message fails with the invocation.
    ...(batchSize > 1 && { reportBatchItemFailures: true }),
    ...(maxConcurrency !== undefined && { maxConcurrency }),
  });
  mapping.node.addDependency(scope.role);
  return source;
}

/** Where messages of rules end that no target took. */
export function ruleErrorQueue(scope: Construct, queueName: string): Queue {
  return new Queue(scope, "rule-errors", {
    queueName,
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
    removalPolicy: RemovalPolicy.DESTROY,
  });
}
