import type { Resource, ServiceCaller } from "../cloud.ts";
import { decide } from "../iam/decide.ts";

/** Throws unless an AWS::Lambda::Permission of the templates lets the caller invoke the function, as AWS would refuse. */
export function checkPermission(
  resources: readonly Resource[],
  lambda: Resource,
  caller: ServiceCaller,
  account: string,
): void {
  const arn = lambda.attributes.Arn as string;
  const documents = resources
    .filter(
      ({ type, properties }) =>
        type === "AWS::Lambda::Permission" && [lambda.ref, arn].includes(properties.FunctionName as string),
    )
    .map(({ properties }) => ({
      Version: "2012-10-17",
      Statement: {
        Effect: "Allow",
        Principal: { Service: properties.Principal },
        Action: properties.Action,
        Resource: arn,
        Condition: {
          ...(properties.SourceArn === undefined ? {} : { ArnLike: { "aws:SourceArn": properties.SourceArn } }),
          ...(properties.SourceAccount === undefined
            ? {}
            : { StringEquals: { "aws:SourceAccount": properties.SourceAccount } }),
        },
      },
    }));
  const decision = decide(documents, {
    action: "lambda:InvokeFunction",
    resource: arn,
    principal: { kind: "Service", value: caller.service },
    context: { "aws:SourceArn": caller.sourceArn, "aws:SourceAccount": account },
  });
  if (decision.kind === "denied")
    throw new Error(`no permission lets ${caller.service} (${caller.sourceArn}) invoke ${lambda.ref}`);
}
