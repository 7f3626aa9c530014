import { readFileSync, watch } from "node:fs";
import { createServer, type RequestListener, type Server, type ServerOptions } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { basename, dirname } from "node:path";
import { createSecureContext } from "node:tls";
import type { ServerIdentity } from "../adapters/device-authority/local-ca.ts";
import type { Log } from "../functions/shell/log.ts";
import { StartRefusedError } from "./start-refused.ts";

/** A certificate of the operator's own, for pages and API beyond loopback. */
export interface TlsFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

const patience: ServerOptions = { requestTimeout: 30_000, headersTimeout: 10_000, maxHeaderSize: 16 * 1024 };
/** A renewal writes two files; they are read when both have settled. */
const settledAfterMs = 500;

/** Pages and API in plain HTTP, to be bound to loopback only. */
export function plainWeb(answer: RequestListener): Server {
  return createServer(patience, answer);
}

/** Pages and API under TLS 1.2 or later. */
export function tlsWeb(identity: Pick<ServerIdentity, "key" | "certificate">, answer: RequestListener) {
  const { key, certificate: cert } = identity;
  return createTlsServer({ ...patience, key, cert, minVersion: "TLSv1.2" }, answer);
}

/** Reads the operator's certificate and key; throws a StartRefusedError that says what is wrong with which file. */
export function readTlsFiles({ certFile, keyFile }: TlsFiles): Pick<ServerIdentity, "key" | "certificate"> {
  const [certificate, key] = [
    ["--tls-cert", certFile],
    ["--tls-key", keyFile],
  ].map(([option, file]) => {
    try {
      return readFileSync(file as string, "utf8");
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new StartRefusedError("tls-files", `${option} cannot be read: ${why}`, { cause: error });
    }
  }) as [string, string];
  try {
    createSecureContext({ cert: certificate, key });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const message = `${certFile} and ${keyFile} are no certificate with its key in PEM (${why}); check --tls-cert and --tls-key`;
    throw new StartRefusedError("tls-files", message, { cause: error });
  }
  return { certificate, key };
}

/**
 * Takes a renewed certificate into use without a restart; connections that stand are not touched. Files that do not fit
 * each other (yet) change nothing. Returns what stops it.
 */
export function reloadOnChange(server: ReturnType<typeof tlsWeb>, files: TlsFiles, log: Log): () => void {
  let pending: NodeJS.Timeout | undefined;
  function reload(): void {
    try {
      const { certificate: cert, key } = readTlsFiles(files);
      server.setSecureContext({ cert, key, minVersion: "TLSv1.2" });
      log.info("the certificate of the pages was read again");
    } catch (error) {
      log.error("the certificate of the pages cannot be read; the one before stays in use", { error });
    }
  }
  // The folder, not the file: renewal tools put a new file in place of the old one.
  const watchers = [...new Set([files.certFile, files.keyFile].map((file) => dirname(file)))].map((folder) =>
    watch(folder, { persistent: false }, (_event, name) => {
      const names = [files.certFile, files.keyFile].map((file) => basename(file));
      if (name !== null && !names.includes(name) && !name.startsWith("..")) return;
      clearTimeout(pending);
      pending = setTimeout(reload, settledAfterMs).unref();
    }),
  );
  return () => {
    clearTimeout(pending);
    for (const watcher of watchers) watcher.close();
  };
}
