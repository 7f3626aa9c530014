import { Aws } from "aws-cdk-lib";
import { AnyPrincipal, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import { letAlarmsUse } from "./alarm-key.ts";
import { kept } from "./kept.ts";

const use = [
  "kms:Encrypt",
  "kms:Decrypt",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:DescribeKey",
];

/**
 * The key of everything that the cell keeps. Whoever may use a table, the stream or the archive may use the key by way
 * of that service, as with AWS's own keys: what a function may do stands in its role and nowhere else.
 */
export function dataKey(scope: Construct): Key {
  const key = new Key(scope, "key", {
    alias: "anhu",
    description: "Everything that Anhu keeps: tables, stream, archive, logs",
    enableKeyRotation: true,
    removalPolicy: kept,
  });
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: "ByWayOfTheServices",
      principals: [new AnyPrincipal()],
      actions: [...use, "kms:CreateGrant"],
      resources: ["*"],
      conditions: {
        StringEquals: {
          "kms:CallerAccount": Aws.ACCOUNT_ID,
          "kms:ViaService": ["dynamodb", "kinesis", "s3"].flatMap(endpointsOf),
        },
      },
    }),
  );
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: "ForLogs",
      principals: [new ServicePrincipal(`logs.${Aws.REGION}.${Aws.URL_SUFFIX}`)],
      actions: use,
      resources: ["*"],
      conditions: {
        ArnLike: {
          "kms:EncryptionContext:aws:logs:arn": `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:*`,
        },
      },
    }),
  );
  letAlarmsUse(key);
  return key;
}

/** Under which names KMS may hear of a service: in China with the partition's own ending or without. */
function endpointsOf(service: string): readonly string[] {
  return [Aws.URL_SUFFIX, "amazonaws.com"].map((suffix) => `${service}.${Aws.REGION}.${suffix}`);
}
