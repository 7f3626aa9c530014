import type { Server as HttpServer, IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";

/** The port on which a server listens. */
export function portOf(server: HttpServer | Server): number {
  return (server.address() as AddressInfo).port;
}

export interface Front {
  readonly server: Server;
  readonly origin: string;
  stop(): Promise<void>;
}

/** An HTTPS server on loopback, under a certificate that browsers are told to take. */
export async function startFront(
  identity: { readonly cert: string; readonly key: string },
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<Front> {
  const server = createServer(identity, (request, response) => {
    handle(request, response).catch((error: unknown) => response.writeHead(502).end(String(error)));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    server,
    origin: `https://127.0.0.1:${portOf(server)}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
