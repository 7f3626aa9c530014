import { Duration, Stack, type StackProps } from "aws-cdk-lib";
import type { UserPool } from "aws-cdk-lib/aws-cognito";
import { AttributeType, TableEncryptionV2, TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { Stream, StreamEncryption, StreamMode } from "aws-cdk-lib/aws-kinesis";
import type { Key } from "aws-cdk-lib/aws-kms";
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import { S3_SERVER_ACCESS_LOGS_USE_BUCKET_POLICY } from "aws-cdk-lib/cx-api";
import type { Construct } from "constructs";
import type { Cell } from "../contracts/cell.ts";
import type { TableDefinition } from "../domain/ports.ts";
import { tables } from "../stores/tables.ts";
import { dataKey } from "./data-key.ts";
import { claimPolicy, devicePolicy, thingTypes } from "./device-policy.ts";
import { kept } from "./kept.ts";
import { accessLogBucketName, archiveBucketName, streamName, tablePrefix } from "./names.ts";
import { pagesBucket } from "./pages-bucket.ts";
import { tableBilling } from "./table-billing.ts";
import { userPool } from "./user-pool.ts";

interface DataStackProps extends StackProps {
  readonly cell: Cell;
}

/** What must outlive every deployment; other stacks find it by its fixed names. */
export class DataStack extends Stack {
  /** The cell's own key; the economy profile relies on AWS's. */
  readonly key: Key | undefined;
  readonly users: UserPool | undefined;
  readonly #cell: Cell;

  constructor(scope: Construct, id: string, { cell, ...props }: DataStackProps) {
    super(scope, id, { terminationProtection: true, ...props });
    // AWS advises a bucket policy for access logs; the library's default is an ACL.
    this.node.setContext(S3_SERVER_ACCESS_LOGS_USE_BUCKET_POLICY, true);
    this.#cell = cell;
    this.key = cell.profile === "economy" ? undefined : dataKey(this);
    for (const [name, definition] of Object.entries(tables)) this.#table(name, definition);
    this.#stream();
    this.#archive();
    pagesBucket(this, cell);
    devicePolicy(this);
    claimPolicy(this);
    thingTypes(this);
    this.users = cell.signIn.kind === "cognito" ? userPool(this, cell.signIn) : undefined;
  }

  #table(id: string, definition: TableDefinition): void {
    new TableV2(this, id, {
      tableName: `${tablePrefix}${definition.name}`,
      partitionKey: { name: definition.partition, type: AttributeType.STRING },
      ...(definition.sort === undefined ? {} : { sortKey: { name: definition.sort, type: AttributeType.STRING } }),
      globalSecondaryIndexes: Object.entries(definition.indexes).map(([indexName, index]) => ({
        indexName,
        partitionKey: { name: index.partition, type: AttributeType.STRING },
        sortKey: { name: index.sort, type: AttributeType.STRING },
      })),
      ...(definition.expires === undefined ? {} : { timeToLiveAttribute: definition.expires }),
      billing: tableBilling(definition.name, this.#cell),
      encryption:
        this.key === undefined ? TableEncryptionV2.awsManagedKey() : TableEncryptionV2.customerManagedKey(this.key),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: kept,
    });
  }

  #stream(): void {
    const { path, shards } = this.#cell.telemetry;
    if (path === "sqs") return;
    new Stream(this, "stream", {
      streamName,
      ...(path === "kinesis"
        ? { streamMode: StreamMode.PROVISIONED, shardCount: shards }
        : { streamMode: StreamMode.ON_DEMAND }),
      // The default leaves streams in China unencrypted.
      ...(this.key === undefined
        ? { encryption: StreamEncryption.MANAGED }
        : { encryption: StreamEncryption.KMS, encryptionKey: this.key }),
      removalPolicy: kept,
    });
  }

  #archive(): void {
    new Bucket(this, "archive", {
      bucketName: archiveBucketName,
      ...(this.key === undefined
        ? { encryption: BucketEncryption.S3_MANAGED }
        : { encryption: BucketEncryption.KMS, encryptionKey: this.key, bucketKeyEnabled: true }),
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      serverAccessLogsBucket: this.#accessLogs(),
      serverAccessLogsPrefix: "archive/",
      versioned: true,
      lifecycleRules: [
        {
          expiration: Duration.days(this.#cell.retention.archiveDays),
          noncurrentVersionExpiration: Duration.days(90),
          abortIncompleteMultipartUploadAfter: Duration.days(7),
        },
      ],
      removalPolicy: kept,
    });
  }

  /** Who read or wrote the archive, kept as long as the logs. */
  #accessLogs(): IBucket {
    return new Bucket(this, "access-logs", {
      bucketName: accessLogBucketName,
      // S3 writes its access logs to no bucket that a key of the account's own encrypts.
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      lifecycleRules: [
        { expiration: Duration.days(this.#cell.retention.logDays), noncurrentVersionExpiration: Duration.days(7) },
      ],
      removalPolicy: kept,
    }) as IBucket;
  }
}
