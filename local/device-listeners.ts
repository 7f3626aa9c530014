import { createServer, type Server } from "node:net";
import { createServer as createTlsServer, type TLSSocket, type Server as TlsServer } from "node:tls";
import type { ServerIdentity } from "../adapters/device-authority/local-ca.ts";
import { day } from "../domain/model/time.ts";
import type { Log } from "../functions/shell/log.ts";
import type { DeviceBroker } from "./device-broker.ts";

const handshakeTimeoutMs = 10_000;
/** Far more than one box can serve, and far fewer than would exhaust its memory. */
const mostConnections = 20_000;

/**
 * MQTT over TLS for devices: only who holds a certificate of the box's own authority gets as far as speaking MQTT, and
 * the certificate's common name and serial number are the identity.
 */
export function tlsListener(broker: DeviceBroker, identity: ServerIdentity, log: Log): TlsServer {
  const { key, certificate, ca } = identity;
  const server = createTlsServer({
    key,
    cert: certificate,
    ca,
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: "TLSv1.2",
    handshakeTimeout: handshakeTimeoutMs,
    noDelay: true,
  });
  server.maxConnections = mostConnections;
  server.on("secureConnection", (socket: TLSSocket) => {
    const { subject, serialNumber, fingerprint256 } = socket.getPeerCertificate();
    if (typeof subject?.CN !== "string") return socket.destroy();
    const certificateId = fingerprint256.replaceAll(":", "").toLowerCase();
    broker.serve(socket, {
      kind: "certificate",
      deviceId: subject.CN,
      serial: serialNumber.toUpperCase(),
      certificateId,
    });
  });
  server.on("tlsClientError", (error: Error & { code?: string }) => {
    log.debug("a TLS connection was refused", { code: error.code ?? error.message });
  });
  return server;
}

/** Looks once a day whether the box's own server certificate has to be renewed; connections that stand are not touched. */
export function renewDaily(
  servers: readonly TlsServer[],
  current: () => Promise<ServerIdentity>,
  log: Log,
): () => void {
  const timer = setInterval(() => {
    current().then(
      ({ key, certificate, ca }) => {
        for (const server of servers) server.setSecureContext({ key, cert: certificate, ca });
      },
      (error: unknown) => log.error("the server certificate could not be renewed", { error }),
    );
  }, day).unref();
  return () => clearInterval(timer);
}

/**
 * Plain MQTT, to be bound to loopback only: whoever is on this machine is taken at its word, the user name (or, without
 * one, the client id) of an enrolled device. For gateways such as Zigbee2MQTT that run beside the box.
 */
export function plainListener(broker: DeviceBroker): Server {
  const server = createServer({ noDelay: true }, (socket) => broker.serve(socket, { kind: "word" }));
  server.maxConnections = mostConnections;
  return server;
}
