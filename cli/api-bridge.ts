import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { CommandFailedError } from "./failure.ts";
import type { Service } from "./service.ts";

/** Answers HTTP requests on loopback with what the service answers. */
export function apiBridge(service: Service): RequestListener {
  return (request, response) => {
    answer(service, request).then(
      ({ status, body }) => respond(response, status, body),
      (error: unknown) => {
        const detail = error instanceof CommandFailedError ? error.messages.en : String(error);
        respond(response, 502, { detail });
      },
    );
  };
}

async function answer(
  service: Service,
  request: IncomingMessage,
): Promise<{ readonly status: number; readonly body: unknown }> {
  const url = new URL(request.url ?? "/", "http://bridge");
  const method = request.method === "POST" ? "POST" : "GET";
  const body = method === "POST" ? await text(request) : "";
  return service.send(method, url.pathname as `/api/${string}`, {
    query: Object.fromEntries(url.searchParams),
    ...(body !== "" && { body: JSON.parse(body) as unknown }),
  });
}

function respond(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
