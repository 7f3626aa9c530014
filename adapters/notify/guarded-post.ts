import { Agent as HttpAgent, type IncomingMessage, request as requestPlain } from "node:http";
import { Agent, request } from "node:https";
import { isIP } from "node:net";
import { rootCertificates } from "node:tls";
import { second } from "../../domain/model/time.ts";
import type { SendOutcome } from "../../domain/ports.ts";
import { addressClassOf } from "./address-class.ts";
import { connectionFault } from "./connection-fault.ts";
import { AddressNotAllowedError, type ChosenBy, guardedLookup, isAllowed, type Network } from "./network.ts";

export interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  readonly by: ChosenBy;
}

export type PostAnswer =
  | { readonly kind: "answered"; readonly status: number; readonly text: string; readonly retryAfterMs?: number }
  /** No answer that could be read. */
  | { readonly kind: "none"; readonly outcome: SendOutcome };

export interface Poster {
  /** Never throws; takes at most {@link patienceMs}. */
  post(post: Post): Promise<PostAnswer>;
}

/** From the first packet to the last byte of the answer. */
export const patienceMs = 8 * second;
/** Robots answer with a line; whatever is longer is read no further. */
const longestAnswer = 16 * 1024;

/**
 * Posts to addresses that others chose: https, or http to this machine itself where that may be called; to allowed
 * addresses only, whatever a name resolves to; no redirect is followed; time and answer are bounded. Connections are
 * kept, so that a storm of messages to one gateway does not begin with as many handshakes; each only for addresses that
 * the same kind of person chose, and looked at again each time.
 */
export function newPoster(network: Network): Poster {
  const kept = { keepAlive: true, maxSockets: 25, maxFreeSockets: 5, timeout: 30 * second } as const;
  const ca = network.ca === undefined ? {} : { ca: [...rootCertificates, network.ca] };
  const newAgents = () => ({
    secure: new Agent({ ...kept, ...ca, minVersion: "TLSv1.2" }),
    plain: new HttpAgent(kept),
  });
  const agents: Readonly<Record<ChosenBy, ReturnType<typeof newAgents>>> = { operator: newAgents(), user: newAgents() };

  async function once(post: Post, signal: AbortSignal): Promise<PostAnswer> {
    const url = new URL(post.url);
    const isPlain = url.protocol === "http:";
    const host = url.hostname.replace(/^\[|\]$/g, "");
    return new Promise((answered, failed) => {
      const options = {
        method: "POST",
        headers: { ...post.headers, "content-length": Buffer.byteLength(post.body) },
        signal,
        lookup: guardedLookup(post.by, network),
        agent: isPlain ? agents[post.by].plain : agents[post.by].secure,
      };
      const sending = isPlain
        ? requestPlain(url, options)
        : request(url, { ...options, ...(isIP(host) === 0 && { servername: host }) });
      // A kept connection is not resolved again: where it leads may not be allowed any more.
      sending.on("socket", ({ remoteAddress }) => {
        if (remoteAddress !== undefined && !isAllowed(remoteAddress, post.by, network))
          sending.destroy(new AddressNotAllowedError());
      });
      sending.on("response", (response) => {
        read(response).then((text) => answered(answerOf(response, text)), failed);
      });
      sending.on("error", (error) => failed(Object.assign(error, { wasReused: sending.reusedSocket })));
      sending.end(post.body);
    });
  }

  return {
    async post(post) {
      const refusal = refusalOf(post, network);
      if (refusal !== undefined) return { kind: "none", outcome: { kind: "refused", detail: refusal } };
      const signal = AbortSignal.timeout(patienceMs);
      try {
        return await once(post, signal).catch((error: { wasReused?: boolean }) => {
          // The other side had closed a kept connection: the message has not been seen.
          if (error.wasReused === true && !signal.aborted) return once(post, signal);
          throw error;
        });
      } catch (error) {
        return {
          kind: "none",
          outcome: signal.aborted ? { kind: "retry", detail: "timeout" } : connectionFault(error),
        };
      }
    },
  };
}

/** Names are looked at when they are resolved; addresses that stand in the URL are not resolved. */
function refusalOf({ url, by }: Post, network: Network): string | undefined {
  if (!URL.canParse(url)) return "address-not-allowed";
  const { protocol, hostname, username, password } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, "");
  if (username !== "" || password !== "") return "address-not-allowed";
  if (protocol !== "https:" && !(protocol === "http:" && isLoopback(host))) return "not-https";
  return isIP(host) !== 0 && !isAllowed(host, by, network) ? "address-not-allowed" : undefined;
}

function isLoopback(host: string): boolean {
  return host === "localhost" || (isIP(host) !== 0 && addressClassOf(host) === "loopback");
}

async function read(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > longestAnswer) break;
  }
  return Buffer.concat(chunks).subarray(0, longestAnswer).toString("utf8");
}

function answerOf({ statusCode = 0, headers }: IncomingMessage, text: string): PostAnswer {
  const seconds = /^\d{1,5}$/.test(headers["retry-after"] ?? "") ? Number(headers["retry-after"]) : undefined;
  return {
    kind: "answered",
    status: statusCode,
    text,
    ...(seconds !== undefined && { retryAfterMs: seconds * second }),
  };
}

/** What an HTTP status says of the message: taken, to be sent again, or never to be. A redirect is not followed. */
export function outcomeOfStatus(answer: PostAnswer): SendOutcome {
  if (answer.kind === "none") return answer.outcome;
  const { status, retryAfterMs } = answer;
  if (status >= 200 && status < 300) return { kind: "accepted" };
  const detail = `http-${status}`;
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    return { kind: "retry", detail, ...(retryAfterMs !== undefined && { afterMs: retryAfterMs }) };
  }
  return { kind: "refused", detail };
}
