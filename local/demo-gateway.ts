import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Takes text messages of the demo and says them here instead of sending them. */
export interface DemoGateway {
  readonly url: string;
  stop(): void;
}

const longestBytes = 64 * 1024;

/** Starts the gateway on this machine alone. */
export async function startDemoGateway(say: (line: string) => void): Promise<DemoGateway> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= longestBytes) chunks.push(chunk);
    });
    request.on("end", () => {
      const text = textIn(Buffer.concat(chunks).toString("utf8"));
      if (text !== undefined) say(`Text message (demo, not sent): ${text}`);
      response.writeHead(text === undefined ? 400 : 204).end();
    });
  });
  server.unref();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${portOf(server)}/sms`, stop: () => server.close() };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function textIn(body: string): string | undefined {
  try {
    const { data } = JSON.parse(body) as { readonly data?: { readonly phone?: unknown; readonly text?: unknown } };
    if (typeof data?.text !== "string") return undefined;
    return `${String(data.phone)} ${data.text.replaceAll(/\s+/g, " ")}`;
  } catch {
    return undefined;
  }
}
