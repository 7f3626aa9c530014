import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join, resolve } from "node:path";
import type { Provider } from "oidc-provider";
import { protectingHeaders } from "../../contracts/page-headers.ts";
import { second } from "../../domain/model/time.ts";
import { BeginRate } from "./begin-rate.ts";
import type { Language, StepFault } from "./page-words.ts";
import { pageFiles, renderPage, type SignInPage } from "./pages.ts";
import { languageOf, oidcPath } from "./provider.ts";
import type { SignIn } from "./sign-in.ts";
import type { Steps } from "./steps.ts";

export interface FrontOptions {
  /** The provider of that origin; undefined when the box does not serve it. */
  providerOf(origin: string): Provider;
  readonly steps: Steps;
  readonly signIn: SignIn;
  failed(error: unknown): void;
}

/** Answers everything below `/oidc`, for a request whose origin has been judged already. */
export type SignInFront = (request: IncomingMessage, response: ServerResponse, origin: string) => Promise<void>;

/** Names and passwords are short. */
const formBytes = 8 * 1024;
const look = resolve(import.meta.dirname, "../../web/look");

/** The provider with its pages. */
export function newFront({ providerOf, steps, signIn, failed }: FrontOptions): SignInFront {
  const files = new Map<string, { readonly type: string; readonly text: string }>([
    [pageFiles.style, { type: "text/css", text: readText(join(look, "tokens.css")) + readText("pages.css") }],
    [pageFiles.script, { type: "text/javascript", text: readText("page.js") }],
  ]);

  const beginRate = new BeginRate();

  async function takeStep(request: IncomingMessage, response: ServerResponse, provider: Provider): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://box");
    let details: Awaited<ReturnType<Provider["interactionDetails"]>>;
    try {
      details = await provider.interactionDetails(request, response);
    } catch {
      return send(response, 400, { kind: "failed" }, { language: languageIn(searchParams) ?? "zh" });
    }
    const language = languageIn(searchParams) ?? languageOf(details.params.ui_locales);
    const frame = { language, address: pathname };
    if (request.method !== "POST") return send(response, 200, await steps.show(details.uid), frame);
    const form = await formOf(request);
    if (form === undefined) return send(response, 413, { kind: "failed" }, frame);
    const outcome = await steps.take(details.uid, form);
    if (outcome.kind === "page") {
      const { page, fault } = outcome;
      return send(response, statusOf(fault, response), page, { ...frame, ...(fault && { fault }) });
    }
    const login = { accountId: outcome.subject, amr: [...outcome.means], remember: false };
    await provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
  }

  async function changePassword(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://box");
    const frame = { language: languageIn(searchParams) ?? "zh", address: pathname };
    if (request.method !== "POST") return send(response, 200, { kind: "change" }, frame);
    const form = await formOf(request);
    if (form === undefined) return send(response, 413, { kind: "failed" }, frame);
    const field = (name: string): string => form.get(name) ?? "";
    const changed = await signIn.changeOwn({
      login: field("login"),
      password: field("password"),
      code: field("code"),
      next: field("next"),
      again: field("again"),
    });
    if (changed.kind === "good") return send(response, 200, { kind: "changed" }, { language: frame.language });
    return send(response, statusOf(changed, response), { kind: "change" }, { ...frame, fault: changed });
  }

  async function answer(request: IncomingMessage, response: ServerResponse, origin: string): Promise<void> {
    protect(response);
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    const file = files.get(path);
    if (file !== undefined) {
      response.setHeader("cache-control", "no-cache");
      response.setHeader("content-type", `${file.type}; charset=utf-8`);
      return void response.end(file.text);
    }
    response.setHeader("cache-control", "no-store");
    const { protocol, host } = new URL(origin);
    Object.assign(request.headers, { "x-forwarded-proto": protocol.slice(0, -1), "x-forwarded-host": host });
    const provider = providerOf(origin);
    if (path.startsWith(`${oidcPath}/sign-in/`)) return takeStep(request, response, provider);
    if (path === `${oidcPath}/password`) return changePassword(request, response);
    // Each beginning is written down for whoever asks: nobody may fill the disk with them.
    if (path === `${oidcPath}/auth` && !beginRate.mayBegin(request.socket.remoteAddress ?? "")) {
      response.setHeader("retry-after", "5");
      return send(response, 429, { kind: "failed", isBusy: true }, { language: asked(request) });
    }
    Object.assign(request, { originalUrl: request.url });
    request.url = (request.url ?? "/").slice(oidcPath.length) || "/";
    await provider.callback()(request, response);
  }

  return async (request, response, origin) => {
    try {
      await answer(request, response, origin);
    } catch (error) {
      failed(error);
      if (response.headersSent) response.destroy();
      else send(response, 500, { kind: "failed", detail: "internal" }, { language: "zh" });
    }
  };
}

/** Scripts and styles of the box itself only; and its own forms, which lead back to its own pages. */
function protect(response: ServerResponse): void {
  for (const [name, value] of Object.entries(protectingHeaders)) response.setHeader(name, value);
  // Without a referrer browsers send forms from the origin `null`, which cannot be told from a foreign one.
  response.setHeader("referrer-policy", "same-origin");
  response.setHeader(
    "content-security-policy",
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  );
}

function send(
  response: ServerResponse,
  status: number,
  page: SignInPage,
  frame: { readonly language: Language; readonly address?: string; readonly fault?: StepFault },
): void {
  response.writeHead(status, { "content-type": "text/html; charset=utf-8" });
  response.end(renderPage(page, frame));
}

function statusOf(fault: StepFault | undefined, response: ServerResponse): number {
  if (fault === undefined) return 200;
  if (fault.kind === "paused") response.setHeader("retry-after", String(fault.minutes * 60));
  if (fault.kind === "busy") response.setHeader("retry-after", "5");
  const byKind = { refused: 401, "wrong-code": 401, locked: 403, paused: 429, busy: 503 } as const;
  return fault.kind in byKind ? byKind[fault.kind as keyof typeof byKind] : 422;
}

/** The language that the console asks for when it begins. */
function asked(request: IncomingMessage): Language {
  return languageOf(new URL(request.url ?? "/", "http://box").searchParams.get("ui_locales"));
}

function languageIn(query: URLSearchParams): Language | undefined {
  const wanted = query.get("lang");
  return wanted === "zh" || wanted === "en" ? wanted : undefined;
}

/** Undefined when it is longer than any form of these pages. */
async function formOf(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const late = setTimeout(() => request.destroy(), 10 * second);
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > formBytes) return undefined;
      chunks.push(chunk);
    }
  } finally {
    clearTimeout(late);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
}

function readText(file: string): string {
  return readFileSync(resolve(import.meta.dirname, file), "utf8");
}
