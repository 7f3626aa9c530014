import { Aws } from "aws-cdk-lib";
import type { Cell } from "../contracts/cell.ts";
import type { QueueName } from "../functions/declaration.ts";
import type { FunctionName } from "../functions/manifest.ts";

/**
 * Physical names, fixed so that runbooks, the operators' command and firmware can state them, and so that stacks find
 * what other stacks keep without exports that hold them together. They are unique within a cell.
 */
const prefix = "anhu-";

/** Stands before each name of stores/tables.ts. */
export const tablePrefix = prefix;
export const streamName = `${prefix}telemetry`;
export const devicePolicyName = `${prefix}device`;
export const claimPolicyName = `${prefix}claim`;
export const provisioningTemplateName = `${prefix}claim`;
export const liveAuthorizerName = `${prefix}live`;
export const timerGroupName = `${prefix}timers`;
/** Messages that a rule could hand to nobody. */
export const ruleErrorsName = `${prefix}rule-errors`;

export const alarmTopicName = `${prefix}alarms`;
/** Alarms that reached no address. */
export const undeliveredAlarmsName = `${prefix}alarms-dead-letters`;
export const dashboardName = "anhu";

/** Of an alarm by its id, which is also the name of its page in docs/runbook/. */
export function alarmName(id: string): string {
  return `${prefix}${id}`;
}

export function stackName(cell: Cell, part: string): string {
  return `Anhu-${cell.name}-${part}`;
}

export function functionNameOf(name: FunctionName): string {
  return `${prefix}${name}`;
}

export function logGroupNameOf(name: FunctionName): string {
  return `/aws/lambda/${functionNameOf(name)}`;
}

export function deadLettersNameOf(name: FunctionName): string {
  return `${prefix}${name}-dead-letters`;
}

/** Of a queue of the manifest, or of one that a trigger needs for itself. */
export function queueNameOf(queue: QueueName | "telemetry" | "event" | "status" | "arrival" | "presence"): string {
  return `${prefix}${queue}`;
}

export function thingTypeNameOf(deviceKind: string): string {
  return `${prefix}${deviceKind}`;
}

/** Buckets are named worldwide. */
export const archiveBucketName = `${prefix}archive-${Aws.ACCOUNT_ID}-${Aws.REGION}`;
/** Who read or wrote the archive. */
export const accessLogBucketName = `${prefix}access-logs-${Aws.ACCOUNT_ID}-${Aws.REGION}`;
export const pagesBucketName = `${prefix}pages-${Aws.ACCOUNT_ID}-${Aws.REGION}`;

/** Before the address of Cognito's own page, worldwide. */
export const signInDomainPrefix = `${prefix}${Aws.ACCOUNT_ID}`;
