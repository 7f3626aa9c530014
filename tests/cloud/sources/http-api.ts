import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { Clock } from "../../../local/clock.ts";
import type { Cloud, Resource } from "../cloud.ts";
import { type MatchedRoute, routesOf } from "./http-routes.ts";
import type { TokenIssuer } from "./token-issuer.ts";

export interface HttpApiOptions {
  readonly resources: readonly Resource[];
  readonly clock: Clock;
  readonly issuer: TokenIssuer;
  readonly invoke: Cloud["invoke"];
  /** Prefix of the ARNs under which API Gateway asks functions, up to the id of the API. */
  readonly arnPrefix: string;
}

/** API Gateway's HTTP API, listening in truth, with the routes and authorizers of the templates. */
export interface HttpApi {
  readonly url: string;
  close(): Promise<void>;
}

const longestAnswerMs = 29_000;
const largestBody = 10 * 1024 * 1024;

export async function openHttpApi({ resources, clock, issuer, invoke, arnPrefix }: HttpApiOptions): Promise<HttpApi> {
  const match = routesOf(resources);
  const server = createServer((request, response) => {
    void answerTo(request).then(
      ([status, headers, body]) => response.writeHead(status, headers).end(body),
      () => plain(response, 500, "Internal Server Error"),
    );
  });

  async function answerTo(request: IncomingMessage): Promise<[number, Record<string, string>, Buffer | string]> {
    const url = new URL(request.url ?? "/", "http://api");
    const found = match(request.method ?? "GET", url.pathname);
    if (found === undefined) return message(404, "Not Found");
    const claims = await claimsOf(found, request.headers.authorization);
    if (claims === undefined) return message(401, "Unauthorized");
    const body = await bodyOf(request);
    if (body.length > largestBody) return message(413, "Request Entity Too Large");
    const sourceArn = `${arnPrefix}${found.apiId}/$default/${request.method}${found.path}`;
    const event = eventOf(request, url, found, claims, body, clock.now());
    const tooLate = new Promise<undefined>((resolve) => setTimeout(resolve, longestAnswerMs, undefined).unref());
    const answer = await Promise.race([
      invoke(found.functionArn, event, { service: "apigateway.amazonaws.com", sourceArn }),
      tooLate,
    ]);
    if (answer === undefined) return message(503, "Service Unavailable");
    if (answer.kind === "failed") return message(500, "Internal Server Error");
    const result = answer.payload as APIGatewayProxyStructuredResultV2;
    const bytes = Buffer.from(result.body ?? "", result.isBase64Encoded === true ? "base64" : "utf8");
    return [result.statusCode ?? 200, result.headers as Record<string, string>, bytes];
  }

  /** Empty where the route asks for none, undefined when the token does not hold. */
  async function claimsOf(
    { authorizer }: MatchedRoute,
    authorization = "",
  ): Promise<Readonly<Record<string, unknown>> | undefined> {
    if (authorizer === undefined) return {};
    return issuer.verify(authorization.replace(/^Bearer /i, ""), authorizer.issuer, authorizer.audiences);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Payload format 2.0. */
function eventOf(
  request: IncomingMessage,
  url: URL,
  { routeKey, apiId, parameters }: MatchedRoute,
  claims: Readonly<Record<string, unknown>>,
  body: Buffer,
  at: number,
): APIGatewayProxyEventV2WithJWTAuthorizer {
  const { headers } = request;
  const method = request.method ?? "GET";
  return {
    version: "2.0",
    routeKey,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    ...(url.search === "" ? {} : { queryStringParameters: Object.fromEntries(url.searchParams) }),
    ...(Object.keys(parameters).length === 0 ? {} : { pathParameters: parameters }),
    ...(body.length === 0 ? {} : { body: body.toString("utf8") }),
    isBase64Encoded: false,
    requestContext: {
      accountId: "123456789012",
      apiId,
      authorizer: {
        principalId: "",
        integrationLatency: 0,
        jwt: { claims: claims as Record<string, string>, scopes: [] },
      },
      domainName: "api",
      domainPrefix: "api",
      http: {
        method,
        path: url.pathname,
        protocol: "HTTP/1.1",
        sourceIp: "192.0.2.1",
        userAgent: String(headers["user-agent"] ?? ""),
      },
      requestId: randomUUID(),
      routeKey,
      stage: "$default",
      time: new Date(at).toISOString(),
      timeEpoch: at,
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function message(status: number, text: string): [number, Record<string, string>, string] {
  return [status, { "content-type": "application/json" }, JSON.stringify({ message: text })];
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ message: text }));
}
