import { mkdtempSync, rmSync } from "node:fs";
import { createServer as createPlain, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { onTestFinished } from "vitest";
import { openLocalAuthority } from "../../../adapters/device-authority/local-ca.ts";
import type { Network } from "../../../adapters/notify/network.ts";

/** A certificate for `localhost`, and the authority that made it. */
export interface TestIdentity {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** An authority of its own; nobody trusts it unless told. */
export async function testIdentity(): Promise<TestIdentity> {
  const folder = mkdtempSync(join(tmpdir(), "anhu-ca-"));
  try {
    const { ca, certificate, key } = await (await openLocalAuthority(folder)).serverIdentity(["localhost"]);
    return { ca, cert: certificate, key };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Reaches this machine for whoever chose the address, and trusts the authority. */
export function thisMachine(ca: string): Network {
  return { reachable: { operator: ["loopback"], user: ["loopback"] }, ca };
}

export interface Received {
  readonly method: string | undefined;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Receiver {
  /** `https://localhost:<port>` */
  readonly url: string;
  readonly received: readonly Received[];
  /** Connections that were opened. */
  readonly connections: () => number;
}

/** A real server that notes what it gets; `answer` does with the response what it likes, also nothing. */
export async function receiver(
  identity: TestIdentity | "plain",
  answer: (response: ServerResponse, received: Received) => void = (response) => response.end(),
): Promise<Receiver> {
  const received: Received[] = [];
  let connections = 0;
  const server: Server =
    identity === "plain"
      ? createPlain()
      : (createServer({ cert: identity.cert, key: identity.key }) as unknown as Server);
  server.on(identity === "plain" ? "connection" : "secureConnection", () => {
    connections += 1;
  });
  server.on("request", (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method, url = "", headers } = request;
      const one = { method, path: url, headers, body: Buffer.concat(chunks) };
      received.push(one);
      answer(response, one);
    });
  });
  await new Promise<void>((listening) => server.listen(0, "localhost", listening));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const url = `${identity === "plain" ? "http" : "https"}://localhost:${port}`;
  return { url, received, connections: () => connections };
}

export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly text: string;
  readonly isSecure: boolean;
  readonly user: string | undefined;
}

/** A real mail server on this machine. */
export async function mailServer(
  options: SMTPServerOptions,
  host = "localhost",
): Promise<{ readonly port: number; readonly mails: readonly Mail[] }> {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    ...options,
    async onData(stream, session, done) {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      const { mailFrom, rcptTo } = session.envelope;
      mails.push({
        from: mailFrom === false ? "" : mailFrom.address,
        to: rcptTo.map(({ address }) => address),
        text: Buffer.concat(chunks).toString("utf8"),
        isSecure: session.secure,
        user: session.user,
      });
      done();
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((listening) => server.listen(0, host, () => listening()));
  onTestFinished(() => new Promise<void>((closed) => server.close(() => closed())));
  return { port: (server.server.address() as AddressInfo).port, mails };
}
