import { Aws, type Duration } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnSchedule } from "aws-cdk-lib/aws-scheduler";
import type { FunctionName } from "../functions/manifest.ts";
import type { ManifestFunction } from "./manifest-function.ts";
import { functionNameOf } from "./names.ts";

/** Starts a function every so many minutes. */
export function clockedStart(
  scope: ManifestFunction,
  options: { readonly name: FunctionName; readonly everyMinutes: number; readonly maxAge: Duration },
): void {
  const { name, everyMinutes, maxAge } = options;
  const role = new Role(scope, "schedule-role", {
    assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
      conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
    }),
  });
  role.addToPolicy(new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [scope.lambda.functionArn] }));
  role.addToPolicy(new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [scope.deadLetters.queueArn] }));
  const schedule = new CfnSchedule(scope, "schedule", {
    name: functionNameOf(name),
    scheduleExpression: everyMinutes === 1 ? "rate(1 minute)" : `rate(${everyMinutes} minutes)`,
    flexibleTimeWindow: { mode: "OFF" },
    target: {
      arn: scope.lambda.functionArn,
      roleArn: role.roleArn,
      input: JSON.stringify({ scheduledAt: "<aws.scheduler.scheduled-time>" }),
      deadLetterConfig: { arn: scope.deadLetters.queueArn },
      retryPolicy: { maximumEventAgeInSeconds: maxAge.toSeconds(), maximumRetryAttempts: 3 },
    },
  });
  schedule.node.addDependency(role);
}
