import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { judgeSource, type OwnNames } from "./loopback.ts";

const livePath = "/mqtt";

/** Lets the box's own pages open `/mqtt` as a WebSocket that speaks MQTT; every other upgrade is refused. */
export function acceptUpgrades(
  server: Server,
  open: (request: IncomingMessage, socket: Duplex, head: Buffer) => void,
  names: OwnNames = {},
): void {
  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => socket.destroy());
    const { host, origin, "sec-fetch-site": fetchSite } = request.headers;
    const source = { host, origin, fetchSite: String(fetchSite ?? ""), isChanging: true, isTls: "encrypted" in socket };
    const foreign = judgeSource(source, names);
    const path = (request.url ?? "").split("?")[0];
    if (foreign !== undefined) return refuse(socket, "403 Forbidden");
    if (path !== livePath || request.headers.upgrade?.toLowerCase() !== "websocket") {
      return refuse(socket, "404 Not Found");
    }
    // MQTT 3.1.1 §6: the client offers the subprotocol "mqtt".
    const offered = request.headers["sec-websocket-protocol"]?.split(",").map((protocol) => protocol.trim());
    if (offered?.includes("mqtt") !== true) return refuse(socket, "400 Bad Request");
    open(request, socket, head);
  });
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
