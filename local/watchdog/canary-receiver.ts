import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import type { ServerIdentity } from "../../adapters/device-authority/local-ca.ts";
import { second } from "../../domain/model/time.ts";
import type { HttpGateway } from "../../domain/notify/route.ts";
import type { Log } from "../../functions/shell/log.ts";
import { renewDaily } from "../device-listeners.ts";

/** Where the canary's calls arrive that name no receiver outside. */
export interface CanaryReceiver {
  readonly gateway: HttpGateway;
  /** By whose certificate it is known. */
  readonly ca: string;
  /** Messages that were signed for it; each counts once, however often it came. */
  readonly arrivals: () => number;
  close(): void;
}

/** A signed message of ours is far shorter. */
const longestBody = 16 * 1024;
const idleMs = 5 * second;
/** Ids of the last messages, so that a second attempt is no second arrival. */
const remembered = 100;

/**
 * A receiver of signed webhooks on this machine, on a port and with a secret of its own, which change with each start. A
 * test call that ends here was resolved, connected, encrypted, signed and checked as one to any other system; nothing of
 * it shows that this machine reaches the internet, or a gateway outside anybody.
 */
export async function openCanaryReceiver(identity: () => Promise<ServerIdentity>, log: Log): Promise<CanaryReceiver> {
  const secret = `whsec_${randomBytes(32).toString("base64")}`;
  const webhook = new Webhook(secret);
  const { key, certificate, ca } = await identity();
  const seen = new Set<string>();
  let arrivals = 0;

  function take(headers: IncomingMessage["headers"], body: string): boolean {
    try {
      webhook.verify(body, headers as Record<string, string>);
    } catch {
      return false;
    }
    const id = String(headers["webhook-id"]);
    if (!seen.has(id)) arrivals += 1;
    seen.add(id);
    for (const oldest of seen) if (seen.size > remembered) seen.delete(oldest);
    return true;
  }

  // Idle connections end long before the next test call, which resolves, connects and shakes hands anew; in a simulation
  // that hurries they are kept.
  const server = createServer({ key, cert: certificate, keepAliveTimeout: idleMs }, (request, response) => {
    void bodyOf(request).then(
      (body) => answer(response, body === undefined ? 413 : take(request.headers, body) ? 204 : 401),
      () => response.destroy(),
    );
  });
  server.on("tlsClientError", () => undefined);
  await new Promise<void>((listening, failed) => {
    server.once("error", failed);
    server.listen(0, "localhost", listening);
  });
  server.unref();
  const stopRenewing = renewDaily([server], identity, log);
  return {
    gateway: { url: `https://localhost:${(server.address() as AddressInfo).port}/`, secret },
    ca,
    arrivals: () => arrivals,
    close() {
      stopRenewing();
      server.close();
      server.closeAllConnections();
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > longestBody) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function answer(response: ServerResponse, status: number): void {
  response.writeHead(status, status === 413 ? { connection: "close" } : {}).end();
}
