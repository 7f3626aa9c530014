import type { Acknowledgement } from "./findings.ts";

const deployers = [
  "Pages/AWS679f53fac002430cb0da5b7982bd2287",
  "Pages/Custom::CDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C512MiB",
];
const [endpointLookup, publisher] = deployers as [string, string];
const publishing = [
  "Resource::arn:<AWS::Partition>:s3:::anhu-pages-<AWS::AccountId>-<AWS::Region>/*",
  "Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*",
];

/** The pages, what brings them there, and the address under which they are. */
export const entryFindings: readonly Acknowledgement[] = [
  {
    rules: ["AwsSolutions-S1", "HIPAA.Security-S3BucketLoggingEnabled", "NIST.800.53.R5-S3BucketLoggingEnabled"],
    on: ["Data/pages"],
    reason:
      "The bucket holds the built pages, which everybody may read before signing in. Only the distribution reads it; a log of that would tell nothing but when staff opened a page.",
  },
  {
    rules: ["HIPAA.Security-S3BucketReplicationEnabled", "NIST.800.53.R5-S3BucketReplicationEnabled"],
    on: ["Data/pages"],
    reason: "The pages are built from the source by every deployment; a lost bucket is filled again by the next one.",
  },
  {
    rules: ["HIPAA.Security-S3DefaultEncryptionKMS", "NIST.800.53.R5-S3DefaultEncryptionKMS"],
    on: ["Data/pages"],
    reason:
      "Public files need no secret key; S3 encrypts them with AES-256 under its own, so that the distribution needs no right to any key of the cell.",
  },
  {
    rules: ["AwsSolutions-CFR1"],
    on: ["Entry/distribution"],
    reason:
      "A county's doctors and families sign in from wherever they are. Nothing but the pages is open without a signed token, so a border by country keeps out relatives and nobody else.",
  },
  {
    rules: ["AwsSolutions-CFR2"],
    on: ["Entry/distribution"],
    reason:
      "Behind the distribution stand static files and an API that refuses whatever has no valid token, at 200 requests a second; every body is parsed by a strict schema and there is no query language to inject into. A web firewall costs more a month than the idle cell; an operator may attach one to the distribution.",
  },
  {
    rules: ["AwsSolutions-CFR3"],
    on: ["Entry/distribution"],
    reason:
      "The distribution's log would keep the addresses from which families and staff look, which are personal data and which nobody needs. Requests to the API are logged at the API by route, status and latency, without addresses.",
  },
  {
    rules: ["AwsSolutions-CFR4"],
    on: ["Entry/distribution"],
    reason:
      "Without a domain of its own the cell is reached under CloudFront's name and certificate, whose oldest protocol AWS sets. A cell with a domain demands TLS 1.2 (TLSv1.2_2021); plain HTTP is redirected or refused in both.",
  },
  {
    rules: ["AwsSolutions-IAM5[Resource::*]"],
    on: ["Pages/endpoint-role/DefaultPolicy"],
    reason: "iot:DescribeEndpoint, the one action of this role, knows no resources; it reads the name of the broker.",
  },
  {
    rules: publishing.map((finding) => `AwsSolutions-IAM5[${finding}]`),
    on: ["Pages/publisher-role/DefaultPolicy"],
    reason:
      "The CDK library's publisher copies the built pages from the deployment's own asset bucket into the pages bucket, while a stack is deployed. It reads the one and writes the other; the wildcards end at these two, which hold nothing about anybody, and stand since the names of the files change with every build.",
  },
  {
    rules: ["AwsSolutions-L1", "Serverless-LambdaLatestVersion"],
    on: [publisher],
    reason:
      "The runtime of the CDK library's publisher is the library's; it is renewed with it and runs only while a stack is deployed.",
  },
  {
    rules: ["AwsSolutions-L1", "Serverless-LambdaLatestVersion"],
    on: [endpointLookup],
    reason:
      "It runs on the cell's runtime as every function does: nodejs22.x where the region has no nodejs24.x yet. AWS supports it until 30 April 2027; without that line the latest is used.",
  },
  {
    rules: ["Serverless-LambdaDLQ", "HIPAA.Security-LambdaDLQ", "NIST.800.53.R5-LambdaDLQ"],
    on: deployers,
    reason: "CloudFormation waits for the answer and rolls the deployment back when none comes: nothing can be lost.",
  },
  {
    rules: ["Serverless-LambdaTracing"],
    on: deployers,
    reason: "A deployment's step is followed in the events of its stack and in the function's log.",
  },
  {
    rules: ["HIPAA.Security-LambdaConcurrency", "NIST.800.53.R5-LambdaConcurrency"],
    on: deployers,
    reason:
      "CloudFormation calls them one at a time, some seconds per deployment; reserving for them would take concurrency from falls and calls for ever.",
  },
  {
    rules: ["HIPAA.Security-LambdaInsideVPC", "NIST.800.53.R5-LambdaInsideVPC"],
    on: [endpointLookup, publisher],
    reason:
      "They reach nothing but AWS's own addresses, by TLS and with a role of their own; there is no network to be in.",
  },
  {
    rules: ["HIPAA.Security-IAMNoInlinePolicy", "NIST.800.53.R5-IAMNoInlinePolicy"],
    on: ["Pages/endpoint-role/DefaultPolicy", "Pages/publisher-role/DefaultPolicy"],
    reason:
      "The policy stands in the one role that may have it and is written for it alone; nobody else can be given it by mistake.",
  },
];
