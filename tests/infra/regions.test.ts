import { describe, expect, test } from "vitest";
import { beijing, economy, ningxia, type Resource, synthesise, usEast } from "./synthesised.ts";

const cells = { "us-east-1": usEast, "cn-north-1": beijing, "cn-northwest-1": ningxia, economy };
const synthesised = Object.entries(cells).map(([name, file]) => ({ name, file, cell: synthesise(file) }));
const china = synthesised.filter(({ name }) => name.startsWith("cn-"));

describe.each(synthesised)("$name", ({ cell, file }) => {
  const text = JSON.stringify(cell.templates);

  test("no ARN names a partition, nothing names a domain of AWS's APIs", () => {
    expect(text.match(/arn:aws[^"]{0,40}/g) ?? []).toEqual([]);
    expect(text.match(/[^"]{0,40}\.amazonaws\.com\.cn[^"]{0,20}/g) ?? []).toEqual([]);
  });

  test("no statement allows a group of actions, but that of the keys' owner", () => {
    const documents = [
      ...cell.of("AWS::IAM::Policy").map(({ stack, properties }) => ({ stack, document: properties.PolicyDocument })),
      ...cell
        .of("AWS::SQS::QueuePolicy")
        .map(({ stack, properties }) => ({ stack, document: properties.PolicyDocument })),
      ...cell.of("AWS::KMS::Key").map(({ stack, properties }) => ({ stack, document: properties.KeyPolicy })),
    ];
    const groups = documents.flatMap(({ stack, document }) =>
      document.Statement.filter(({ Effect }: { Effect: string }) => Effect === "Allow").flatMap(
        ({ Action }: { Action: string | string[] }) =>
          [Action]
            .flat()
            .filter((action) => action.includes("*"))
            .map((action) => `${stack} ${action}`),
      ),
    );
    expect(groups.filter((group) => !/^(Data|Watch) kms:\*$/.test(group))).toEqual([]);
  });

  test("everything that holds data is encrypted, and stays when its stack goes", () => {
    const kept: readonly (readonly [string, (resource: Resource) => boolean])[] = [
      ["AWS::DynamoDB::GlobalTable", ({ properties }) => properties.SSESpecification.SSEEnabled === true],
      ["AWS::S3::Bucket", ({ properties }) => properties.BucketEncryption !== undefined],
      ["AWS::Kinesis::Stream", ({ properties }) => properties.StreamEncryption?.EncryptionType === "KMS"],
    ];
    for (const [type, isEncrypted] of kept)
      for (const resource of cell.of(type)) {
        expect([resource.logicalId, isEncrypted(resource)]).toEqual([resource.logicalId, true]);
        expect([resource.logicalId, resource.deletionPolicy]).toEqual([resource.logicalId, "RetainExceptOnCreate"]);
      }
    for (const { logicalId, properties } of cell.of("AWS::SQS::Queue"))
      expect([logicalId, properties.SqsManagedSseEnabled ?? properties.KmsMasterKeyId !== undefined]).toEqual([
        logicalId,
        true,
      ]);
  });

  test("no bucket is open to the world, none is read without TLS", () => {
    const policies = JSON.stringify(cell.of("AWS::S3::BucketPolicy"));
    for (const { logicalId, properties } of cell.of("AWS::S3::Bucket")) {
      expect(properties.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      expect(policies).toContain(`"Ref":"${logicalId}"`);
    }
    expect(policies.match(/aws:SecureTransport/g)?.length).toBeGreaterThanOrEqual(cell.of("AWS::S3::Bucket").length);
  });

  test("every log ends after the days of the cell, every queue keeps what failed for two weeks", () => {
    for (const { logicalId, properties } of cell.of("AWS::Logs::LogGroup"))
      expect([logicalId, properties.RetentionInDays]).toEqual([logicalId, file.profile === "economy" ? 30 : 365]);
    const deadLetters = cell
      .of("AWS::SQS::Queue")
      .filter(({ properties }) => /dead-letters|rule-errors/.test(properties.QueueName ?? ""));
    for (const { properties } of deadLetters) expect(properties.MessageRetentionPeriod).toBe(14 * 24 * 3600);
  });

  test("every queue that starts a function hides a message for as long as six tries may take", () => {
    const timeouts = new Map(
      cell.of("AWS::Lambda::Function").map(({ logicalId, properties }) => [logicalId, properties.Timeout as number]),
    );
    const queues = new Map(cell.of("AWS::SQS::Queue").map(({ logicalId, properties }) => [logicalId, properties]));
    for (const { properties } of cell.of("AWS::Lambda::EventSourceMapping")) {
      const queue = queues.get(properties.EventSourceArn["Fn::GetAtt"]?.[0]);
      if (queue === undefined) continue;
      const window = properties.MaximumBatchingWindowInSeconds ?? 0;
      expect(queue.VisibilityTimeout).toBe((timeouts.get(properties.FunctionName.Ref) ?? 0) * 6 + window);
    }
  });

  test("every route of the API asks for a token of the cell's issuer", () => {
    const [authorizer] = cell.of("AWS::ApiGatewayV2::Authorizer");
    expect(authorizer?.properties.AuthorizerType).toBe("JWT");
    expect(authorizer?.properties.JwtConfiguration.Audience).toHaveLength(1);
    const routes = cell.of("AWS::ApiGatewayV2::Route");
    expect(routes).not.toHaveLength(0);
    for (const { properties } of routes) expect(properties.AuthorizationType).toBe("JWT");
  });
});

test.each(china)("$name has nothing that AWS lacks in China", ({ cell }) => {
  const types = Object.values(cell.templates).flatMap(({ Resources }) =>
    Object.values(Resources as Record<string, { Type: string }>).map(({ Type }) => Type),
  );
  expect(
    types.filter((type) => /Cognito|XRay|CloudFront|Lambda::Url|KinesisVideo|WAFv2::WebACLAssociation/.test(type)),
  ).toEqual([]);
  const functions = cell.of("AWS::Lambda::Function");
  expect(functions.filter(({ properties }) => properties.TracingConfig !== undefined)).toEqual([]);
  const mappings = cell.of("AWS::Lambda::EventSourceMapping");
  expect(mappings.filter(({ properties }) => properties.ProvisionedPollerConfig ?? properties.MetricsConfig)).toEqual(
    [],
  );
});

test.each(china)("$name lets only the pages' own origin call the API, and tells the pages where it is", ({ cell }) => {
  const [api] = cell.of("AWS::ApiGatewayV2::Api");
  expect(api?.properties.CorsConfiguration.AllowOrigins).toEqual(["https://anhu.example.cn"]);
  const config = JSON.stringify(
    cell.of("Custom::CDKBucketDeployment").map(({ properties }) => properties.SourceMarkers),
  );
  expect(config).toContain("ApiEndpoint");
});

describe("the economy profile", () => {
  const cell = synthesise(economy);

  test("pays for no stream, and for no key to what it keeps", () => {
    expect(cell.of("AWS::Kinesis::Stream")).toEqual([]);
    expect(cell.of("AWS::KMS::Key").filter(({ stack }) => stack !== "Watch")).toEqual([]);
  });

  test("takes telemetry through a queue, whose messages the function answers one by one", () => {
    const [rule] = cell.of("AWS::IoT::TopicRule").filter(({ properties }) => properties.RuleName === "telemetry");
    expect(rule?.properties.TopicRulePayload.Actions).toMatchObject([{ Sqs: { UseBase64: false } }]);
    const [queue] = cell.of("AWS::SQS::Queue").filter(({ properties }) => properties.QueueName === "anhu-telemetry");
    const [mapping] = cell
      .of("AWS::Lambda::EventSourceMapping")
      .filter(({ properties }) => properties.EventSourceArn["Fn::GetAtt"]?.[0] === queue?.logicalId);
    expect(mapping?.properties).toMatchObject({
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      MaximumBatchingWindowInSeconds: 30,
      ScalingConfig: { MaximumConcurrency: 10 },
    });
  });
});

test.each([usEast, ningxia])(
  "a region without the newest Node runs every function of every stack on the one that it has",
  (file) => {
    const functions = synthesise({ ...file, runtime: "nodejs22.x" }).of("AWS::Lambda::Function");
    const runtimes = functions.map(({ stack, properties }) => [stack, properties.Runtime]);
    expect(runtimes.filter(([, runtime]) => runtime !== "nodejs22.x")).toEqual([
      ["Pages", expect.stringMatching(/^python3/)],
    ]);
    expect(runtimes.filter(([stack]) => stack === "Pages")).toHaveLength(2);
  },
);

test.each([
  ["us-east-1", "IteratorAge=anhu-ingest-telemetry=30", "cognito-idp:AdminDisableUser"],
  ["cn-north-1", "IteratorAge=anhu-ingest-telemetry=30", undefined],
  ["economy", "ApproximateAgeOfOldestMessage=anhu-telemetry=30", "cognito-idp:AdminDisableUser"],
])(
  "%s: telemetry's lag is told by the way that it takes; accounts are closed where Cognito has them",
  (name, lag, right) => {
    const { cell } = synthesised.find((one) => one.name === name) as (typeof synthesised)[number];
    const variablesOf = (functionName: string) =>
      cell.of("AWS::Lambda::Function").find(({ properties }) => properties.FunctionName === functionName)?.properties
        .Environment.Variables;
    expect(variablesOf("anhu-show-health").ANHU_TELEMETRY_LAG).toBe(lag);
    const pool = variablesOf("anhu-change-person").ANHU_USER_POOL;
    if (right === undefined) expect(pool).toBe("none");
    else expect(pool).not.toBe("none");
    expect(JSON.stringify(cell.templates).includes("cognito-idp:Admin")).toBe(right !== undefined);
  },
);
