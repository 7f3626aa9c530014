import type { Bilingual } from "../../contracts/http/fields.ts";
import { problem } from "../../contracts/http/problem.ts";

/** What of a schema the pages use. */
interface Schema<T> {
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
  | { readonly kind: "refused"; readonly status: number; readonly code: string; readonly messages: Bilingual }
  | { readonly kind: "unreadable"; readonly path: string; readonly detail: string };

export type Answer<T> =
  | { readonly kind: "answer"; readonly value: T }
  | { readonly kind: "problem"; readonly problem: AskProblem };

const patienceMs = 10_000;

/** Asks the API once and checks the answer against its schema; never throws. */
export async function ask<T>(path: string, schema: Schema<T>, body?: unknown): Promise<Answer<T>> {
  const request: RequestInit =
    body === undefined
      ? { headers: { accept: "application/json" } }
      : {
          method: "POST",
          headers: { accept: "application/json", "content-type": "application/json" },
          body: JSON.stringify(body),
        };
  try {
    const response = await fetch(path, { ...request, signal: AbortSignal.timeout(patienceMs) });
    const json: unknown = await response.json().catch(() => undefined);
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

function refusalOf(status: number, json: unknown): AskProblem {
  const parsed = problem.safeParse(json);
  if (parsed.success) return { kind: "refused", status, code: parsed.data.code, messages: parsed.data.messages };
  if (status >= 500) return { kind: "unreachable" };
  return {
    kind: "refused",
    status,
    code: "unknown",
    messages: { zh: `服务器拒绝了这个请求（${status}）`, en: `The server refused this request (${status})` },
  };
}
