import { Aws, Stack, type StackProps } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpJwtAuthorizer } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Code } from "aws-cdk-lib/aws-lambda";
import { CfnScheduleGroup } from "aws-cdk-lib/aws-scheduler";
import type { Construct } from "constructs";
import type { Cell } from "../contracts/cell.ts";
import { type FunctionDeclaration, functionNames, manifest } from "../functions/manifest.ts";
import type { VariableName } from "../functions/shell/cloud/environment.ts";
import { arn } from "./arns.ts";
import { bundledCode } from "./bundles.ts";
import type { Issuer } from "./entry-stack.ts";
import { ManifestFunction } from "./manifest-function.ts";
import {
  archiveBucketName,
  deadLettersNameOf,
  devicePolicyName,
  queueNameOf,
  ruleErrorsName,
  tablePrefix,
  timerGroupName,
} from "./names.ts";
import { bindTrigger } from "./triggers.ts";
import { ruleErrorQueue } from "./work-queue.ts";

interface ServiceStackProps extends StackProps {
  readonly cell: Cell;
  readonly key: IKey | undefined;
  readonly api: HttpApi;
  readonly signIn: Issuer;
}

/** Everything that can be thrown away and built again: one function per entry of the manifest, bound to its trigger. */
export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, { cell, key, api, signIn, ...props }: ServiceStackProps) {
    super(scope, id, props);
    const timerRole = this.#timers();
    const shared = {
      cell,
      api,
      authorizer: new HttpJwtAuthorizer("sign-in", signIn.issuer, { jwtAudience: [signIn.audience] }),
      ruleErrors: ruleErrorQueue(this, ruleErrorsName),
    };
    const code = this.bundlingRequired ? bundledCode(cell.runtime) : () => Code.fromInline("// not bundled");
    const environment = environmentOfCell(timerRole, signIn);
    for (const name of functionNames) {
      const declaration: FunctionDeclaration = manifest[name];
      const scope = new ManifestFunction(this, name, { name, declaration, cell, key, code, environment, timerRole });
      bindTrigger({ ...shared, scope, name, declaration }, declaration.trigger);
    }
  }

  /** Schedules that functions make as they run, and what these send as. */
  #timers(): Role {
    new CfnScheduleGroup(this, "timers", { name: timerGroupName });
    const role = new Role(this, "timer-role", {
      assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
      }),
    });
    const queues = timerQueues.flatMap(({ queue, deadLetters }) => [arn("sqs", queue), arn("sqs", deadLetters)]);
    role.addToPolicy(new PolicyStatement({ actions: ["sqs:SendMessage"], resources: queues }));
    return role;
  }
}

/** The queues that timers wake, with where their consumer's dead letters end. */
const timerQueues = functionNames.flatMap((name) => {
  const { trigger }: FunctionDeclaration = manifest[name];
  if (trigger.kind !== "queue") return [];
  return [{ name: trigger.queue, queue: queueNameOf(trigger.queue), deadLetters: deadLettersNameOf(name) }];
});

function byQueue(value: (queue: (typeof timerQueues)[number]) => string): string {
  return timerQueues.map((queue) => `${queue.name}=${value(queue)}`).join(" ");
}

function environmentOfCell(timerRole: Role, signIn: Issuer): Readonly<Record<VariableName, string>> {
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
  };
}
