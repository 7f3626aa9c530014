import { Aws, Fn, Stack, type StackProps } from "aws-cdk-lib";
import { type CfnStage, CorsHttpMethod, HttpApi, LogGroupLogDestination } from "aws-cdk-lib/aws-apigatewayv2";
import type { Distribution } from "aws-cdk-lib/aws-cloudfront";
import { OAuthScope, type UserPool, UserPoolClient } from "aws-cdk-lib/aws-cognito";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import type { Cell } from "../contracts/cell.ts";
import { logGroup } from "./log-group.ts";
import { pagesDistribution } from "./pages-distribution.ts";

interface EntryStackProps extends StackProps {
  readonly cell: Cell;
  readonly key: IKey | undefined;
  readonly users: UserPool | undefined;
}

/** Whom the API and the broker believe. */
export interface Issuer {
  readonly issuer: string;
  readonly audience: string;
  readonly clientId: string;
  /** Where Cognito signs in. */
  readonly userPoolId?: string;
}

/**
 * The addresses under which people reach the service, and who signs them in. They stand apart because they know of each
 * other: the pages' address goes into the sign-in, the sign-in into every function that checks it.
 */
export class EntryStack extends Stack {
  readonly api: HttpApi;
  readonly distribution: Distribution | undefined;
  /** Origin of the pages. */
  readonly origin: string;
  readonly signIn: Issuer;

  constructor(scope: Construct, id: string, { cell, key, users, ...props }: EntryStackProps) {
    super(scope, id, props);
    this.api = httpApi(this, cell, key);
    this.distribution =
      cell.pages.kind === "cloudfront"
        ? pagesDistribution(this, {
            apiHost: Fn.select(2, Fn.split("/", this.api.apiEndpoint)),
            cell,
          })
        : undefined;
    this.origin = originOf(cell, this.distribution);
    this.signIn = signInOf(this, cell, users, this.origin);
  }
}

function httpApi(scope: Construct, cell: Cell, key: IKey | undefined): HttpApi {
  const api = new HttpApi(scope, "api", {
    apiName: "anhu",
    description: "Anhu's HTTP API",
    createDefaultStage: false,
    ...(cell.pages.kind === "own-origin" && {
      corsPreflight: {
        allowOrigins: [cell.pages.origin],
        allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST],
        allowHeaders: ["authorization", "content-type", "accept-language"],
      },
    }),
  });
  const stage = api.addStage("stage", {
    stageName: "$default",
    autoDeploy: true,
    throttle: { rateLimit: 200, burstLimit: 400 },
    accessLogSettings: {
      destination: new LogGroupLogDestination(
        logGroup(scope, "access-log", { name: "/aws/vendedlogs/anhu-api", retentionDays: cell.retention.logDays, key }),
      ),
    },
  });
  // The default format tells the caller's address; ids of people stand in paths, so that only the route is told. An
  // error is told by its kind: its message may hold quotes, which nothing escapes.
  const { accessLogSettings } = stage.node.defaultChild as CfnStage;
  (stage.node.defaultChild as CfnStage).accessLogSettings = {
    ...(accessLogSettings as CfnStage.AccessLogSettingsProperty),
    format: JSON.stringify({
      requestId: "$context.requestId",
      time: "$context.requestTimeEpoch",
      route: "$context.routeKey",
      status: "$context.status",
      latencyMs: "$context.responseLatency",
      error: "$context.error.responseType",
      authorizerError: "$context.authorizer.error",
    }),
  };
  return api;
}

function originOf(cell: Cell, distribution: Distribution | undefined): string {
  if (cell.pages.kind === "own-origin") return cell.pages.origin;
  return `https://${cell.domain?.name ?? distribution?.distributionDomainName}`;
}

function signInOf(scope: Construct, cell: Cell, users: UserPool | undefined, origin: string): Issuer {
  if (cell.signIn.kind === "oidc") return cell.signIn;
  if (users === undefined) throw new Error(`cell ${cell.name} signs in with Cognito but has no user pool`);
  const { userPoolClientId } = new UserPoolClient(scope, "sign-in", {
    userPool: users,
    userPoolClientName: "anhu-pages",
    generateSecret: false,
    preventUserExistenceErrors: true,
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID],
      callbackUrls: [`${origin}/`],
      logoutUrls: [`${origin}/`],
    },
  });
  return {
    issuer: `https://cognito-idp.${Aws.REGION}.${Aws.URL_SUFFIX}/${users.userPoolId}`,
    audience: userPoolClientId,
    clientId: userPoolClientId,
    userPoolId: users.userPoolId,
  };
}
