import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Place } from "../assembly/deployment.ts";
import type { Call } from "../cloud.ts";
import { type AwsRequest, readAwsRequest } from "./aws-request.ts";
import { type Demand, demandsOf } from "./demands.ts";
import { type AwsAnswer, denial } from "./denial.ts";
import type { Roles, Session } from "./roles.ts";
import { consumedUnits, type Units } from "./units.ts";

/** Answers a request instead of the emulator, or passes it on to `forward` and looks at the answer. */
export type Intercept = (
  request: AwsRequest,
  forward: (request: AwsRequest) => Promise<AwsAnswer>,
) => Promise<AwsAnswer>;

export interface GateOptions {
  readonly place: Place;
  readonly roles: () => Roles;
  /** Address of the emulator by service. */
  readonly upstream: Readonly<Record<string, string>>;
  readonly intercept: Readonly<Record<string, Intercept>>;
}

/** The one address at which everybody reaches AWS: it knows who asks, refuses what the role does not allow, and counts. */
export interface Gate {
  readonly endpoint: string;
  readonly calls: readonly Call[];
  /** Asks and records for a service that acts in a role without sending a request. */
  permit(session: Session, demand: Demand): boolean;
  close(): Promise<void>;
}

export async function openGate(options: GateOptions): Promise<Gate> {
  const calls: Call[] = [];
  const server = createServer((incoming, outgoing) => {
    void readAwsRequest(incoming)
      .then((request) => (request === undefined ? unsigned : answerTo(request)))
      .catch(
        (error: unknown): AwsAnswer => ({
          status: 500,
          headers: {},
          body: Buffer.from(JSON.stringify({ message: String(error) })),
        }),
      )
      .then((answer) => send(outgoing, answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  function record(
    { roleArn, functionName }: Session,
    { action, resource }: Demand,
    decision: Call["decision"],
    units: Units,
  ): void {
    const who = functionName === undefined ? { roleArn } : { roleArn, functionName };
    calls.push({ ...who, action, resource, decision, ...units });
  }

  async function answerTo(request: AwsRequest): Promise<AwsAnswer> {
    const roles = options.roles();
    const session = roles.sessionOf(request.accessKeyId);
    if (session === undefined) return unsigned;
    const demands = demandsOf(request, options.place);
    const refused = demands.filter((demand) => !roles.isAllowed(session, demand));
    const [first] = refused;
    if (first !== undefined) {
      for (const demand of refused) record(session, demand, "denied", noUnits);
      return denial(request, session.roleArn, first);
    }
    const answer = await (options.intercept[request.service] ?? passOn)(request, forward);
    const units = consumedUnits(request, answer);
    for (const [at, demand] of demands.entries()) record(session, demand, "allowed", at === 0 ? units : noUnits);
    return answer;
  }

  async function forward(request: AwsRequest): Promise<AwsAnswer> {
    const upstream = options.upstream[request.service];
    if (upstream === undefined) throw new Error(`nothing stands behind ${request.service} here`);
    const hasBody = request.method !== "GET" && request.method !== "HEAD";
    const response = await fetch(`${upstream}${request.url.pathname}${request.url.search}`, {
      method: request.method,
      headers: request.headers,
      ...(hasBody ? { body: new Uint8Array(request.body) } : {}),
    });
    const headers = Object.fromEntries([...response.headers].filter(([name]) => !notPassedBack.has(name)));
    return { status: response.status, headers, body: Buffer.from(await response.arrayBuffer()) };
  }

  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    permit(session, demand) {
      const isAllowed = options.roles().isAllowed(session, demand);
      record(session, demand, isAllowed ? "allowed" : "denied", noUnits);
      return isAllowed;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const noUnits: Units = { writeUnits: 0, readUnits: 0 };
const passOn: Intercept = (request, forward) => forward(request);

/** Without `date`: the SDK would take an emulator's real time for a skew of its own, virtual clock. */
const notPassedBack = new Set([
  "connection",
  "content-length",
  "content-encoding",
  "transfer-encoding",
  "keep-alive",
  "date",
]);

const unsigned: AwsAnswer = {
  status: 403,
  headers: { "content-type": "application/json", "x-amzn-errortype": "UnrecognizedClientException" },
  body: Buffer.from(
    JSON.stringify({ __type: "UnrecognizedClientException", message: "no role of the templates has this key" }),
  ),
};

function send(outgoing: ServerResponse, { status, headers, body }: AwsAnswer): void {
  outgoing.sendDate = false;
  outgoing.writeHead(status, { ...headers, "content-length": body.length });
  outgoing.end(body);
}
