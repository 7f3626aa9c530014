import { describe, expect, test } from "vitest";
import type { TableDefinition } from "../../domain/ports.ts";
import { type FunctionDeclaration, type PortName, queueNames } from "../../functions/declaration.ts";
import { type FunctionName, functionNames, manifest } from "../../functions/manifest.ts";
import { environmentOf } from "../../functions/shell/cloud/environment.ts";
import { partOf } from "../../infra/function-stacks.ts";
import { type TableName, tables } from "../../stores/tables.ts";
import { economy, type Properties, rightsOfRole, synthesise, textOf, usEast } from "./synthesised.ts";

const cell = synthesise(usEast);
const here = "<region>:<accountid>";

function lambdaOf(name: string): { readonly logicalId: string; readonly properties: Properties } {
  const found = cell.of("AWS::Lambda::Function").filter(({ properties }) => properties.FunctionName === `anhu-${name}`);
  expect(found).toHaveLength(1);
  return found[0] as (typeof found)[number];
}

function roleOf(name: string): string {
  return lambdaOf(name).properties.Role["Fn::GetAtt"][0];
}

function declared(name: (typeof functionNames)[number]): FunctionDeclaration {
  return manifest[name];
}

const reads = ["BatchGetItem", "ConditionCheckItem", "GetItem", "Query"];
const adds = [...reads, "PutItem"];
const writes = [...reads, "DeleteItem", "PutItem"].toSorted();

/** The functions of the API stand in a stack of their own, and take the timers' role from the other. */
const exportedTimerRole = "<Anhu-east-Service:ExportsOutputFnGetAtttimerrole84BE0DF5ArnC145BCFA>";

const exportedUserPool = "<Anhu-east-Data:ExportsOutputRefusers9E3E6EF744ED84AF>";

/** What a port's adapter sends, and to what. */
const portRights: Readonly<Record<PortName, readonly string[]>> = {
  timer: [
    ...queueNames.map((queue) => `sqs:SendMessage arn:<partition>:sqs:${here}:anhu-${queue}`),
    ...["CreateSchedule", "UpdateSchedule", "DeleteSchedule"].map(
      (action) => `scheduler:${action} arn:<partition>:scheduler:${here}:schedule/anhu-timers/*`,
    ),
    "iam:PassRole <timer-role>",
  ],
  live: ["live", "family"].map((kind) => `iot:Publish arn:<partition>:iot:${here}:topic/anhu/v1/${kind}/*`),
  liveConnections: [`iot:DeleteConnection arn:<partition>:iot:${here}:client/browser-*`],
  command: [`iot:Publish arn:<partition>:iot:${here}:topic/anhu/v1/*/cmd`],
  /** To telephones, which are no resources. */
  notify: ["sns:Publish all but arn:<partition>:sns:*:*:*"],
  devicePath: [`iot:Publish arn:<partition>:iot:${here}:topic/$aws/rules/event/anhu/v1/anhu-canary/event`],
  deviceAuthority: [
    ...[
      "CreateThing",
      "UpdateThing",
      "ListThingGroupsForThing",
      "ListThingPrincipals",
      "UpdateThingGroupsForThing",
    ].map((action) => `iot:${action} arn:<partition>:iot:${here}:thing/*`),
    ...["CreateThingGroup", "UpdateThingGroupsForThing"].map(
      (action) => `iot:${action} arn:<partition>:iot:${here}:thinggroup/anhu-facility-*`,
    ),
    ...["AttachPolicy", "DescribeCertificate", "UpdateCertificate", "DeleteCertificate"].map(
      (action) => `iot:${action} arn:<partition>:iot:${here}:cert/*`,
    ),
    ...["CreateCertificateFromCsr", "AttachThingPrincipal", "DetachThingPrincipal"].map((action) => `iot:${action} *`),
  ],
  archive: [
    "s3:PutObject arn:<partition>:s3:::anhu-archive-<accountid>-<region>/*",
    "s3:GetObject arn:<partition>:s3:::anhu-archive-<accountid>-<region>/*",
    "s3:ListBucket arn:<partition>:s3:::anhu-archive-<accountid>-<region>",
  ],
  identity: [],
  secrets: [],
  relay: [],
  accounts: ["AdminDisableUser", "AdminEnableUser", "AdminUserGlobalSignOut"].map(
    (action) => `cognito-idp:${action} arn:<partition>:cognito-idp:${here}:userpool/${exportedUserPool}`,
  ),
  /** AWS knows no resource for it. */
  retentionPeriods: [],
  ingestLag: ["cloudwatch:GetMetricData *"],
};

/** Who makes no certificates may not. */
const revocation = [
  `iot:ListThingPrincipals arn:<partition>:iot:${here}:thing/*`,
  `iot:DescribeCertificate arn:<partition>:iot:${here}:cert/*`,
  `iot:UpdateCertificate arn:<partition>:iot:${here}:cert/*`,
];
const deviceRights: Readonly<Partial<Record<FunctionName, readonly string[]>>> = {
  "expect-devices": [`iot:CreateThingGroup arn:<partition>:iot:${here}:thinggroup/anhu-facility-*`],
  "end-rotations": revocation,
  "revoke-device": revocation,
};

/** What people do is told in the trail, which they may neither read nor take from by that. */
const toAddToTheTrail = `dynamodb:PutItem arn:<partition>:dynamodb:${here}:table/anhu-audit`;

/** Who deletes people's data also deletes of tables that others only add to. */
const erasing = ["apply-retention", "erase-resident", "erase-person"] as const satisfies readonly FunctionName[];
const toRemoveFiles = [
  "s3:DeleteObject arn:<partition>:s3:::anhu-archive-<accountid>-<region>/*",
  "s3:DeleteObjectVersion arn:<partition>:s3:::anhu-archive-<accountid>-<region>/*",
  "s3:ListBucketVersions arn:<partition>:s3:::anhu-archive-<accountid>-<region>",
];
const toRemoveAccounts = [
  `cognito-idp:AdminDeleteUser arn:<partition>:cognito-idp:${here}:userpool/${exportedUserPool}`,
];
const removing: Readonly<Partial<Record<FunctionName, readonly string[]>>> = {
  "apply-retention": [...toRemoveFiles, ...toRemoveAccounts],
  "erase-resident": toRemoveFiles,
  "erase-person": toRemoveAccounts,
};

function tableRights(name: TableName, access: "read" | "write", erases: boolean): readonly string[] {
  const { indexes }: TableDefinition = tables[name];
  const arn = `arn:<partition>:dynamodb:${here}:table/anhu-${tables[name].name}`;
  return [
    ...(access === "read" ? reads : "appendOnly" in tables[name] && !erases ? adds : writes).map(
      (action) => `dynamodb:${action} ${arn}`,
    ),
    ...(erases && Object.keys(indexes).length > 0
      ? [`dynamodb:Query ${arn}/index/*`]
      : Object.keys(indexes).map((index) => `dynamodb:Query ${arn}/index/${index}`)),
  ];
}

/** Rights by which AWS brings events and takes failed ones away. */
function isOfTrigger({ action, resource }: { readonly action: string; readonly resource: string }, name: string) {
  const own = name.replaceAll("-", "");
  if (action.startsWith("kinesis:")) return resource.endsWith(":stream/anhu-telemetry");
  if (action.startsWith("logs:"))
    return resource === `<${resource.slice(1).split(".")[0]}.Arn>` && resource.includes(`${own}logs`);
  return action.startsWith("sqs:") && resource.startsWith(`<${own}`);
}

describe.each(functionNames)("%s", (name) => {
  const { trigger, ports, tables: granted, ...limits } = declared(name);

  test("has the limits and the words of the manifest, on arm64", () => {
    expect(lambdaOf(name).properties).toMatchObject({
      Description: limits.ifItFails,
      Timeout: limits.timeoutSeconds,
      MemorySize: limits.memoryMb,
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
      LoggingConfig: { LogFormat: "JSON", SystemLogLevel: "WARN" },
    });
  });

  test("has exactly the environment that its ports read", () => {
    const names = [...environmentOf.tables, ...ports.flatMap((port) => environmentOf[port])];
    const variables = lambdaOf(name).properties.Environment.Variables;
    expect(Object.keys(variables).toSorted()).toEqual(names.toSorted());
    for (const value of Object.values(variables)) expect(textOf(value)).not.toBe("");
  });

  test("may do what its tables and ports take, and nothing else", () => {
    const rights = rightsOfRole(cell, roleOf(name)).filter((right) => !isOfTrigger(right, name));
    const timerRole = partOf(name) !== "Service" ? exportedTimerRole : "<timerrole84BE0DF5.Arn>";
    const wanted = [
      ...Object.entries(granted).flatMap(([table, access]) =>
        tableRights(
          table as TableName,
          access,
          erasing.some((one) => one === name),
        ),
      ),
      ...(removing[name] ?? []),
      ...(trigger.kind === "http" || trigger.kind === "authorizer" ? [toAddToTheTrail] : []),
      ...ports.flatMap((port) => (port === "deviceAuthority" && deviceRights[name]) || portRights[port]),
    ].map((right) => right.replace("<timer-role>", timerRole));
    expect(rights.map(({ action, resource }) => `${action} ${resource}`).toSorted()).toEqual(wanted.toSorted());
  });

  test("writes a log of its own that is kept for as long as the cell says", () => {
    const { LogGroup } = lambdaOf(name).properties.LoggingConfig;
    const group = cell.of("AWS::Logs::LogGroup").find(({ logicalId }) => logicalId === LogGroup.Ref);
    expect(group?.properties).toMatchObject({ LogGroupName: `/aws/lambda/anhu-${name}`, RetentionInDays: 365 });
  });

  test(`a failed ${trigger.kind} event ends where somebody sees it`, () => {
    expect(waysToDeadLetters(name)).toEqual(expectedWays[trigger.kind]);
  });
});

/** Those whose caller waits answer it themselves. */
const expectedWays: Readonly<Record<FunctionDeclaration["trigger"]["kind"], readonly string[]>> = {
  telemetry: ["mapping"],
  urgent: ["asynchronous", "queue"],
  queue: ["queue"],
  presence: ["queue", "queue"],
  schedule: ["asynchronous", "schedule"],
  http: [],
  authorizer: [],
  provisioning: [],
};

function waysToDeadLetters(name: string): readonly string[] {
  const deadLetters = cell
    .of("AWS::SQS::Queue")
    .find(({ properties }) => properties.QueueName === `anhu-${name}-dead-letters`)?.logicalId;
  const { logicalId } = lambdaOf(name);
  const ends = (arn: unknown) => textOf(arn) === `<${deadLetters}.Arn>`;
  const mappings = cell
    .of("AWS::Lambda::EventSourceMapping")
    .filter(({ properties }) => properties.FunctionName.Ref === logicalId);
  const sources = mappings.map(({ properties }) => textOf(properties.EventSourceArn));
  return [
    ...mappings.flatMap(({ properties }) =>
      properties.DestinationConfig !== undefined && ends(properties.DestinationConfig.OnFailure.Destination)
        ? ["mapping"]
        : [],
    ),
    ...cell
      .of("AWS::Lambda::EventInvokeConfig")
      .flatMap(({ properties }) =>
        properties.FunctionName.Ref === logicalId && ends(properties.DestinationConfig.OnFailure.Destination)
          ? ["asynchronous"]
          : [],
      ),
    ...cell
      .of("AWS::SQS::Queue")
      .flatMap(({ logicalId: queue, properties }) =>
        sources.includes(`<${queue}.Arn>`) && ends(properties.RedrivePolicy.deadLetterTargetArn) ? ["queue"] : [],
      ),
    ...cell
      .of("AWS::Scheduler::Schedule")
      .flatMap(({ properties }) =>
        textOf(properties.Target.Arn) === `<${logicalId}.Arn>` && ends(properties.Target.DeadLetterConfig.Arn)
          ? ["schedule"]
          : [],
      ),
  ];
}

test("the scheduler may send a timer to the queues of timers and to their consumers' dead letters, and nowhere else", () => {
  const consumers = functionNames.filter((name) => declared(name).trigger.kind === "queue");
  const queues = [...queueNames, ...consumers.map((name) => `${name}-dead-letters`)];
  const rights = rightsOfRole(cell, "timerrole84BE0DF5").map(({ action, resource }) => `${action} ${resource}`);
  expect(rights.toSorted()).toEqual(
    queues.map((queue) => `sqs:SendMessage arn:<partition>:sqs:${here}:anhu-${queue}`).toSorted(),
  );
});

test.each(["event", "status"])(
  "a message of kind %s that its first way loses comes by the second after five seconds, up to five times",
  (kind) => {
    const { logicalId } = lambdaOf(`ingest-${kind}`);
    const config = cell
      .of("AWS::Lambda::EventInvokeConfig")
      .find(({ properties }) => properties.FunctionName.Ref === logicalId);
    expect(config?.properties).toMatchObject({ MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 6 * 3600 });
    const queue = cell.of("AWS::SQS::Queue").find(({ properties }) => properties.QueueName === `anhu-${kind}`);
    expect(queue?.properties).toMatchObject({
      DelaySeconds: 5,
      MessageRetentionPeriod: 14 * 24 * 3600,
      RedrivePolicy: { maxReceiveCount: 5 },
    });
  },
);

test("the economy profile reserves nothing, and so deploys where there is nothing to reserve", () => {
  const functions = synthesise(economy).of("AWS::Lambda::Function");
  expect(functions.filter(({ properties }) => properties.ReservedConcurrentExecutions !== undefined)).toEqual([]);
});

test("what anybody on the internet can start has its share of the account's concurrency, and no more", () => {
  const reserved = cell
    .of("AWS::Lambda::Function")
    .filter(({ properties }) => properties.ReservedConcurrentExecutions !== undefined);
  expect(reserved.map(({ properties }) => properties.FunctionName).toSorted()).toEqual([
    "anhu-approve-provisioning",
    "anhu-authorize-live",
  ]);
});
