import { RemovalPolicy } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";

interface LogGroupOptions {
  readonly name: string;
  readonly retentionDays: number;
  /** @default AWS's own key */
  readonly key: IKey | undefined;
}

/** Logs of the service's doings, without personal data; they go with what writes them. */
export function logGroup(scope: Construct, id: string, { name, retentionDays, key }: LogGroupOptions): LogGroup {
  return new LogGroup(scope, id, {
    logGroupName: name,
    retention: retentionDays as RetentionDays,
    ...(key !== undefined && { encryptionKey: key }),
    removalPolicy: RemovalPolicy.DESTROY,
  });
}
