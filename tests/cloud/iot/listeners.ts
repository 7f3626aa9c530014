import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { createServer as createTlsServer, type Server, type TLSSocket } from "node:tls";
import { createWebSocketStream, WebSocketServer } from "ws";
import type { ServerIdentity } from "../../../adapters/device-authority/local-ca.ts";
import type { BrowserRequest } from "./authorizer.ts";

/** How somebody came: with a certificate, or with what an authorizer is to judge. */
export type Peer =
  | { readonly kind: "certificate"; readonly der: Buffer }
  | { readonly kind: "browser"; readonly request: BrowserRequest };

export interface Listeners {
  /** For devices: mutual TLS. */
  readonly mqtts: string;
  /** For browsers: MQTT over WebSocket, without the query. */
  readonly wss: string;
  stop(): Promise<void>;
}

/** Listens on free ports of loopback. */
export async function listen(
  identity: ServerIdentity,
  newId: () => string,
  serve: (stream: Duplex, peer: Peer) => void,
): Promise<Listeners> {
  const { key, certificate: cert, ca } = identity;
  const open = new Set<Duplex>();

  const devices = createTlsServer({ key, cert, ca, requestCert: true, rejectUnauthorized: true, noDelay: true });
  devices.on("secureConnection", (socket: TLSSocket) => {
    serve(socket, { kind: "certificate", der: socket.getPeerCertificate().raw });
  });

  const browsers = createHttpsServer({ key, cert });
  const sockets = new WebSocketServer({
    server: browsers,
    path: "/mqtt",
    handleProtocols: (offered) => (offered.has("mqtt") ? "mqtt" : false),
  });
  sockets.on("connection", (webSocket, { url = "", headers }) => {
    const plain = Object.entries(headers).flatMap(([name, value]) =>
      typeof value === "string" ? [[name, value]] : [],
    );
    const request = { url, headers: Object.fromEntries(plain) as Record<string, string>, connectionId: newId() };
    serve(createWebSocketStream(webSocket), { kind: "browser", request });
  });

  for (const server of [devices, browsers]) {
    server.on("secureConnection", (socket: TLSSocket) => {
      open.add(socket.once("close", () => open.delete(socket)));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  }
  return {
    mqtts: `mqtts://localhost:${portOf(devices)}`,
    wss: `wss://localhost:${portOf(browsers)}/mqtt`,
    async stop() {
      sockets.close();
      for (const socket of open) socket.destroy();
      await Promise.all([devices, browsers].map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
