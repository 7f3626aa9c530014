import type { Maker, Place, Wanted } from "../assembly/deployment.ts";
import type { AwsJson } from "../aws-json.ts";
import type { Emulators } from "../emulators.ts";

export interface StorageOptions {
  readonly place: Place;
  readonly emulators: Emulators;
  /** Straight to an emulator: a deployment asks no role. */
  readonly direct: (service: "dynamodb" | "kinesis", operation: string, body: unknown) => ReturnType<AwsJson>;
  /** Origin of queue URLs. */
  readonly endpoint: () => string;
}

/** The emulator of queues knows one account only, its own. */
const accountOfQueues = "000000000000";
/** Real time must not give a message back; the runner does when the virtual time has come. */
const visibilityInEmulator = "43200";

/** Tables, queues, streams and buckets, made in the emulators with what the template says. */
export function storageMakers({ place, emulators, direct, endpoint }: StorageOptions): ReadonlyMap<string, Maker> {
  const { partition, region, account } = place;

  async function table({ properties, generatedName }: Wanted) {
    const name = (properties.TableName as string | undefined) ?? generatedName;
    const indexes = properties.GlobalSecondaryIndexes as readonly Record<string, unknown>[] | undefined;
    await direct("dynamodb", "CreateTable", {
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: properties.AttributeDefinitions,
      KeySchema: properties.KeySchema,
      ...(indexes === undefined
        ? {}
        : {
            GlobalSecondaryIndexes: indexes.map(({ IndexName, KeySchema, Projection }) => ({
              IndexName,
              KeySchema,
              Projection,
            })),
          }),
    });
    const arn = `arn:${partition}:dynamodb:${region}:${account}:table/${name}`;
    return { ref: name, attributes: { Arn: arn, TableId: name, StreamArn: `${arn}/stream/2026` } };
  }

  async function queue({ properties, generatedName }: Wanted) {
    const name = (properties.QueueName as string | undefined) ?? generatedName;
    const { RedrivePolicy: redrive } = properties as {
      RedrivePolicy?: { deadLetterTargetArn: string; maxReceiveCount: number };
    };
    const attributes = {
      VisibilityTimeout: visibilityInEmulator,
      ...(redrive === undefined
        ? {}
        : {
            RedrivePolicy: JSON.stringify({
              ...redrive,
              deadLetterTargetArn: redrive.deadLetterTargetArn.replace(
                /^arn:[^:]+:sqs:([^:]+):\d+:/,
                `arn:aws:sqs:$1:${accountOfQueues}:`,
              ),
            }),
          }),
    };
    emulators.queues.createQueue(name, { region, attributes });
    const url = `${endpoint()}/${account}/${name}`;
    return {
      ref: url,
      attributes: { Arn: `arn:${partition}:sqs:${region}:${account}:${name}`, QueueName: name, QueueUrl: url },
    };
  }

  async function stream({ properties, generatedName }: Wanted) {
    const name = (properties.Name as string | undefined) ?? generatedName;
    await direct("kinesis", "CreateStream", { StreamName: name, ShardCount: Number(properties.ShardCount ?? 1) });
    return { ref: name, attributes: { Arn: `arn:${partition}:kinesis:${region}:${account}:stream/${name}` } };
  }

  async function bucket({ properties, generatedName }: Wanted) {
    const name = (properties.BucketName as string | undefined) ?? generatedName.toLowerCase();
    const answer = await fetch(`${emulators.s3}/${name}`, { method: "PUT" });
    if (!answer.ok) throw new Error(`S3 answers ${answer.status}`);
    const host = `${name}.s3.${region}.amazonaws.com`;
    return {
      ref: name,
      attributes: {
        Arn: `arn:${partition}:s3:::${name}`,
        RegionalDomainName: host,
        DomainName: `${name}.s3.amazonaws.com`,
      },
    };
  }

  return new Map<string, Maker>([
    ["AWS::DynamoDB::GlobalTable", table],
    ["AWS::DynamoDB::Table", table],
    ["AWS::SQS::Queue", queue],
    ["AWS::Kinesis::Stream", stream],
    ["AWS::S3::Bucket", bucket],
  ]);
}
