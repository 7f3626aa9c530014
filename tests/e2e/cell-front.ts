import { mkdtempSync, rmSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Aedes } from "aedes";
import type { IoTCustomAuthorizerEvent } from "aws-lambda";
import mqtt from "mqtt";
import { createWebSocketStream, WebSocketServer } from "ws";
import { openLocalAuthority } from "../../adapters/device-authority/local-ca.ts";
import { jwksIdentity } from "../../adapters/identity/jwks.ts";
import { type PageConfig, pageConfigPath } from "../../contracts/page-config.ts";
import { contentSecurityPolicy } from "../../contracts/page-headers.ts";
import { create } from "../../functions/authorize-live/handler.ts";
import { depsFor } from "../../functions/shell/deps.ts";
import { type LiveRights, liveRightsOf } from "../../local/live-rights.ts";
import { World } from "../functions/world.ts";
import { startFront } from "./https-front.ts";
import { audience, clientId, type OidcIssuer } from "./oidc-issuer.ts";
import type { Ward } from "./ward.ts";

/** A one box behind what a cell puts before it: pages, API and broker on origins of their own, and tokens everywhere. */
export interface CellFront {
  readonly pages: string;
  /** The API's answers to everybody from now on, whatever their token. */
  refuseAll: 401 | 403 | undefined;
  /** The passwords of all connections that were let in, oldest first. */
  readonly passwords: readonly string[];
  /** Calls of the API without a token. */
  readonly nakedCalls: readonly string[];
  /** Ends the live connections, as the broker does when their tokens end. */
  endConnections(): void;
  stop(): Promise<void>;
}

export async function startCellFront(
  ward: Pick<Ward, "url" | "box" | "visitor">,
  issuer: OidcIssuer,
): Promise<CellFront> {
  const { url: boxUrl } = ward;
  const behind = await ward.visitor({ name: "陈护士" });
  const folder = mkdtempSync(join(tmpdir(), "anhu-front-"));
  const { certificate, key } = await (await openLocalAuthority(folder)).serverIdentity(["127.0.0.1"]);
  const tls = { cert: certificate, key };
  const identity = jwksIdentity({ issuer: issuer.url, audience, now: () => Date.now() });
  const world = new World();
  await world.person("chen", { roles: [{ role: "operator" }] });
  const ports = { ...world.runtime.ports, identity };
  const authorize = create(depsFor("authorize-live", { ...world.runtime, ports, now: Date.now }));
  const passwords: string[] = [];
  const nakedCalls: string[] = [];
  const state: { refuseAll: 401 | 403 | undefined } = { refuseAll: undefined };

  const api = await startFront(tls, async (request, response) => {
    response.setHeader("access-control-allow-origin", pages.origin);
    response.setHeader("access-control-allow-headers", "authorization, content-type");
    if (request.method === "OPTIONS") return void response.writeHead(204).end();
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
    if (token === undefined) nakedCalls.push(request.url ?? "");
    const isGood = token !== undefined && (await identity.verify(token)) !== undefined;
    const refusal = state.refuseAll ?? (isGood ? undefined : 401);
    // The box behind knows only its own issuer's people: whoever signed in here is one of them there.
    if (refusal === undefined) return await pass(boxUrl, request, response, behind.tokens.access_token);
    response.writeHead(refusal, { "content-type": "application/json" }).end('{"message":"Unauthorized"}');
  });

  const pages = await startFront(tls, async (request, response) => {
    response.setHeader(
      "content-security-policy",
      contentSecurityPolicy([issuer.url, api.origin, api.origin.replace("https", "wss")]),
    );
    if (request.url !== pageConfigPath) return await pass(boxUrl, request, response);
    const config: PageConfig = {
      signIn: { issuer: issuer.url, clientId, audience },
      live: { endpoint: `${api.origin.replace("https", "wss")}/mqtt`, authorizer: "anhu-live" },
      api: api.origin,
    };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(config));
  });

  const granted = new Map<string, LiveRights>();
  const broker = await Aedes.createBroker({
    authenticate(client, username, password, answer) {
      const event = authorizerEvent(client.id, username, password);
      authorize(event, {
        functionName: "anhu-authorize-live",
        awsRequestId: "1",
        invokedFunctionArn: "arn:aws:lambda:us-east-1:123456789012:function:anhu-authorize-live",
        getRemainingTimeInMillis: () => 5_000,
      }).then(
        (given) => {
          const rights = liveRightsOf(given);
          if (rights !== undefined) {
            passwords.push(String(password));
            granted.set(client.id, rights);
          }
          answer(null, rights !== undefined);
        },
        () => answer(null, false),
      );
    },
    authorizeSubscribe(client, subscription, answer) {
      const isAllowed = granted.get(client?.id ?? "")?.maySubscribe(subscription.topic) === true;
      answer(null, isAllowed ? subscription : null);
    },
  });
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => "mqtt" });
  api.server.on("upgrade", (request, socket, head) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", api.origin);
    if (pathname !== "/mqtt" || searchParams.get("x-amz-customauthorizer-name") !== "anhu-live")
      return socket.destroy();
    sockets.handleUpgrade(request, socket, head, (webSocket) =>
      broker.handle(createWebSocketStream(webSocket) as never, request),
    );
  });
  const upstream = await mqtt.connectAsync(`${boxUrl.replace("http", "ws")}/mqtt`, {
    clientId: "browser-front",
    username: "browser",
    password: ward.box.commandToken,
    wsOptions: { origin: boxUrl },
  });
  await upstream.subscribeAsync("anhu/v1/live/+");
  upstream.on("message", (topic, payload) =>
    broker.publish({ cmd: "publish", topic, payload, qos: 0, retain: false, dup: false }, () => undefined),
  );

  return Object.assign(state, {
    pages: pages.origin,
    passwords,
    nakedCalls,
    endConnections: () => {
      for (const client of sockets.clients) client.terminate();
    },
    async stop() {
      upstream.end(true);
      for (const client of sockets.clients) client.terminate();
      await new Promise<void>((done) => broker.close(done));
      await Promise.all([pages.stop(), api.stop()]);
      rmSync(folder, { recursive: true });
    },
  });
}

/** As AWS IoT hands a connection over WebSocket to a custom authorizer. */
function authorizerEvent(
  id: string,
  username: Readonly<string> | undefined,
  password: Readonly<Buffer> | undefined,
): IoTCustomAuthorizerEvent {
  return {
    signatureVerified: false,
    protocols: ["tls", "http", "mqtt"],
    protocolData: {
      tls: { serverName: "127.0.0.1" },
      http: { headers: {}, queryString: "?x-amz-customauthorizer-name=anhu-live" },
      mqtt: { clientId: id, username: username ?? "", password: (password ?? Buffer.alloc(0)).toString("base64") },
    },
    connectionMetadata: { id: "front" },
  };
}

async function pass(boxUrl: string, request: IncomingMessage, response: ServerResponse, token?: string): Promise<void> {
  const { method = "GET", headers } = request;
  const answer = await fetch(new URL(request.url ?? "/", boxUrl), {
    method,
    headers: {
      accept: headers.accept ?? "*/*",
      "content-type": headers["content-type"] ?? "application/json",
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(method === "POST" ? { body: (await request.toArray()).join("") } : {}),
  });
  const type = answer.headers.get("content-type");
  response.writeHead(answer.status, type === null ? {} : { "content-type": type });
  response.end(Buffer.from(await answer.arrayBuffer()));
}
