import { mkdtempSync, rmSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Webhook } from "standardwebhooks";
import { onTestFinished } from "vitest";
import { openLocalAuthority } from "../../../adapters/device-authority/local-ca.ts";
import { type EpochMs, second } from "../../../domain/model/time.ts";
import type { Internet } from "./internet.ts";

/** A message that the gateway took: its signature held. */
export interface TakenMessage {
  /** The notification's id, the same for every attempt. */
  readonly id: string;
  /** The functions' clock when it was signed. */
  readonly signedAt: EpochMs;
  /** `performance.now()` when it was taken. */
  readonly tookAt: number;
  readonly data: Readonly<Record<string, string>>;
}

/** A gateway of an operator's, with a certificate of an authority that only this run's functions trust. */
export interface HttpsGateway {
  /** As an operator sets it in a channel. */
  readonly settings: { readonly kind: "http"; readonly url: string; readonly secret: string };
  /** What functions must know to reach it. */
  readonly internet: Internet;
  readonly taken: readonly TakenMessage[];
  /** Requests whose signature does not hold. */
  readonly forged: () => number;
  /** The status of every answer from now on. */
  answers(status: number): void;
}

const host = "gateway.anhu.test";
/** Of a network that is kept for documentation: nobody is there. */
const address = "203.0.113.10";

/** Starts a gateway on this machine that functions reach at a public address; it ends with the test. */
export async function startHttpsGateway(): Promise<HttpsGateway> {
  const { ca, certificate: cert, key } = await identity();
  const secret = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;
  const webhook = new Webhook(secret);
  const taken: TakenMessage[] = [];
  let forged = 0;
  let status = 204;

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const tookAt = performance.now();
    const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>)).toString();
    const id = String(request.headers["webhook-id"]);
    const signedAt = Number(request.headers["webhook-timestamp"]) * second;
    // `verify` compares with this machine's clock; the functions have another.
    const expected = webhook.sign(id, new Date(signedAt), body);
    if (request.headers["webhook-signature"] !== expected) forged += 1;
    else if (status < 300) taken.push({ id, signedAt, tookAt, data: JSON.parse(body).data });
    response.writeHead(status).end();
  }
  const server = createServer({ cert, key }, (request, response) => void take(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `https://${host}:${(server.address() as AddressInfo).port}/calls`;
  return {
    settings: { kind: "http", url, secret },
    internet: { caPem: ca, hosts: { [host]: address } },
    taken,
    forged: () => forged,
    answers: (next) => {
      status = next;
    },
  };
}

async function identity() {
  const folder = mkdtempSync(join(tmpdir(), "anhu-ca-"));
  try {
    return await (await openLocalAuthority(folder)).serverIdentity([host]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
