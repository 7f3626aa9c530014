import { randomUUID } from "node:crypto";
import type { Duplex } from "node:stream";
import type { Cloud } from "../cloud.ts";
import { authorizersOf } from "./authorizer.ts";
import { newIotBroker } from "./broker.ts";
import type { IotCertificates } from "./certificates.ts";
import { listen, type Peer } from "./listeners.ts";
import { newPresence } from "./presence.ts";
import { fleetProvisioning } from "./provisioning.ts";
import type { Registrar } from "./registrar.ts";
import type { Registry } from "./registry.ts";
import { type RuleTrouble, rulesOf } from "./rules.ts";
import { type ConnectRequest, mayDo, NotLetInError, type Session, sessionOfCertificate } from "./session.ts";
import { destinationOf } from "./topics.ts";

/** Something that a policy, the registry or an authorizer refused. */
export interface IotRefusal {
  readonly clientId: string;
  readonly what: string;
}

/** IoT Core of an executed cloud: the broker, the rules engine and the registry's say, as the templates have them. */
export interface IotCore {
  readonly mqtts: string;
  /** Without the query that names the authorizer. */
  readonly wss: string;
  readonly caPem: string;
  /** Publishes as somebody who is no MQTT client. */
  publish(topic: string, payload: Buffer, qos?: 0 | 1): Promise<void>;
  /** Client ids that are connected now. */
  connected(): readonly string[];
  refusals(): readonly IotRefusal[];
  /** What the rules engine and the authorizers could not do; messages may be lost for each. */
  troubles(): readonly (RuleTrouble | { readonly kind: "authorizer-fault"; readonly message: string })[];
  /** Resolves when no message is under way from here to what the rules start. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

/** What IoT Core needs of the cloud it belongs to. */
export type IotCloud = Pick<
  Cloud,
  | "clock"
  | "account"
  | "region"
  | "resources"
  | "invoke"
  | "invokeAsync"
  | "putRecord"
  | "sendMessage"
  | "onPublish"
  | "onDisconnect"
  | "onIotChange"
>;

export interface IotCoreOptions {
  readonly cloud: IotCloud;
  readonly registry: Registry;
  readonly certificates: Pick<IotCertificates, "caPem" | "serverIdentity" | "createFromCsr">;
  /** Carries out what provisioning templates say. */
  readonly register: Registrar;
  /** Acknowledges when the broker has the message, as AWS does. @default false */
  readonly acknowledgesAtOnce?: boolean;
}

/**
 * Starts what devices and browsers connect to.
 *
 * Kinder than AWS in one thing, so that tests can wait: unless told otherwise, a QoS 1 publication is acknowledged when
 * the rules' actions have taken it; AWS acknowledges when the broker has. Stricter in another: policies take effect at
 * once.
 */
export async function startIotCore({
  cloud,
  registry,
  certificates,
  register,
  acknowledgesAtOnce = false,
}: IotCoreOptions): Promise<IotCore> {
  const { clock, region, account } = cloud;
  const arnPrefix = `arn:${region.startsWith("cn-") ? "aws-cn" : "aws"}:iot:${region}:${account}:`;
  const rules = rulesOf(cloud.resources("AWS::IoT::TopicRule"), cloud);
  const authorizers = authorizersOf(cloud);
  const provisioning = fleetProvisioning({ cloud, certificates, register });
  const presence = newPresence(clock.now);
  const peers = new WeakMap<Duplex, Peer>();
  const certificateOf = new Map<string, { readonly der: Buffer; readonly request: ConnectRequest }>();
  const refusals: IotRefusal[] = [];
  const underWay = new Set<Promise<void>>();
  let isStopping = false;

  function tracked(work: Promise<void>): Promise<void> {
    const own = work.finally(() => underWay.delete(own));
    underWay.add(own);
    return own;
  }

  async function settle(): Promise<void> {
    while (underWay.size > 0) await Promise.all(underWay);
  }

  async function take(topic: string, payload: Buffer, session?: Session): Promise<void> {
    const who = session && { clientId: session.clientId, principal: session.principal };
    await rules.take({ topic, payload, at: clock.now(), traceId: randomUUID(), ...who });
  }

  async function publish(topic: string, payload: Buffer, qos: 0 | 1 = 0): Promise<void> {
    const delivered = destinationOf(topic).kind === "broker" ? broker.deliver(topic, payload, qos) : undefined;
    await Promise.all([tracked(take(topic, payload)), delivered]);
  }

  async function said(session: Session, topic: string, payload: Buffer): Promise<void> {
    const answer = await provisioning.answer(topic, payload, session);
    if (answer === undefined) await take(topic, payload, session);
    else await broker.deliver(answer.topic, answer.payload, 0);
  }

  async function letIn(stream: Duplex, request: ConnectRequest): Promise<Session> {
    const peer = peers.get(stream);
    if (peer === undefined) throw new NotLetInError("nobody is there");
    if (peer.kind === "browser") {
      const session = await authorizers.authorize(peer.request, request);
      clock.setTimer(() => broker.end(session), session.endsAt ?? clock.now());
      return session;
    }
    const sessionId = randomUUID();
    const { der } = peer;
    certificateOf.set(sessionId, { der, request });
    return sessionOfCertificate(der, { ...request, sessionId }, registry);
  }

  const broker = await newIotBroker({
    letIn: (stream, request) =>
      letIn(stream, request).catch((error: unknown) => {
        refusals.push({ clientId: request.clientId, what: String((error as Error).message) });
        throw error;
      }),
    may(session, action, resource) {
      const isAllowed = mayDo(session, action, resource, arnPrefix);
      if (!isAllowed) refusals.push({ clientId: session.clientId, what: `${action} ${resource}` });
      return isAllowed;
    },
    async take(session, { topic, payload }) {
      const work = tracked(said(session, topic, Buffer.from(payload)));
      if (!acknowledgesAtOnce) await work;
    },
    came(session) {
      const { topic, payload } = presence.connected(session);
      void publish(topic, payload);
    },
    went(session, clientInitiated) {
      certificateOf.delete(session.sessionId);
      if (isStopping) return;
      const { topic, payload } = presence.disconnected(session, clientInitiated);
      void publish(topic, payload);
    },
  });

  /** The registry has changed: who is connected may have lost the right to be. */
  async function lookAgain(): Promise<void> {
    for (const session of broker.sessions()) {
      const known = certificateOf.get(session.sessionId);
      if (known === undefined) continue;
      const { der, request } = known;
      const again = { ...request, sessionId: session.sessionId };
      try {
        broker.renew(await sessionOfCertificate(der, again, registry));
      } catch (error) {
        if (!(error instanceof NotLetInError)) throw error;
        broker.end(session);
      }
    }
  }

  cloud.onPublish(({ topic, payload, qos }) => publish(topic, payload, qos));
  cloud.onDisconnect((clientId) => {
    const sessions = broker.sessions().filter((session) => session.clientId === clientId);
    for (const session of sessions) broker.end(session);
    return sessions.length > 0;
  });
  cloud.onIotChange(async (method, path) => {
    if (method !== "GET" && /^\/(?:certificates\/|target-policies\/|things\/[^/]+\/principals)/.test(path))
      await lookAgain();
  });
  const identity = await certificates.serverIdentity(["localhost"]);
  const listeners = await listen(identity, randomUUID, (stream, peer) => {
    peers.set(stream, peer);
    broker.serve(stream);
  });

  return {
    mqtts: listeners.mqtts,
    wss: listeners.wss,
    caPem: certificates.caPem,
    publish,
    connected: () => broker.sessions().map(({ clientId }) => clientId),
    refusals: () => refusals,
    troubles: () => [
      ...rules.troubles(),
      ...authorizers.faults().map((message) => ({ kind: "authorizer-fault" as const, message })),
    ],
    settle,
    async stop() {
      isStopping = true;
      await broker.stop();
      await listeners.stop();
      await settle();
    },
  };
}
