import type { DeviceAuthority } from "../domain/ports.ts";
import type { FunctionDeclaration, PortName } from "../functions/declaration.ts";
import { type FunctionName, functionNames, manifest } from "../functions/manifest.ts";
import { tables } from "../stores/tables.ts";
import type { Acknowledgement } from "./findings.ts";
import { pathOfFunction } from "./function-stacks.ts";
import { usesOfAuthority } from "./rights.ts";

const here = "<AWS::Region>:<AWS::AccountId>";
const iot = (resource: string): string => `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:iot:${here}:${resource}]`;
const provisioning = "Service/approve-provisioning/provisioning-role/DefaultPolicy";

/** Rights whose resources come into being while the service runs, so that a template cannot name them one by one. */
export const rightsFindings: readonly Acknowledgement[] = [
  {
    rules: ["HIPAA.Security-IAMNoInlinePolicy", "NIST.800.53.R5-IAMNoInlinePolicy"],
    on: [
      "Service/timer-role/DefaultPolicy",
      "Service/*/role/DefaultPolicy",
      "Api/*/role/DefaultPolicy",
      "Consortium/*/role/DefaultPolicy",
      "Families/*/role/DefaultPolicy",
      "Service/*/*rule/role/DefaultPolicy",
      "Service/*/schedule-role/DefaultPolicy",
      provisioning,
    ],
    reason:
      "Each policy is made of what the manifest declares for one function and belongs to its role alone: it cannot be attached to another by mistake, and goes with it. A managed policy would invite just that.",
  },
  {
    rules: [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:scheduler:${here}:schedule/anhu-timers/*]`],
    on: rolesWith("timer"),
    reason: "One schedule for each watch, alert and call, made as the service runs; the group holds nothing but these.",
  },
  ...functionNames.filter((name) => declarationOf(name).erases === true).map(everyIndexFor),
  {
    rules: [iot("topic/anhu/v1/live/*"), iot("topic/anhu/v1/family/*")],
    on: rolesWith("live"),
    reason:
      "One topic for each facility and each resident whom relatives watch, made as they are registered; no device may speak or listen there.",
  },
  {
    rules: [iot("client/browser-*")],
    on: rolesWith("liveConnections"),
    reason:
      "Each page makes up a name of its own when it connects. The prefix is that of pages: no device's connection can be ended by it.",
  },
  {
    rules: [iot("topic/anhu/v1/*/cmd")],
    on: rolesWith("command"),
    reason: "One topic for each device; its last level bounds the right to commands, which only that device may hear.",
  },
  {
    rules: [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::anhu-archive-<AWS::AccountId>-<AWS::Region>/*]`],
    on: rolesWith("archive"),
    reason: "Objects are named by day and part as they are written; the right ends at the archive's bucket.",
  },
  {
    rules: [iot("thing/*"), iot("cert/*")],
    on: [...rolesThatUse("certify"), ...rolesThatUse("revoke"), provisioning],
    reason:
      "A device's thing and certificate come into being as devices are enrolled, their names are the operator's and AWS's. The account is the cell's own and holds no other things.",
  },
  {
    rules: [iot("thinggroup/anhu-facility-*")],
    on: [...rolesThatUse("certify"), ...rolesThatUse("prepareFacility"), provisioning],
    reason:
      "One group for each facility, made as its first device is expected or enrolled; the prefix holds nothing else.",
  },
  {
    rules: ["AwsSolutions-IAM5[Resource::*]"],
    on: [...rolesThatUse("certify"), provisioning],
    reason:
      "AWS defines no resource for iot:CreateCertificateFromCsr, iot:RegisterThing and attaching a thing to its certificate: these actions can be allowed on * only. The role has no other action on *.",
  },
  {
    rules: ["AwsSolutions-IAM5[Resource::*]"],
    on: rolesWith("ingestLag"),
    reason:
      "AWS defines no resource for cloudwatch:GetMetricData: it can be allowed on * only. It reads figures, never logs or data; the role has no other action on *.",
  },
  {
    rules: [iot("thingtype/anhu-*")],
    on: [provisioning],
    reason: "One type for each kind of device, all made by this template; the prefix holds nothing else.",
  },
];

/** Who erases is granted all indexes of each of its tables. */
function everyIndexFor(name: FunctionName): Acknowledgement {
  const granted = Object.values(tables).filter(
    (table) => Object.hasOwn(declarationOf(name).tables, table.name) && Object.keys(table.indexes).length > 0,
  );
  return {
    rules: granted.map(
      (table) => `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:dynamodb:${here}:table/anhu-${table.name}/index/*]`,
    ),
    on: [policyOf(name)],
    reason:
      "Who erases somebody's data finds them by every index of the tables that the function is granted, and of no other table: named one by one they are more than a policy takes.",
  };
}

/** The policies of the functions that declare a port. */
function rolesWith(port: PortName): readonly string[] {
  return functionsWith(port).map(policyOf);
}

function rolesThatUse(call: keyof DeviceAuthority): readonly string[] {
  return functionsWith("deviceAuthority")
    .filter((name) => (usesOfAuthority[name] ?? "certify") === call)
    .map(policyOf);
}

function functionsWith(port: PortName): readonly FunctionName[] {
  return functionNames.filter((name) => {
    const { ports }: FunctionDeclaration = manifest[name];
    return ports.includes(port);
  });
}

function policyOf(name: FunctionName): string {
  return `${pathOfFunction(name)}/role/DefaultPolicy`;
}

function declarationOf(name: FunctionName): FunctionDeclaration {
  return manifest[name];
}
