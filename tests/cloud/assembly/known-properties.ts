import type { Wanted } from "./deployment.ts";

/**
 * The properties of what is executed: acted on, or without effect here (encryption, retention, texts, log settings,
 * limits of an account). One that is in neither list could change what happens, so it stops the run.
 */
const known: Readonly<
  Record<string, { readonly actedOn: readonly string[]; readonly withoutEffect: readonly string[] }>
> = {
  "AWS::DynamoDB::GlobalTable": {
    actedOn: ["AttributeDefinitions", "GlobalSecondaryIndexes", "KeySchema", "TableName"],
    // Readers pass over what has expired by themselves.
    withoutEffect: [
      "BillingMode",
      "Replicas",
      "SSESpecification",
      "TimeToLiveSpecification",
      "WriteProvisionedThroughputSettings",
    ],
  },
  "AWS::Kinesis::Stream": {
    actedOn: ["Name", "ShardCount"],
    withoutEffect: ["RetentionPeriodHours", "StreamEncryption", "StreamModeDetails"],
  },
  "AWS::SQS::Queue": {
    actedOn: ["DelaySeconds", "QueueName", "RedrivePolicy", "VisibilityTimeout"],
    withoutEffect: ["KmsMasterKeyId", "MessageRetentionPeriod", "SqsManagedSseEnabled"],
  },
  "AWS::IAM::Role": {
    actedOn: ["AssumeRolePolicyDocument", "ManagedPolicyArns", "Policies", "RoleName"],
    withoutEffect: ["Description"],
  },
  "AWS::IAM::Policy": { actedOn: ["PolicyDocument", "Roles"], withoutEffect: ["PolicyName"] },
  "AWS::Lambda::Function": {
    actedOn: ["Code", "Environment", "FunctionName", "Handler", "MemorySize", "Role", "Timeout"],
    withoutEffect: [
      "Architectures",
      "Description",
      "Layers",
      "LoggingConfig",
      "ReservedConcurrentExecutions",
      "Runtime",
      "TracingConfig",
    ],
  },
  "AWS::Lambda::Permission": {
    actedOn: ["Action", "FunctionName", "Principal", "SourceAccount", "SourceArn"],
    withoutEffect: [],
  },
  "AWS::Lambda::EventInvokeConfig": {
    actedOn: ["DestinationConfig", "FunctionName", "MaximumEventAgeInSeconds", "MaximumRetryAttempts"],
    withoutEffect: ["Qualifier"],
  },
  "AWS::Lambda::EventSourceMapping": {
    actedOn: [
      "BatchSize",
      "BisectBatchOnFunctionError",
      "DestinationConfig",
      "Enabled",
      "EventSourceArn",
      "FunctionName",
      "FunctionResponseTypes",
      "MaximumBatchingWindowInSeconds",
      "MaximumRecordAgeInSeconds",
      "MaximumRetryAttempts",
      "ParallelizationFactor",
    ],
    // Everything is read from the beginning, and one batch after the other.
    withoutEffect: ["ScalingConfig", "StartingPosition"],
  },
  "AWS::Scheduler::Schedule": {
    actedOn: ["GroupName", "Name", "ScheduleExpression", "State", "Target"],
    withoutEffect: ["Description", "FlexibleTimeWindow", "ScheduleExpressionTimezone"],
  },
  "AWS::ApiGatewayV2::Route": {
    actedOn: ["ApiId", "AuthorizationType", "AuthorizerId", "RouteKey", "Target"],
    withoutEffect: [],
  },
  "AWS::ApiGatewayV2::Integration": {
    actedOn: ["IntegrationUri", "PayloadFormatVersion"],
    withoutEffect: ["ApiId", "IntegrationType"],
  },
  "AWS::ApiGatewayV2::Authorizer": {
    actedOn: ["JwtConfiguration"],
    withoutEffect: ["ApiId", "AuthorizerType", "IdentitySource", "Name"],
  },
};

/** Throws for a property that nothing here knows. Topic rules and authorizers are checked by tests/cloud/iot. */
export function checkProperties({ type, properties }: Pick<Wanted, "type" | "properties">): void {
  const { actedOn, withoutEffect } = known[type] ?? { actedOn: Object.keys(properties), withoutEffect: [] };
  const unknown = Object.keys(properties).filter((name) => !["Tags", ...actedOn, ...withoutEffect].includes(name));
  if (unknown.length > 0) throw new Error(`nothing here knows the property ${unknown.join(", ")}`);
}
