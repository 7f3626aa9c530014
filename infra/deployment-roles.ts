import { Aws, DefaultStackSynthesizer } from "aws-cdk-lib";
import type { Distribution } from "aws-cdk-lib/aws-cloudfront";
import { type IRole, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { ILogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { bucketArn } from "./arns.ts";
import { pagesBucketName } from "./names.ts";
import { allow } from "./rights.ts";

/** Resource → actions on it. */
type Rights = Readonly<Record<string, readonly string[]>>;

/**
 * The role of a function that the CDK library runs while a stack is deployed. What the library would grant it is left
 * out: that goes by groups of actions, and its resources are written otherwise where the account is known.
 */
export function deploymentRole(scope: Construct, id: string, log: ILogGroup, rights: Rights): IRole {
  const role = new Role(scope, id, { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
  const all = { ...rights, [log.logGroupArn]: ["logs:CreateLogStream", "logs:PutLogEvents"] };
  for (const [resource, actions] of Object.entries(all))
    for (const statement of allow(actions, [resource])) role.addToPolicy(statement);
  return role.withoutPolicyUpdates();
}

/** Copies the built pages from the deployment's assets to their bucket, and lets CloudFront forget the ones before. */
export function publisherRole(scope: Construct, log: ILogGroup, distribution: Distribution | undefined): IRole {
  const assets = `cdk-${DefaultStackSynthesizer.DEFAULT_QUALIFIER}-assets-${Aws.ACCOUNT_ID}-${Aws.REGION}`;
  return deploymentRole(scope, "publisher-role", log, {
    [`${bucketArn(assets)}/*`]: ["s3:GetObject"],
    [bucketArn(pagesBucketName)]: ["s3:ListBucket"],
    [`${bucketArn(pagesBucketName)}/*`]: ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"],
    ...(distribution !== undefined && {
      [distribution.distributionArn]: ["cloudfront:CreateInvalidation", "cloudfront:GetInvalidation"],
    }),
  });
}
