import { CURRENTLY_RECOMMENDED_FLAGS } from "aws-cdk-lib/cx-api";

/**
 * How the CDK makes templates: what its version recommends, except where that would tie a template to a partition or
 * rest on what is not in every region. Given to the app itself, so that every way of running it makes the same.
 */
export const featureFlags: Readonly<Record<string, unknown>> = {
  ...CURRENTLY_RECOMMENDED_FLAGS,
  // Templates name no partition, whatever the region.
  "@aws-cdk/core:enablePartitionLiterals": false,
  "@aws-cdk/core:target-partitions": ["aws", "aws-cn"],
  // Exports: what a stack gives to another cannot go before the other does.
  "@aws-cdk/core:defaultCrossStackReferences": "strong",
  "@aws-cdk/core:enableAdditionalMetadataCollection": false,
};
