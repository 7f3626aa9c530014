import { Aws } from "aws-cdk-lib";
import type { IRole } from "aws-cdk-lib/aws-iam";
import type { Cell } from "../contracts/cell.ts";
import type { FunctionDeclaration } from "../functions/declaration.ts";
import { functionNames, manifest } from "../functions/manifest.ts";
import { noUserPool, type VariableName } from "../functions/shell/cloud/environment.ts";
import { arn } from "./arns.ts";
import type { Issuer } from "./entry-stack.ts";
import {
  archiveBucketName,
  deadLettersNameOf,
  devicePolicyName,
  functionNameOf,
  queueNameOf,
  tablePrefix,
  timerGroupName,
} from "./names.ts";

/** The queues that timers wake, with where their consumer's dead letters end. */
export const timerQueues = functionNames.flatMap((name) => {
  const { trigger }: FunctionDeclaration = manifest[name];
  if (trigger.kind !== "queue") return [];
  return [{ name: trigger.queue, queue: queueNameOf(trigger.queue), deadLetters: deadLettersNameOf(name) }];
});

function byQueue(value: (queue: (typeof timerQueues)[number]) => string): string {
  return timerQueues.map((queue) => `${queue.name}=${value(queue)}`).join(" ");
}

/** Every variable that a function of the cell may need. */
export function environmentOfCell(
  cell: Pick<Cell, "telemetry" | "video" | "retention">,
  timerRole: IRole,
  signIn: Issuer,
): Readonly<Record<VariableName, string>> {
  return {
    ANHU_TABLE_PREFIX: tablePrefix,
    ANHU_TIMER_QUEUE_URLS: byQueue(
      ({ queue }) => `https://sqs.${Aws.REGION}.${Aws.URL_SUFFIX}/${Aws.ACCOUNT_ID}/${queue}`,
    ),
    ANHU_TIMER_QUEUE_ARNS: byQueue(({ queue }) => arn("sqs", queue)),
    ANHU_TIMER_SCHEDULE_GROUP: timerGroupName,
    ANHU_TIMER_SCHEDULE_ROLE_ARN: timerRole.roleArn,
    ANHU_TIMER_DEAD_LETTERS_ARNS: byQueue(({ deadLetters }) => arn("sqs", deadLetters)),
    ANHU_DEVICE_POLICY: devicePolicyName,
    ANHU_ARCHIVE_BUCKET: archiveBucketName,
    ANHU_OIDC_ISSUER: signIn.issuer,
    ANHU_OIDC_AUDIENCE: signIn.audience,
    ANHU_RELAY: relayOf(cell),
    ANHU_USER_POOL: signIn.userPoolId ?? noUserPool,
    ANHU_RETENTION: JSON.stringify(cell.retention.records),
    ANHU_TELEMETRY_LAG:
      cell.telemetry.path === "sqs"
        ? `ApproximateAgeOfOldestMessage=${queueNameOf("telemetry")}=${cell.telemetry.windowSeconds}`
        : `IteratorAge=${functionNameOf("ingest-telemetry")}=${cell.telemetry.windowSeconds}`,
  };
}

/** CloudFormation puts the secret in when it deploys; no template and no file of ours holds it. */
function relayOf({ video: { stun, turn, turnSecretName } }: Pick<Cell, "video">): string {
  const secret = turnSecretName === undefined ? "" : `{{resolve:secretsmanager:${turnSecretName}:SecretString}}`;
  return JSON.stringify({ stun, turn, secret });
}
