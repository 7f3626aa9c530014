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
  /** It came by the listener with TLS. @default false */
  readonly isTls?: boolean;
}

/** Under which names a box is open beside those of loopback. */
export interface OwnNames {
  /** Where people find it, as a proxy or the DNS has it. */
  readonly publicUrl?: URL;
  /** Names and addresses of this machine, in lower case; they hold by TLS only. */
  readonly machine?: ReadonlySet<string>;
}

/**
 * Judges where a request comes from. Sign-in alone does not keep out a web page: a foreign site may let its own name
 * point to this machine and so become the pages' own origin in a browser (so the name must be one of the box's), or send
 * forms and open WebSockets from its own origin (so a changing request must come from the box's own pages, or from no
 * page at all).
 */
export function judgeSource(source: RequestSource, names: OwnNames = {}): Foreign | undefined {
  const own = ownOrigin(source, names);
  if (own === undefined) {
    return {
      code: "forbidden-host",
      detail: {
        zh: "这个地址不是本系统的：请在运行安护的机器上用 localhost 打开，或用 --public-url 所设的地址。",
        en: "This is not an address of the box: open it under localhost on the machine that runs Anhu, or under its --public-url.",
      },
    };
  }
  const { origin, fetchSite, isChanging } = source;
  const isForeign = origin === undefined ? fetchSite === "cross-site" : origin !== own;
  if (!isChanging || !isForeign) return undefined;
  return {
    code: "forbidden-origin",
    detail: {
      zh: "请求来自别的网页，未做任何改动。",
      en: "The request comes from another site's page; nothing was changed.",
    },
  };
}

/** The box's own origin under which a request came; undefined for a name that is not the box's. */
export function ownOrigin(
  { host, isTls = false }: Pick<RequestSource, "host" | "isTls">,
  { publicUrl, machine }: OwnNames,
): string | undefined {
  if (host === undefined) return undefined;
  if (host.toLowerCase() === publicUrl?.host) return publicUrl.origin;
  const name = /^(\[[0-9a-fA-F:.]+\]|[^:[\]]+)(?::\d{1,5})?$/.exec(host)?.[1]?.toLowerCase();
  if (name === undefined || !URL.canParse(`http://${host}`)) return undefined;
  if (isLoopbackName(name)) return `${isTls ? "https" : "http"}://${host}`;
  return isTls && machine?.has(name) === true ? `https://${host}` : undefined;
}

/** Whether the box serves its pages under that origin. */
export function isOwnOrigin(origin: string, names: OwnNames): boolean {
  if (!URL.canParse(origin)) return false;
  const { host, protocol } = new URL(origin);
  return ownOrigin({ host, isTls: protocol === "https:" }, names) === origin;
}

function isLoopbackName(name: string): boolean {
  return name === "localhost" || name === "[::1]" || (isIPv4(name) && name.startsWith("127."));
}
