import { type IRole, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { TableDefinition } from "../domain/ports.ts";
import type { FunctionDeclaration, PortName } from "../functions/manifest.ts";
import { type TableName, tables } from "../stores/tables.ts";
import { arn, bucketArn } from "./arns.ts";
import { archiveBucketName, queueNameOf, tablePrefix, timerGroupName } from "./names.ts";

/** What the DynamoDB engine sends; a condition in a transaction counts as reading. */
const reading = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:ConditionCheckItem"];
const writing = ["dynamodb:PutItem", "dynamodb:DeleteItem"];

/** Rights to the declared tables and, for queries, to their indexes: nothing else of them. */
export function tableRights(declared: FunctionDeclaration["tables"]): readonly PolicyStatement[] {
  const names = Object.keys(declared) as readonly TableName[];
  const written = names.filter((name) => declared[name] === "write");
  const read = names.filter((name) => declared[name] === "read");
  const indexes = names.flatMap((name) => {
    const { indexes }: TableDefinition = tables[name];
    return Object.keys(indexes).map((index) => `${tableArn(name)}/index/${index}`);
  });
  return [
    ...allow(reading, read.map(tableArn)),
    ...allow([...reading, ...writing], written.map(tableArn)),
    ...allow(["dynamodb:Query"], indexes),
  ];
}

/** What a port's rights are about, beside what has fixed names. */
export interface PortScope {
  /** What schedules send as. */
  readonly timerRole: IRole;
}

/** Rights of each port, exactly those that its adapter needs. */
export const portRights: Readonly<Record<PortName, (scope: PortScope) => readonly PolicyStatement[]>> = {
  timer: ({ timerRole }) => [
    ...allow(["sqs:SendMessage"], [arn("sqs", queueNameOf("watch-due"))]),
    ...allow(
      ["scheduler:CreateSchedule", "scheduler:UpdateSchedule", "scheduler:DeleteSchedule"],
      [arn("scheduler", `schedule/${timerGroupName}/*`)],
    ),
    new PolicyStatement({
      actions: ["iam:PassRole"],
      resources: [timerRole.roleArn],
      conditions: { StringEquals: { "iam:PassedToService": "scheduler.amazonaws.com" } },
    }),
  ],
  live: () => allow(["iot:Publish"], [arn("iot", "topic/anhu/v1/live/*")]),
  command: () => allow(["iot:Publish"], [arn("iot", "topic/anhu/v1/*/cmd")]),
  devicePath: () =>
    allow(
      ["iot:Publish"],
      ["telemetry", "event", "status"].map((kind) => arn("iot", `topic/$aws/rules/${kind}/anhu/v1/*/${kind}`)),
    ),
  deviceAuthority: () => [
    ...allow(
      ["iot:CreateThing", "iot:UpdateThing", "iot:ListThingGroupsForThing", "iot:ListThingPrincipals"],
      [arn("iot", "thing/*")],
    ),
    ...allow(["iot:CreateThingGroup"], [facilityGroups()]),
    ...allow(["iot:UpdateThingGroupsForThing"], [arn("iot", "thing/*"), facilityGroups()]),
    ...allow(
      ["iot:AttachPolicy", "iot:DescribeCertificate", "iot:UpdateCertificate", "iot:DeleteCertificate"],
      [arn("iot", "cert/*")],
    ),
    // AWS knows no resources for these.
    ...allow(["iot:CreateCertificateFromCsr", "iot:AttachThingPrincipal", "iot:DetachThingPrincipal"], ["*"]),
  ],
  archive: () => [
    ...allow(["s3:PutObject", "s3:GetObject"], [`${bucketArn(archiveBucketName)}/*`]),
    ...allow(["s3:ListBucket"], [bucketArn(archiveBucketName)]),
  ],
  identity: () => [],
};

/** A right, or none where there is nothing to have it on. */
export function allow(actions: readonly string[], resources: readonly string[]): readonly PolicyStatement[] {
  if (resources.length === 0) return [];
  return [new PolicyStatement({ actions: [...actions], resources: [...resources] })];
}

function tableArn(name: TableName): string {
  return arn("dynamodb", `table/${tablePrefix}${tables[name].name}`);
}

function facilityGroups(): string {
  return arn("iot", "thinggroup/anhu-facility-*");
}
