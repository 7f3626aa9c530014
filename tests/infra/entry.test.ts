import { Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { describe, expect, test } from "vitest";
import { contentSecurityPolicy } from "../../contracts/page-headers.ts";
import { userPool } from "../../infra/user-pool.ts";
import { abroadFromCognito, beijing, type Properties, synthesise, textOf, usEast } from "./synthesised.ts";

const cell = synthesise(usEast);

function only(type: string, within = cell): Properties {
  const found = within.of(type);
  expect(found).toHaveLength(1);
  return found[0]?.properties as Properties;
}

describe("CloudFront", () => {
  const { DefaultCacheBehavior, CacheBehaviors } = only("AWS::CloudFront::Distribution").DistributionConfig;
  const headers = only("AWS::CloudFront::ResponseHeadersPolicy").ResponseHeadersPolicyConfig;

  test("never keeps an answer of the API, and passes on everything but the host", () => {
    expect(CacheBehaviors).toHaveLength(1);
    expect(CacheBehaviors[0]).toMatchObject({
      PathPattern: "/api/*",
      // AWS's own: CachingDisabled, AllViewerExceptHostHeader.
      CachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      OriginRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
      ViewerProtocolPolicy: "https-only",
    });
    expect(CacheBehaviors[0].AllowedMethods).toContain("POST");
  });

  test("sends pages and answers with the cell's headers", () => {
    const [policy] = cell.of("AWS::CloudFront::ResponseHeadersPolicy");
    for (const behavior of [DefaultCacheBehavior, ...CacheBehaviors])
      expect(behavior.ResponseHeadersPolicyId).toEqual({ Ref: policy?.logicalId });
  });

  test("lets pages call the issuer, the broker and their own origin, and nobody else", () => {
    const { ContentSecurityPolicy: csp } = headers.SecurityHeadersConfig.ContentSecurityPolicy;
    expect(textOf(csp)).toBe(
      contentSecurityPolicy([
        "https://cognito-idp.us-east-1.amazonaws.com",
        "https://anhu-<accountid>.auth.us-east-1.amazoncognito.com",
        "wss://*.iot.us-east-1.amazonaws.com",
      ]),
    );
    expect(textOf(csp)).toMatch(/^default-src 'self'; connect-src 'self' https:.*frame-ancestors 'none'$/);
  });

  test("lets pages call the origin of an issuer that the cell names, whatever its path", () => {
    const own = synthesise({ ...usEast, signIn: abroadFromCognito.signIn });
    const { SecurityHeadersConfig } = only("AWS::CloudFront::ResponseHeadersPolicy", own).ResponseHeadersPolicyConfig;
    expect(SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy).toBe(
      contentSecurityPolicy(["https://id.example.cn", "wss://*.iot.us-east-1.amazonaws.com"]),
    );
  });

  test("lets nobody frame, sniff or reach the pages without TLS", () => {
    expect(headers.SecurityHeadersConfig).toMatchObject({
      ContentTypeOptions: { Override: true },
      FrameOptions: { FrameOption: "DENY", Override: true },
      ReferrerPolicy: { ReferrerPolicy: "no-referrer", Override: true },
      StrictTransportSecurity: { AccessControlMaxAgeSec: 365 * 24 * 3600, Override: true },
    });
    const given = new Map(
      (headers.CustomHeadersConfig.Items as { Header: string; Value: string; Override: boolean }[]).map(
        ({ Header, Value, Override }) => [Header, [Value, Override]],
      ),
    );
    const features = given.get("permissions-policy")?.[0];
    expect(features).toContain("camera=(self), microphone=(self)");
    expect([...given]).toEqual([
      ["cross-origin-opener-policy", ["same-origin", true]],
      ["cross-origin-resource-policy", ["same-origin", true]],
      ["permissions-policy", [features, true]],
    ]);
  });

  test("shows staff's page or the families' for every view, and files as they are", () => {
    const [{ EventType, FunctionARN }] = DefaultCacheBehavior.FunctionAssociations;
    const [routes] = cell.of("AWS::CloudFront::Function");
    expect([EventType, textOf(FunctionARN)]).toEqual(["viewer-request", `<${routes?.logicalId}.FunctionARN>`]);
    const handler = new Function(`${routes?.properties.FunctionCode}; return handler;`)();
    const uriFor = (uri: string) => handler({ request: { uri } }).uri;
    const expected = {
      "/": "/index.html",
      "/board": "/index.html",
      "/residents/r-1": "/index.html",
      "/family-tree": "/index.html",
      "/family/": "/family/index.html",
      "/family/old-address": "/family/index.html",
      "/family/sw.js": "/family/sw.js",
      "/assets/a.js": "/assets/a.js",
      "/config.json": "/config.json",
    };
    expect(Object.keys(expected).map(uriFor)).toEqual(Object.values(expected));
    expect(handler({ request: { uri: "/family" } })).toMatchObject({
      statusCode: 308,
      headers: { location: { value: "/family/" } },
    });
  });
});

describe("Cognito", () => {
  test.each([
    ["required", "ON"],
    ["optional", "OPTIONAL"],
  ] as const)("a second factor that the cell's file calls %s is %s for everybody", (secondFactor, MfaConfiguration) => {
    const stack = new Stack();
    userPool(stack, { kind: "cognito", secondFactor });
    Template.fromStack(stack).hasResourceProperties("AWS::Cognito::UserPool", { MfaConfiguration });
  });

  test("has no accounts but those that operators make, with long passwords and a second factor", () => {
    expect(only("AWS::Cognito::UserPool")).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      DeletionProtection: "ACTIVE",
      EnabledMfas: ["SOFTWARE_TOKEN_MFA"],
      MfaConfiguration: "ON",
      UsernameAttributes: ["email"],
      UsernameConfiguration: { CaseSensitive: false },
      Policies: {
        PasswordPolicy: {
          MinimumLength: 12,
          RequireLowercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
          RequireUppercase: true,
        },
      },
    });
  });

  test("signs the pages in by a code for their own origin alone, and tells nobody who has an account", () => {
    const client = only("AWS::Cognito::UserPoolClient");
    expect(client).toMatchObject({
      AllowedOAuthFlows: ["code"],
      AllowedOAuthScopes: ["openid"],
      GenerateSecret: false,
      PreventUserExistenceErrors: "ENABLED",
    });
    const [distribution] = cell.of("AWS::CloudFront::Distribution");
    const home = `https://<${distribution?.logicalId}.DomainName>/`;
    expect([client.CallbackURLs, client.LogoutURLs].map((urls) => urls.map(textOf))).toEqual([[home], [home]]);
  });
});

describe("the API", () => {
  test("answers browsers of the pages' own origin, with the headers that the pages send", () => {
    const { CorsConfiguration } = only("AWS::ApiGatewayV2::Api", synthesise(beijing));
    expect(CorsConfiguration).toEqual({
      AllowOrigins: ["https://anhu.example.cn"],
      AllowMethods: ["GET", "POST"],
      AllowHeaders: ["authorization", "content-type", "accept-language"],
    });
    expect(only("AWS::ApiGatewayV2::Api").CorsConfiguration).toBeUndefined();
  });

  test("logs neither who called nor about whom, in lines that stay JSON whatever went wrong", () => {
    const { Format } = only("AWS::ApiGatewayV2::Stage").AccessLogSettings;
    expect(Object.values(JSON.parse(Format) as Record<string, string>).toSorted()).toEqual([
      "$context.authorizer.error",
      "$context.error.responseType",
      "$context.requestId",
      "$context.requestTimeEpoch",
      "$context.responseLatency",
      "$context.routeKey",
      "$context.status",
    ]);
  });
});

describe("the pages", () => {
  const published = cell.of("Custom::CDKBucketDeployment").map(({ properties }) => properties);
  const assets = published.find(({ Include }) => Include !== undefined);
  const entry = published.find(({ Include }) => Include === undefined);

  test("are asked for anew each time where their name stays, and never where it carries their content's hash", () => {
    expect(entry?.SystemMetadata).toEqual({ "cache-control": "no-cache" });
    expect(entry?.Exclude).toEqual(["assets/*"]);
    expect(assets?.SystemMetadata).toEqual({ "cache-control": "max-age=31536000, immutable" });
    expect([assets?.Exclude, assets?.Include]).toEqual([["*"], ["assets/*"]]);
    for (const { Prune } of published) expect(Prune).toBe(false);
  });

  test("are forgotten by CloudFront once others are there", () => {
    expect(entry?.DistributionPaths).toEqual(["/index.html", "/family/*", "/config.json"]);
    expect(assets?.DistributionPaths).toBeUndefined();
  });

  test("are told the broker's address by way of WebSocket", () => {
    const markers = entry?.SourceMarkers as Record<string, unknown>[];
    expect(JSON.stringify(markers)).toContain("endpointAddress");
    expect(cell.pageConfig.live).toEqual({
      endpoint: expect.stringMatching(/^wss:\/\/<<marker:[^>]+>>\/mqtt$/),
      authorizer: "anhu-live",
    });
  });
});
