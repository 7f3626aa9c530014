import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import * as z from "zod/mini";
import type { Bilingual } from "../../contracts/http/fields.ts";
import type { Problem } from "../../contracts/http/problem.ts";
import { errorsOfIssues, languageOf, problemCatalogue, problemOf } from "../../contracts/http/problems.ts";
import type { Route } from "../../contracts/http/route.ts";
import type { Caller } from "../../domain/access/caller.ts";
import { type Telling, tellAfter, tellBefore } from "../audit/witness.ts";
import type { FunctionDeclaration } from "../declaration.ts";
import { manifest } from "../manifest.ts";
import { type AdmissionDeps, admit } from "./admission.ts";
import { treatmentOf } from "./error-table.ts";
import type { Border } from "./lambda.ts";
import { RequestRefusedError } from "./refusals.ts";
import { jsonBodyOf } from "./request-body.ts";
import { UnreadableEventError } from "./triggers.ts";

type HttpDeps = AdmissionDeps & Telling;

type Body<R extends Route> = R extends { readonly body: infer B extends z.ZodMiniType } ? z.output<B> : undefined;

/** A request that passed the schemas of its route. */
interface HttpRequestOf<R extends Route> {
  readonly path: z.output<R["parameters"]>;
  readonly query: z.output<R["query"]>;
  readonly body: Body<R>;
}

/** A request that passed the schemas of its route, of somebody who may ask it. */
export interface HttpInput<R extends Route> extends HttpRequestOf<R> {
  readonly caller: Caller;
}

/**
 * The border of an HTTP function: reads API Gateway events (payload 2.0) by the route's schemas, answers JSON and
 * RFC 9457 problems in the language of the caller. All faults of a request are told at once.
 */
export function http<R extends Route>(route: R): Border<HttpInput<R>, z.input<R["answer"]>, HttpRequestOf<R>> {
  return {
    parse: (event) => parseRequest(route, requestOf(event)),
    async admit(request, event, deps, name) {
      const { trigger }: FunctionDeclaration = manifest[name];
      if (trigger.kind !== "http") throw new UnreadableEventError("http");
      const asked = requestOf(event);
      const admitted = await admit(asked, trigger, request, deps as HttpDeps);
      const { method, action } = trigger;
      const witnessed = { ...admitted, name, method, action, request, event: asked };
      return {
        input: { ...request, caller: admitted.caller },
        before: () => tellBefore(witnessed, deps as HttpDeps),
        after: (output) => tellAfter(witnessed, output, deps as HttpDeps),
      };
    },
    answer: (view) => answerOf(route, view),
    refuse: problemResponse,
  };
}

function answerOf({ success: statusCode, media }: Route, view: unknown): APIGatewayProxyStructuredResultV2 {
  const headers = { "content-type": media ?? "application/json; charset=utf-8", "cache-control": "no-store" };
  if (media === "application/pdf") return { statusCode, headers, body: String(view), isBase64Encoded: true };
  return { statusCode, headers, body: JSON.stringify(view) };
}

function requestOf(event: unknown): APIGatewayProxyEventV2 {
  const request = event as Partial<APIGatewayProxyEventV2> | null;
  if (typeof request?.headers !== "object" || typeof request.requestContext !== "object") {
    throw new UnreadableEventError("http");
  }
  // Whoever invokes the function directly may send null for what there is none of.
  const { body, headers } = request;
  return { ...request, body: body ?? undefined, headers: headers ?? {} } as APIGatewayProxyEventV2;
}

function parseRequest<R extends Route>(route: R, event: APIGatewayProxyEventV2): HttpRequestOf<R> {
  const path = z.safeParse(route.parameters, event.pathParameters ?? {});
  const query = z.safeParse(route.query, event.queryStringParameters ?? {});
  const body = route.body === undefined ? undefined : z.safeParse(route.body, jsonBodyOf(event));
  if (path.success && query.success && body?.success !== false) {
    return { path: path.data, query: query.data, body: body?.data } as HttpRequestOf<R>;
  }
  throw new RequestRefusedError("invalid-request", invalidRequest, [
    ...errorsOfIssues(path.error?.issues ?? [], "#/path"),
    ...errorsOfIssues(query.error?.issues ?? [], "#/query"),
    ...errorsOfIssues(body?.error?.issues ?? [], "#"),
  ]);
}

function problemResponse(error: unknown, event: unknown): APIGatewayProxyStructuredResultV2 {
  const language = languageOf((event as Partial<APIGatewayProxyEventV2> | null)?.headers?.["accept-language"]);
  const problem = problemFor(error, language);
  return {
    statusCode: problem.status,
    headers: {
      "content-type": "application/problem+json; charset=utf-8",
      "content-language": language === "zh" ? "zh-CN" : "en",
      vary: "accept-language",
      "cache-control": "no-store",
    },
    body: JSON.stringify(problem),
  };
}

function problemFor(error: unknown, language: "zh" | "en"): Problem {
  if (error instanceof RequestRefusedError)
    return problemOf(error.code, error.detail, language, error.errors, error.about);
  const { problem } = treatmentOf(error);
  return problemOf(problem, details[problem] ?? problemCatalogue[problem].title, language);
}

const invalidRequest: Bilingual = {
  zh: "请求内容有误，未做任何改动。请按 errors 中的位置逐项更正后重试。",
  en: "The request is not valid; nothing was changed. Correct the places listed under errors and try again.",
};

const details: Readonly<Partial<Record<string, Bilingual>>> = {
  internal: {
    zh: "系统出错，已记录。可能没有改动；请刷新核对后再试。",
    en: "Something went wrong and was recorded. Possibly nothing was changed: reload, check and try again.",
  },
  "payload-too-large": {
    zh: "内容过多，一条记录存不下（上限 400 KB），未做任何改动。请减少或缩短列表。",
    en: "It is more than one record can hold (400 KB); nothing was changed. Send fewer or shorter entries.",
  },
  "audit-unavailable": {
    zh: "查看与改动须先留痕，现在记录不了，所以没有显示，也没有改动。请稍后再试；情况紧急请直接到现场或打电话，告警呼叫不受影响。",
    en: "Whatever is read or changed has to be recorded first, and that is not possible right now: nothing is shown and nothing was changed. Try again shortly. In an emergency go there or telephone; calls for alerts go on.",
  },
  unavailable: {
    zh: "暂时无法服务，未做任何改动。请稍后再试。",
    en: "Not available right now; nothing was changed. Try again shortly.",
  },
  "timed-out": {
    zh: "处理超时，可能已经完成。请刷新核对后再试。",
    en: "It took too long and may have been done all the same: reload, check and try again.",
  },
  "invalid-certificate-request": {
    zh: "证书请求须为 PKCS#10 (PEM) 并带有有效签名，设备未登记。",
    en: "The certificate request must be PKCS#10 (PEM) with a valid signature; the device was not enrolled.",
  },
};
