import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { expect, onTestFinished } from "vitest";
import { type AnyBox, post } from "../local/box-under-test.ts";

/** A message that the gateway took: its signature held. */
export interface TakenMessage {
  /** The notification's id, the same for every attempt. */
  readonly id: string;
  readonly at: number;
}

/** A gateway as operators run one: takes signed messages and answers 204. */
export interface Gateway {
  readonly url: string;
  readonly secret: string;
  readonly taken: readonly TakenMessage[];
  /** Requests whose signature does not hold. */
  readonly forged: number;
}

/** Starts a gateway on this machine; it ends with the test. */
export async function startGateway(): Promise<Gateway> {
  const secret = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;
  const webhook = new Webhook(secret);
  const taken: TakenMessage[] = [];
  let forged = 0;
  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = Date.now();
    const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>)).toString();
    try {
      webhook.verify(body, request.headers as Record<string, string>);
      taken.push({ id: String(request.headers["webhook-id"]), at });
    } catch {
      forged += 1;
    }
    response.writeHead(204).end();
  }
  const server = createServer((request, response) => void take(request, response)).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  onTestFinished(() => server.closeAllConnections());
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/calls`;
  return {
    url,
    secret,
    taken,
    get forged() {
      return forged;
    },
  };
}

const role = { kind: "on-duty", role: "carer" } as const;
const untilAnswered = { repeatEverySeconds: 60, onSiteWithinSeconds: 300 };

/** A home with one carer by telephone, whose alerts of priority high call after these seconds. */
export async function callingHome(
  box: AnyBox,
  { url, secret }: Gateway,
  afterSeconds: readonly number[],
  facilityId = "home",
): Promise<void> {
  const steps = afterSeconds.map((after) => ({ afterSeconds: after, call: [role] }));
  const answers = [
    await post(box, "/api/people", {
      id: "carer-wang",
      name: "王芳",
      roles: [{ role: "carer", facilityId }],
      phone: "+8613800000001",
    }),
    await post(box, "/api/channels", {
      do: "add",
      name: "短信",
      settings: { kind: "sms", gateway: { kind: "http", url, secret } },
    }),
    await post(box, `/api/facilities/${facilityId}/escalation-policy`, {
      version: 0,
      rules: [{ priority: "high", steps, ...untilAnswered }],
    }),
  ];
  for (const { status, body } of answers) expect(status, JSON.stringify(body)).toBeLessThan(300);
}
