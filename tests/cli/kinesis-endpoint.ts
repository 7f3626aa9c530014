import { request, type Server } from "node:http";
import { createServer as createHttp2Server, type Http2Server } from "node:http2";
import type { AddressInfo } from "node:net";
import kinesalite from "kinesalite";
import { onTestFinished } from "vitest";

/** An empty Kinesis for one test. The SDK speaks HTTP/2 to Kinesis and kinesalite does not, so a translator stands between. */
export async function kinesisEndpoint(): Promise<string> {
  const streams: Server = kinesalite({ createStreamMs: 0 });
  const port = await listening(streams);
  const translator: Http2Server = createHttp2Server((incoming, outgoing) => {
    const headers = Object.fromEntries(Object.entries(incoming.headers).filter(([name]) => !name.startsWith(":")));
    const forwarded = request(
      {
        port,
        host: "127.0.0.1",
        method: incoming.method,
        path: incoming.url,
        headers: { ...headers, host: "kinesis" },
      },
      (answer) => {
        const { connection: _, "transfer-encoding": __, "keep-alive": ___, ...plain } = answer.headers;
        outgoing.writeHead(answer.statusCode ?? 502, plain);
        answer.pipe(outgoing);
      },
    );
    incoming.pipe(forwarded);
  });
  const sessions = new Set<{ destroy(): void }>();
  translator.on("session", (session) => void sessions.add(session));
  const url = `http://127.0.0.1:${await listening(translator)}`;
  onTestFinished(() => {
    for (const session of sessions) session.destroy();
    translator.close();
    streams.close();
    streams.closeAllConnections();
  });
  return url;
}

async function listening(server: Server | Http2Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}
