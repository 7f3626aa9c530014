import { Aws } from "aws-cdk-lib";
import { type IRole, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Cell } from "../contracts/cell.ts";
import { deviceTopicOf } from "../contracts/topics.ts";
import { canary } from "../domain/model/canary.ts";
import type { DeviceAuthority, TableDefinition } from "../domain/ports.ts";
import { type FunctionDeclaration, type PortName, queueNames } from "../functions/declaration.ts";
import type { FunctionName } from "../functions/manifest.ts";
import { type TableName, tables } from "../stores/tables.ts";
import { arn, bucketArn } from "./arns.ts";
import type { Issuer } from "./entry-stack.ts";
import { archiveBucketName, queueNameOf, tablePrefix, timerGroupName } from "./names.ts";

/** What the DynamoDB engine sends; a condition in a transaction counts as reading. */
const reading = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:ConditionCheckItem"];
const adding = ["dynamodb:PutItem"];
const writing = [...adding, "dynamodb:DeleteItem"];

/** Rights to the declared tables and, for queries, to their indexes: nothing else of them. */
export function tableRights({
  tables: declared,
  erases,
}: Pick<FunctionDeclaration, "tables" | "erases">): readonly PolicyStatement[] {
  const names = Object.keys(declared) as readonly TableName[];
  const isAddedTo = (name: TableName) => (tables[name] as TableDefinition).appendOnly === true && erases !== true;
  const written = names.filter((name) => declared[name] === "write" && !isAddedTo(name));
  const added = names.filter((name) => declared[name] === "write" && isAddedTo(name));
  const read = names.filter((name) => declared[name] === "read");
  const indexes = names.flatMap((name) => {
    const { indexes }: TableDefinition = tables[name];
    const used = Object.keys(indexes);
    // Whoever reads nearly all of them would have more rights than a policy takes, named one by one.
    if (erases === true) return used.length === 0 ? [] : [`${tableArn(name)}/index/*`];
    return used.map((index) => `${tableArn(name)}/index/${index}`);
  });
  return [
    ...allow(reading, read.map(tableArn)),
    ...allow([...reading, ...writing], written.map(tableArn)),
    ...allow([...reading, ...adding], added.map(tableArn)),
    ...allow(["dynamodb:Query"], indexes),
  ];
}

/** To add to the trail of who read and changed what, for whatever people call: neither to read it nor to take from it. */
export function auditRights({ trigger, tables: declared }: FunctionDeclaration): readonly PolicyStatement[] {
  const isCalledByPeople = trigger.kind === "http" || trigger.kind === "authorizer";
  return isCalledByPeople && declared.audit !== "write" ? allow(adding, [tableArn("audit")]) : [];
}

/** What a port's rights are about, beside what has fixed names. */
export interface PortScope {
  /** What schedules send as. */
  readonly timerRole: IRole;
  readonly cell: Pick<Cell, "region">;
  readonly signIn: Pick<Issuer, "userPoolId">;
}

/** Who uses one call of the device authority alone; the others may make certificates as well. */
export const usesOfAuthority: Readonly<Partial<Record<FunctionName, "prepareFacility" | "revoke">>> = {
  "expect-devices": "prepareFacility",
  "end-rotations": "revoke",
  "revoke-device": "revoke",
};

/** Who deletes files, all versions of them; the others write and read. */
const removesFiles: readonly FunctionName[] = ["apply-retention", "erase-resident"];
/** Who deletes accounts. */
const removesAccounts: readonly FunctionName[] = ["apply-retention", "erase-person"];

/** What a function may do by a port: exactly what the calls of its adapter need. */
export function rightsOf(name: FunctionName, port: PortName, scope: PortScope): readonly PolicyStatement[] {
  const use = port === "deviceAuthority" ? usesOfAuthority[name] : undefined;
  if (use !== undefined) return authorityRights[use]();
  return [...portRights[port](scope), ...removing(name, port, scope)];
}

function removing(
  name: FunctionName,
  port: PortName,
  { signIn: { userPoolId } }: PortScope,
): readonly PolicyStatement[] {
  if (port === "archive" && removesFiles.includes(name))
    return [
      ...allow(["s3:DeleteObject", "s3:DeleteObjectVersion"], [`${bucketArn(archiveBucketName)}/*`]),
      ...allow(["s3:ListBucketVersions"], [bucketArn(archiveBucketName)]),
    ];
  if (port === "accounts" && removesAccounts.includes(name) && userPoolId !== undefined)
    return allow(["cognito-idp:AdminDeleteUser"], [arn("cognito-idp", `userpool/${userPoolId}`)]);
  return [];
}

const authorityRights: Readonly<Record<keyof DeviceAuthority, () => readonly PolicyStatement[]>> = {
  prepareFacility: () => allow(["iot:CreateThingGroup"], [facilityGroups()]),
  revoke: () => [
    ...allow(["iot:ListThingPrincipals"], [arn("iot", "thing/*")]),
    ...allow(["iot:DescribeCertificate", "iot:UpdateCertificate"], [arn("iot", "cert/*")]),
  ],
  /** Beside those of the others, which it takes as well. */
  certify: () => [
    ...allow(["iot:CreateThing", "iot:UpdateThing", "iot:ListThingGroupsForThing"], [arn("iot", "thing/*")]),
    ...allow(["iot:UpdateThingGroupsForThing"], [arn("iot", "thing/*"), facilityGroups()]),
    ...allow(["iot:AttachPolicy", "iot:DeleteCertificate"], [arn("iot", "cert/*")]),
    // AWS knows no resources for these.
    ...allow(["iot:CreateCertificateFromCsr", "iot:AttachThingPrincipal", "iot:DetachThingPrincipal"], ["*"]),
  ],
};

const portRights: Readonly<Record<PortName, (scope: PortScope) => readonly PolicyStatement[]>> = {
  timer: ({ timerRole }) => [
    ...allow(
      ["sqs:SendMessage"],
      queueNames.map((queue) => arn("sqs", queueNameOf(queue))),
    ),
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
  live: () => allow(["iot:Publish"], [arn("iot", "topic/anhu/v1/live/*"), arn("iot", "topic/anhu/v1/family/*")]),
  liveConnections: () => allow(["iot:DeleteConnection"], [arn("iot", "client/browser-*")]),
  command: () => allow(["iot:Publish"], [arn("iot", "topic/anhu/v1/*/cmd")]),
  /** Of the canary's call button alone: whoever speaks as a device could silence or feign anybody. */
  devicePath: () =>
    allow(["iot:Publish"], [arn("iot", `topic/$aws/rules/event/${deviceTopicOf(canary.deviceId, "event")}`)]),
  deviceAuthority: () => Object.values(authorityRights).flatMap((rights) => rights()),
  archive: () => [
    ...allow(["s3:PutObject", "s3:GetObject"], [`${bucketArn(archiveBucketName)}/*`]),
    ...allow(["s3:ListBucket"], [bucketArn(archiveBucketName)]),
  ],
  identity: () => [],
  /** To keep somebody out and to let them in again; not to make, change or read an account. An external issuer takes no word. */
  accounts: ({ signIn: { userPoolId } }) =>
    allow(
      ["cognito-idp:AdminDisableUser", "cognito-idp:AdminEnableUser", "cognito-idp:AdminUserGlobalSignOut"],
      userPoolId === undefined ? [] : [arn("cognito-idp", `userpool/${userPoolId}`)],
    ),
  /** Of figures only; AWS knows no resources for this. */
  ingestLag: () => allow(["cloudwatch:GetMetricData"], ["*"]),
  secrets: () => [],
  retentionPeriods: () => [],
  relay: () => [],
  /** A text message goes to a telephone number, which is no resource: all that are resources stay closed. China's regions send none. */
  notify: ({ cell }) =>
    cell.region.startsWith("cn-")
      ? []
      : [new PolicyStatement({ actions: ["sns:Publish"], notResources: [`arn:${Aws.PARTITION}:sns:*:*:*`] })],
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
