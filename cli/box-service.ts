import type { Bilingual } from "../contracts/http/fields.ts";
import { CommandFailedError } from "./failure.ts";
import type { Service } from "./service.ts";

/** What only asks is answered at once, or the box hangs; what changes something takes as long as its function may. */
const patienceMs = { GET: 10_000, POST: 70_000 } as const;

/** A box, by its HTTP API, and the token by which the command proves itself there. */
export function boxService({ http, token }: { readonly http: string; readonly token?: string }): Service {
  return {
    name: http,
    async send(method, path, { query = {}, body } = {}) {
      const url = new URL(path, http);
      url.search = new URLSearchParams(query).toString();
      let response: Response;
      try {
        response = await fetch(url, {
          method,
          headers: {
            "accept-language": "en",
            ...(token !== undefined && { authorization: `Bearer ${token}` }),
            ...(body !== undefined && { "content-type": "application/json" }),
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
          signal: AbortSignal.timeout(patienceMs[method]),
        });
      } catch (error) {
        throw noAnswer(http, error, patienceMs[method]);
      }
      try {
        return { status: response.status, body: await response.json() };
      } catch (error) {
        throw noAnswer(http, error, patienceMs[method]);
      }
    },
  };
}

function noAnswer(http: string, cause: unknown, waitedMs: number): CommandFailedError {
  return new CommandFailedError(noAnswerIn(http, cause, waitedMs / 1000), { kind: "unreachable", cause });
}

function noAnswerIn(http: string, cause: unknown, seconds: number): Bilingual {
  if (cause instanceof Error && cause.name === "TimeoutError")
    return {
      zh: `${http} 在 ${seconds} 秒内没有应答：系统可能已挂起，此刻可能无人被看护。请查看日志并重新启动，或指明地址：--box URL`,
      en: `${http} did not answer within ${seconds} s: the box may hang, and nobody may be watched. Look at its log and start it again, or say which: --box URL`,
    };
  if (cause instanceof SyntaxError)
    return {
      zh: `${http} 的应答不是 JSON：那里运行的不是本系统。请指明地址：--box URL`,
      en: `what answers at ${http} is no box: its answer is not JSON. Say which: --box URL`,
    };
  return {
    zh: `${http} 没有系统应答；请先启动（npm start），或指明地址：--box URL`,
    en: `no box answers at ${http}; start one (npm start) or say which: --box URL`,
  };
}
