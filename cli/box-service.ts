import { CommandFailedError } from "./failure.ts";
import type { Service } from "./service.ts";

/** As long as the slowest function of a box may take, and a little more. */
const patienceMs = 70_000;

/** A box, by its HTTP API. */
export function boxService(http: string): Service {
  return {
    name: http,
    async send(method, path, { query = {}, body } = {}) {
      const url = new URL(path, http);
      url.search = new URLSearchParams(query).toString();
      let response: Response;
      try {
        response = await fetch(url, {
          method,
          headers: { "accept-language": "en", ...(body !== undefined && { "content-type": "application/json" }) },
          ...(body !== undefined && { body: JSON.stringify(body) }),
          signal: AbortSignal.timeout(patienceMs),
        });
      } catch (error) {
        throw noBoxAt(http, error);
      }
      try {
        return { status: response.status, body: await response.json() };
      } catch (error) {
        throw noBoxAt(http, error);
      }
    },
  };
}

function noBoxAt(http: string, cause: unknown): CommandFailedError {
  const messages = {
    zh: `${http} 没有系统应答；请先启动（npm start），或指明地址：--box URL`,
    en: `no box answers at ${http}; start one (npm start) or say which: --box URL`,
  };
  return new CommandFailedError(messages, { kind: "unreachable", cause });
}
