import { randomUUID } from "node:crypto";
import type { HttpBindings } from "@hono/node-server";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { type Context, Hono } from "hono";
import { compress } from "hono/compress";
import type * as z from "zod/mini";
import type { Bilingual } from "../contracts/http/fields.ts";
import type { health } from "../contracts/http/health.ts";
import type { Problem } from "../contracts/http/problem.ts";
import { languageOf, type ProblemCode, problemCatalogue, problemOf } from "../contracts/http/problems.ts";
import { routes } from "../contracts/http/routes.ts";
import { type PageConfig, pageConfigPath } from "../contracts/page-config.ts";
import { contentSecurityPolicy, protectingHeaders } from "../contracts/page-headers.ts";
import type { EpochMs } from "../domain/model/time.ts";
import { type HttpAuthorizer, type HttpRequest, httpEvent } from "../functions/shell/events.ts";
import type { Log } from "../functions/shell/log.ts";
import { RequestRefusedError } from "../functions/shell/refusals.ts";
import { textOf, tooLarge } from "../functions/shell/request-body.ts";
import type { BoxRoute } from "./box-route.ts";
import { InvocationError } from "./invoke.ts";
import { judgeSource, type OwnNames, ownOrigin } from "./loopback.ts";
import { servePages } from "./pages.ts";
import type { Redelivery } from "./redelivery.ts";

/** One route of the API with the function behind it. */
export interface HttpRoute {
  readonly method: "GET" | "POST";
  /** As the manifest has it, e.g. `/api/residents/{id}`. */
  readonly path: string;
  call(event: unknown): Promise<unknown>;
}

export interface HttpOptions {
  readonly routes: readonly HttpRoute[];
  /** Routes of this box beside those of the manifest. @default none */
  readonly ownRoutes?: readonly BoxRoute[];
  /** What the pages are told that are open under that origin. */
  pageConfig(origin: string): Promise<PageConfig> | PageConfig;
  /** Other origins that the pages call. */
  readonly otherOrigins?: () => readonly string[];
  /** @default those of loopback only */
  readonly names?: OwnNames;
  /** Who the bearer of this token is; undefined for a token that does not hold. */
  authorize(token: string): Promise<HttpAuthorizer | undefined>;
  /** As much of how the box is as this caller may know. */
  health(
    authorizer: HttpAuthorizer | undefined,
    query: { readonly details?: string | undefined },
  ): Promise<z.infer<typeof health>>;
  /** Takes dead letters in again, for the operators' command. @default there are none to take */
  redeliver?(options: { readonly dryRun: boolean }): Promise<Redelivery>;
  readonly now: () => EpochMs;
  readonly log: Log;
}

/** The functions refuse larger ones themselves; this keeps them from being gathered in memory. */
const bodyBytes = 1024 * 1024 + 1024;

/** The HTTP API and the pages, as one application without a server. */
export function newHttpApp(options: HttpOptions): Hono {
  const { routes: served, ownRoutes = [], authorize, health, redeliver, names = {}, now, log } = options;
  const app = new Hono();

  app.use(async (context, next) => {
    const { method } = context.req;
    const source = {
      host: context.req.header("host"),
      origin: context.req.header("origin"),
      fetchSite: context.req.header("sec-fetch-site"),
      isChanging: method !== "GET" && method !== "HEAD",
      isTls: isTls(context),
    };
    const foreign = judgeSource(source, names);
    if (foreign !== undefined) return problem(context, foreign.code, foreign.detail);
    await next();
    protect(context, ownOrigin(source, names) ?? "", options.otherOrigins?.() ?? []);
    return undefined;
  });

  // Before the function of this route, which knows less: the process sees its own connections and counters.
  app.get(routes["show-health"].path, async (context) => {
    context.header("cache-control", "no-store");
    return context.json(await health(await authorizerOf(context), { details: context.req.query("details") }));
  });
  for (const route of served) {
    app.on(route.method, honoPath(route.path), async (context) => {
      const body = route.method === "POST" ? await bodyOf(context) : undefined;
      const authorizer = await authorizerOf(context);
      const request = { ...requestOf(context, route.path, body, now()), ...(authorizer && { authorizer }) };
      return responseOf(await route.call(httpEvent(request)));
    });
  }
  for (const route of ownRoutes) {
    app.on(route.method, honoPath(route.path), async (context) => {
      const authorizer = await authorizerOf(context);
      const body = route.method === "POST" ? jsonIn(await bodyOf(context)) : {};
      context.header("cache-control", "no-store");
      return context.json((await route.answer({ authorizer, parameters: context.req.param(), body })) as object);
    });
  }
  if (redeliver !== undefined)
    app.post("/api/dead-letters/redeliver", async (context) => {
      const authorizer = await authorizerOf(context);
      if (authorizer === undefined || !("lambda" in authorizer)) return problem(context, "not-signed-in");
      const dryRun = /"dryRun"\s*:\s*true/.test(await bodyOf(context));
      return context.json(await redeliver({ dryRun }));
    });

  async function authorizerOf(context: Context): Promise<HttpAuthorizer | undefined> {
    const [, token] = /^Bearer ([\w.~+/-]+=*)$/i.exec(context.req.header("authorization") ?? "") ?? [];
    return token === undefined ? undefined : await authorize(token);
  }
  const methods = Map.groupBy([...served, ...ownRoutes], ({ path }) => path);
  for (const [path, known] of methods) {
    const allow = known.flatMap(({ method }) => (method === "GET" ? ["GET", "HEAD"] : [method])).join(", ");
    app.all(honoPath(path), (context) => {
      context.header("allow", allow);
      return problem(context, "method-not-allowed", {
        zh: `此地址只支持 ${allow}。`,
        en: `This address takes ${allow} only.`,
      });
    });
  }
  app.all("/api/*", (context) => problem(context, "unknown-route", unknownRoute));
  app.get(pageConfigPath, async (context) => {
    context.header("cache-control", "no-cache");
    const origin = ownOrigin({ host: context.req.header("host"), isTls: isTls(context) }, names) ?? "";
    return context.json(await options.pageConfig(origin));
  });
  // Scripts are a third of their size on their way to a phone.
  app.on(["GET", "HEAD"], "*", compress(), servePages());
  app.notFound((context) => problem(context, "unknown-route", unknownRoute));

  app.onError((error, context) => {
    if (error instanceof RequestRefusedError) return problem(context, error.code, error.detail, error.errors);
    if (error instanceof InvocationError && error.code === "timed-out") return problem(context, "timed-out", tooLate);
    log.error("a request failed", { code: error.name, error });
    return problem(context, "internal");
  });
  return app;
}

const unknownRoute: Bilingual = {
  zh: "没有这个地址，请核对拼写；接口说明见 docs/openapi.json。",
  en: "There is no such address; check its spelling. docs/openapi.json describes the API.",
};
const tooLate: Bilingual = {
  zh: "处理超时，可能已经完成。请刷新核对后再试。",
  en: "It took too long and may have been done all the same: reload, check and try again.",
};
/** Answers an RFC 9457 problem in the language that the caller asks for. */
function problem(
  context: Context,
  code: ProblemCode,
  detail: Bilingual = problemCatalogue[code].title,
  errors?: Problem["errors"],
): Response {
  const language = languageOf(context.req.header("accept-language"));
  const body = problemOf(code, detail, language, errors);
  return context.body(JSON.stringify(body), problemCatalogue[code].status, {
    "content-type": "application/problem+json; charset=utf-8",
    "content-language": language === "zh" ? "zh-CN" : "en",
    "cache-control": "no-store",
    vary: "accept-language",
  });
}

/** No other site may frame, script or read what this origin serves. */
function protect(context: Context, origin: string, others: readonly string[]): void {
  const live = origin.replace(/^http/, "ws");
  context.header("content-security-policy", contentSecurityPolicy([live, ...others]));
  for (const [name, value] of Object.entries(protectingHeaders)) context.header(name, value);
}

/** Whether the request came by the listener with TLS. */
function isTls(context: Context): boolean {
  const { incoming } = (context.env ?? {}) as Partial<HttpBindings>;
  return incoming !== undefined && "encrypted" in incoming.socket;
}

function jsonIn(text: string): unknown {
  if (text === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    const detail = { zh: "请求内容不是 JSON，未做任何改动。", en: "The request is not JSON; nothing was changed." };
    throw new RequestRefusedError("invalid-json", detail);
  }
}

function honoPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ":$1");
}

/** Reads the body as text, and no further than it may be long; throws a {@link RequestRefusedError}. */
async function bodyOf(context: Context): Promise<string> {
  const announced = Number(context.req.header("content-length") ?? 0);
  if (announced > bodyBytes) throw new RequestRefusedError("payload-too-large", tooLarge);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of context.req.raw.body ?? []) {
    bytes += chunk.length;
    if (bytes > bodyBytes) throw new RequestRefusedError("payload-too-large", tooLarge);
    chunks.push(chunk);
  }
  return textOf(Buffer.concat(chunks));
}

function requestOf(context: Context, route: string, body: string | undefined, at: EpochMs): HttpRequest {
  return {
    method: context.req.method,
    route,
    path: context.req.path,
    pathParameters: context.req.param(),
    query: context.req.query(),
    headers: context.req.header(),
    body,
    requestId: randomUUID(),
    at,
    ...addressOf(context),
  };
}

/** Of the connection; none where the application runs without a server. */
function addressOf(context: Context): { readonly sourceIp?: string } {
  const { incoming } = (context.env ?? {}) as Partial<HttpBindings>;
  const sourceIp = incoming?.socket.remoteAddress;
  return sourceIp === undefined ? {} : { sourceIp };
}

function responseOf(answer: unknown): Response {
  const { statusCode = 500, headers = {}, body = "", isBase64Encoded } = answer as APIGatewayProxyStructuredResultV2;
  const plain = Object.entries(headers).map(([name, value]) => [name, String(value)] as [string, string]);
  const sent = isBase64Encoded === true ? Buffer.from(body, "base64") : body;
  return new Response(sent, { status: statusCode, headers: plain });
}
