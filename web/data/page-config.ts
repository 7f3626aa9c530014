import type { PageConfig } from "../../contracts/page-config.ts";
import { pageConfigIn } from "./page-config-in.ts";

/** Where contracts/page-config.ts says; its schema is too large for a family's first light. */
const pageConfigPath = "/config.json";

const patienceMs = 10_000;
const againAfterMs = 2_000;

let config: PageConfig = {};

/**
 * Reads what the pages have to know of the place that they are served from, and tries again until it is there: with a
 * wrong guess they would show nothing, or ask in the wrong place.
 */
export async function loadPageConfig(unreachable: () => void): Promise<PageConfig> {
  for (;;) {
    try {
      const response = await fetch(pageConfigPath, { signal: AbortSignal.timeout(patienceMs) });
      if (response.ok) {
        const read = pageConfigIn(await response.json());
        if (read !== undefined) {
          config = read;
          return config;
        }
      }
    } catch {
      // Nobody answered, or something else did.
    }
    unreachable();
    await new Promise((resolve) => setTimeout(resolve, againAfterMs));
  }
}

/** Where the API is asked, for a path that begins with `/api/`. */
export function apiAddress(path: string): string {
  return `${config.api ?? ""}${path}`;
}

/** Where live changes are heard. */
export function liveAddress(): string {
  if (config.live !== undefined) {
    return `${config.live.endpoint}?x-amz-customauthorizer-name=${encodeURIComponent(config.live.authorizer)}`;
  }
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/mqtt`;
}
