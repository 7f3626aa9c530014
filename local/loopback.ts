import { isIPv4 } from "node:net";
import type { Bilingual } from "../contracts/http/fields.ts";

/** Why a request is not answered. */
export type Foreign = { readonly code: "forbidden-host" | "forbidden-origin"; readonly detail: Bilingual };

export interface RequestSource {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
  /** It changes something, or opens a channel: then the page it comes from matters too. */
  readonly isChanging: boolean;
}

/**
 * Judges where a request comes from, since nobody signs in yet and listening on loopback alone does not keep out a web
 * page: a foreign site may let its own name point to 127.0.0.1 (so the name must be loopback's), or send forms and open
 * WebSockets from its own origin (so a changing request must come from the box's own pages, or from no page at all).
 */
export function judgeSource({ host, origin, fetchSite, isChanging }: RequestSource): Foreign | undefined {
  if (host === undefined || !isLoopbackName(host)) {
    return {
      code: "forbidden-host",
      detail: {
        zh: "尚无登录功能，只接受本机访问：请在运行安护的机器上用 localhost 打开。",
        en: "There is no sign-in yet, so only this machine is served: open it under localhost on the machine that runs Anhu.",
      },
    };
  }
  const isForeign = origin === undefined ? fetchSite === "cross-site" : origin !== `http://${host}`;
  if (!isChanging || !isForeign) return undefined;
  return {
    code: "forbidden-origin",
    detail: {
      zh: "请求来自别的网页，未做任何改动。",
      en: "The request comes from another site's page; nothing was changed.",
    },
  };
}

function isLoopbackName(host: string): boolean {
  const name = /^(\[[0-9a-fA-F:.]+\]|[^:[\]]+)(?::\d{1,5})?$/.exec(host)?.[1]?.toLowerCase();
  if (name === undefined) return false;
  return name === "localhost" || name === "[::1]" || (isIPv4(name) && name.startsWith("127."));
}
