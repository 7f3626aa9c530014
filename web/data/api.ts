import type { Bilingual } from "../../contracts/http/fields.ts";
import { accessToken, noteNoAccess, tokenAfter } from "../sign-in/session.ts";
import { apiAddress } from "./page-config.ts";
import { problemIn } from "./problem-in.ts";

/** What of a schema the pages use. */
export interface Schema<T> {
  safeParse(input: unknown):
    | { readonly success: true; readonly data: T }
    | {
        readonly success: false;
        readonly error: {
          readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
        };
      };
}

/** Why there is no answer: nobody answered, the answer says no, or it is not what was agreed. */
export type AskProblem =
  | { readonly kind: "unreachable" }
  | {
      readonly kind: "refused";
      readonly status: number;
      readonly code: string;
      readonly messages: Bilingual;
      /** The id of what stands in the way, where it may be known. */
      readonly about?: string;
      /** Where in the request what was expected; pointers begin with `#/`. */
      readonly errors?: readonly { readonly pointer: string; readonly messages: Bilingual }[];
    }
  | { readonly kind: "unreadable"; readonly path: string; readonly detail: string };

export type Answer<T> =
  | { readonly kind: "answer"; readonly value: T }
  | { readonly kind: "problem"; readonly problem: AskProblem };

const patienceMs = 10_000;
const filePatienceMs = 30_000;

/** Less than this may be used up on the way. */
const tokenSeconds = 30;

/** Asks the API once and checks the answer against its schema; never throws. */
export async function ask<T>(path: string, schema: Schema<T>, body?: unknown): Promise<Answer<T>> {
  try {
    const response = await askAsWhoIsHere(path, body);
    const text = await response.text();
    const json = jsonOf(text);
    if (!response.ok) return { kind: "problem", problem: refusalOf(response.status, json) };
    const parsed = schema.safeParse(json);
    if (parsed.success) return { kind: "answer", value: parsed.data };
    const issue = parsed.error.issues[0];
    const detail = issue === undefined ? "" : `${issue.path.map(String).join(".")}: ${issue.message}`;
    return { kind: "problem", problem: { kind: "unreadable", path, detail } };
  } catch {
    return { kind: "problem", problem: { kind: "unreachable" } };
  }
}

/** What stands there as JSON; undefined where it is none. A body that was cut off on its way never gets here. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Asks for a file, which may take a while to be made; never throws. */
export async function askFile(path: string): Promise<Answer<Blob>> {
  try {
    const response = await askAsWhoIsHere(path, undefined, filePatienceMs);
    if (response.ok) return { kind: "answer", value: await response.blob() };
    const json: unknown = await response.json().catch(() => undefined);
    return { kind: "problem", problem: refusalOf(response.status, json) };
  } catch {
    return { kind: "problem", problem: { kind: "unreachable" } };
  }
}

/** Asks with the token of whoever signed in, and once more with a fresh one when it is refused. */
async function askAsWhoIsHere(path: string, body: unknown, patience = patienceMs): Promise<Response> {
  const token = await accessToken(tokenSeconds);
  const response = await send(path, body, token, patience);
  if (token === undefined) return response;
  const answer = response.status === 401 ? await send(path, body, await tokenAfter(token), patience) : response;
  // A refusal in our own words comes from behind the door.
  const isOurs = answer.headers.get("content-type")?.startsWith("application/problem+json") === true;
  if ((answer.status === 401 || answer.status === 403) && !isOurs) noteNoAccess();
  return answer;
}

async function send(path: string, body: unknown, token: string | undefined, patience: number): Promise<Response> {
  const headers = {
    accept: "application/json",
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  const content = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  return await fetch(apiAddress(path), { ...content, headers, signal: AbortSignal.timeout(patience) });
}

function refusalOf(status: number, json: unknown): AskProblem {
  const said = problemIn(json);
  if (said !== undefined) {
    const { code, messages, about, errors } = said;
    return {
      kind: "refused",
      status,
      code,
      messages,
      ...(about !== undefined && { about }),
      ...(errors !== undefined && { errors }),
    };
  }
  if (status >= 500) return { kind: "unreachable" };
  return {
    kind: "refused",
    status,
    code: "unknown",
    messages: { zh: `服务器拒绝了这个请求（${status}）`, en: `The server refused this request (${status})` },
  };
}
