import { Aws, Duration } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { Cell } from "../contracts/cell.ts";
import { kept } from "./kept.ts";
import { pagesBucketName } from "./names.ts";

/**
 * The built pages. They can be built again from the source, but a bucket that is not empty cannot be deleted: it stands
 * with what outlives every deployment, so that the stacks around it can go and come.
 */
export function pagesBucket(scope: Construct, { pages }: Cell): void {
  const bucket = new Bucket(scope, "pages", {
    bucketName: pagesBucketName,
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    versioned: true,
    lifecycleRules: [{ noncurrentVersionExpiration: Duration.days(30) }],
    removalPolicy: kept,
  });
  if (pages.kind === "own-origin") return;
  bucket.addToResourcePolicy(
    new PolicyStatement({
      sid: "ForCloudFront",
      principals: [new ServicePrincipal("cloudfront.amazonaws.com")],
      actions: ["s3:GetObject"],
      resources: [bucket.arnForObjects("*")],
      conditions: {
        // Which one comes with a later stack.
        ArnLike: { "aws:SourceArn": `arn:${Aws.PARTITION}:cloudfront::${Aws.ACCOUNT_ID}:distribution/*` },
      },
    }),
  );
}
