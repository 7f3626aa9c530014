import type { Bilingual } from "../contracts/http/fields.ts";
import { type Page, type WholeList, wholeList } from "../contracts/http/paging.ts";
import type { Problem } from "../contracts/http/problem.ts";
import type { Language } from "../contracts/http/problems.ts";
import { CommandFailedError } from "./failure.ts";

export interface ServiceRequest {
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** What came back, whatever its status. */
export interface ServiceAnswer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * The service that is meant, box or cell: both take the same requests and answer the same problems. `send` rejects only
 * when there is no answer at all.
 */
export interface Service {
  /** For messages, e.g. `http://127.0.0.1:8080` or `cell taihe`. */
  readonly name: string;
  send(method: "GET" | "POST", path: `/api/${string}`, request?: ServiceRequest): Promise<ServiceAnswer>;
}

/** The service refused; `status` is its own, and so is `problemCode` where it answered with a problem. */
export class ServiceRefusedError extends CommandFailedError {
  readonly status: number;
  readonly problemCode: string | undefined;
  constructor(status: number, messages: Bilingual, problem: unknown) {
    super(messages, { facts: { problem } });
    this.status = status;
    this.problemCode = (problem as Partial<Problem> | null)?.code;
  }
}

/** The answer to a request that must succeed; a refusal becomes a {@link ServiceRefusedError} in the service's words. */
export async function call<T>(
  service: Service,
  method: "GET" | "POST",
  path: `/api/${string}`,
  request?: ServiceRequest,
): Promise<T> {
  const { status, body } = await service.send(method, path, request);
  if (status >= 200 && status < 300) return body as T;
  throw new ServiceRefusedError(status, refusalIn(status, body), body);
}

/** The whole of a list that the service answers in pages; rejects as {@link call} does, so that no part passes for all. */
export async function callForAll<T>(
  service: Service,
  path: `/api/${string}`,
  query: Readonly<Record<string, string>> = {},
): Promise<WholeList<T>> {
  return wholeList((after) =>
    call<Page<T>>(service, "GET", path, { query: after === undefined ? query : { ...query, after } }),
  );
}

function refusalIn(status: number, body: unknown): Bilingual {
  const { messages, detail, title, errors = [] } = (body ?? {}) as Partial<Problem>;
  const plain = detail ?? title ?? `status ${status}`;
  const head = messages ?? { zh: plain, en: plain };
  const places = (language: Language): string =>
    errors.map((error) => `\n  ${error.pointer}: ${error.messages[language]}`).join("");
  return { zh: head.zh + places("zh"), en: head.en + places("en") };
}
