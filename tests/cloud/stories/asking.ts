import { expect } from "vitest";
import type { Cloud } from "../cloud.ts";
import { call } from "../cloud-under-test.ts";

/** Asks as somebody who is registered; the body of an answer that it was done. */
// biome-ignore lint/suspicious/noExplicitAny: a story reads what it expects to be there.
export type Ask = (who: string, method: "GET" | "POST", path: string, body?: unknown) => Promise<any>;

export function askedOf(cloud: Cloud): Ask {
  return async (who, method, path, body) => {
    const answer = await call(cloud, method, path, body, await cloud.token(who));
    expect(answer.status, `${who} ${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    return answer.body;
  };
}
