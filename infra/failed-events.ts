import type { Duration } from "aws-cdk-lib";
import { EventInvokeConfig } from "aws-cdk-lib/aws-lambda";
import type { ManifestFunction } from "./manifest-function.ts";
import { allow } from "./rights.ts";

/** Events that nobody waits for are tried again, and end among the function's dead letters with their reason. */
export function keepFailedEvents(
  scope: ManifestFunction,
  { retries, maxAge }: { readonly retries: 0 | 1 | 2; readonly maxAge: Duration },
): void {
  for (const statement of allow(["sqs:SendMessage"], [scope.deadLetters.queueArn])) scope.role.addToPolicy(statement);
  const config = new EventInvokeConfig(scope, "failed-events", {
    function: scope.lambda,
    retryAttempts: retries,
    maxEventAge: maxAge,
    onFailure: { bind: () => ({ destination: scope.deadLetters.queueArn }) },
  });
  config.node.addDependency(scope.role);
}
