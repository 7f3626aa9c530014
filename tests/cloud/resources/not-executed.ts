import type { Maker } from "../assembly/deployment.ts";

/** Types of which the templates' text is all that is looked at here, each with its reason. Everything else must run. */
const notExecuted: Readonly<Record<string, string>> = {
  "AWS::CDK::Metadata": "says which constructs were used",
  "AWS::Logs::LogGroup": "the runner collects each function's lines itself",
  "AWS::SQS::QueuePolicy": "refuses only requests without TLS, which loopback does not have",
  "AWS::S3::BucketPolicy": "refuses only requests without TLS, and lets CloudFront read the pages",
  "AWS::KMS::Key": "the emulators do not encrypt; tests/infra reads the key's policy",
  "AWS::KMS::Alias": "a name of the key",
  "AWS::Cognito::UserPoolDomain": "the page on which people sign in: tests hold tokens of an issuer of their own",
  "AWS::CloudFront::Distribution": "no emulator; tests/e2e shows the pages from the one box",
  "AWS::CloudFront::Function": "runs in CloudFront alone",
  "AWS::CloudFront::ResponseHeadersPolicy": "what browsers heed; tests/e2e shows the pages under the same policy",
  "AWS::CloudFront::OriginAccessControl": "belongs to the distribution",
  "AWS::CloudWatch::Alarm": "reads metrics of AWS; tests/infra compares alarms with the metrics that functions write",
  "AWS::CloudWatch::Dashboard": "shows metrics of AWS",
  "AWS::SNS::Topic": "carries alarms alone",
  "AWS::SNS::TopicPolicy": "carries alarms alone",
  "AWS::Lambda::LayerVersion": "belongs to the functions that copy the pages",
  "Custom::AWS": "asks for the broker's address while the pages are deployed",
  "Custom::CDKBucketDeployment": "copies the pages while they are deployed",
};

/** Makers that give names only. */
export function namesOnly(): ReadonlyMap<string, Maker> {
  return new Map(
    Object.keys(notExecuted).map((type) => [
      type,
      async ({ logicalId }) => ({
        ref: logicalId,
        attributes: {},
        otherAttribute: (name: string) => `${logicalId}.${name}`,
      }),
    ]),
  );
}
