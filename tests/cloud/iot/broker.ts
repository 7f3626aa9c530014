import type { Duplex } from "node:stream";
import { Aedes, type Client, type ConnectPacket, type PublishPacket } from "aedes";
import { maxPayloadBytes } from "../../../contracts/payload.ts";
import type { ConnectRequest, IotAction, Session } from "./session.ts";
import { isPublishable } from "./topics.ts";

/** What the broker asks and tells. */
export interface BrokerOwner {
  /** Rejects when the connection is not let in. */
  letIn(stream: Duplex, request: ConnectRequest): Promise<Session>;
  may(session: Session, action: IotAction, resource: string): boolean;
  /** Resolves when everything that the message starts has taken it. */
  take(session: Session, packet: PublishPacket): Promise<void>;
  came(session: Session): void;
  went(session: Session, clientInitiated: boolean): void;
}

/** MQTT 3.1.1 as IoT Core speaks it: every step is asked of the policies, no QoS 2, its limits on topics and payloads. */
export interface IotBroker {
  serve(stream: Duplex): void;
  /** Delivers to subscribers, as far as their policies let them receive it. */
  deliver(topic: string, payload: Buffer, qos: 0 | 1): Promise<void>;
  sessions(): readonly Session[];
  /** A change of policies takes effect on a connection that stands. */
  renew(session: Session): void;
  /** Ends the connection; its last will stays unsaid. */
  end(session: Session): void;
  stop(): Promise<void>;
}

interface Connection {
  readonly client: Client;
  session: Session;
}

/** What `$aws/` topics carry goes to the services behind them, to no subscriber. */
class TopicBroker extends Aedes {
  override publish(packet: PublishPacket, ...rest: readonly unknown[]): void {
    const done = rest.at(-1) as (error?: Error) => void;
    const isFromClient = rest.length > 1 && rest[0] !== null;
    if (isFromClient && packet.topic.startsWith("$aws/")) done();
    else super.publish(packet, done);
  }
}

class RefusedError extends Error {
  readonly returnCode = 5;
}

const filtersAtOnce = 8;

export async function newIotBroker(owner: BrokerOwner): Promise<IotBroker> {
  const connections = new Map<unknown, Connection>();
  const requests = new WeakMap<object, ConnectPacket>();

  const broker = new TopicBroker({
    preConnect(client, packet, answer) {
      requests.set(client, packet);
      answer(null, true);
    },
    authenticate(client, username, password, answer) {
      const { will, clean } = requests.get(client) as ConnectPacket;
      const request = { clientId: client.id, username, password, hasWill: will !== undefined, isPersistent: !clean };
      owner.letIn(client.conn, request).then(
        (session) => {
          if (!owner.may(session, "iot:Connect", `client/${client.id}`)) return answer(new RefusedError(), false);
          connections.set(client, { client, session });
          answer(null, true);
        },
        () => answer(new RefusedError("not let in"), false),
      );
    },
    authorizePublish(client, packet, answer) {
      const session = connections.get(client)?.session;
      if (session === undefined) return answer(new RefusedError("not let in"));
      published(session, packet).then(() => answer(), answer);
    },
    authorizeSubscribe(client, { topic, ...rest }, answer) {
      const session = connections.get(client)?.session;
      const isAllowed = session !== undefined && owner.may(session, "iot:Subscribe", `topicfilter/${topic}`);
      const qos = rest.qos === 2 ? 1 : rest.qos;
      answer(null, isAllowed ? { topic, ...rest, qos } : null);
    },
    authorizeForward(client, packet) {
      const session = connections.get(client)?.session;
      return session !== undefined && owner.may(session, "iot:Receive", `topic/${packet.topic}`) ? packet : null;
    },
  });
  broker.on("clientReady", (client) => {
    const connection = connections.get(client);
    if (connection !== undefined) owner.came(connection.session);
  });
  broker.on("clientDisconnect", (client) => {
    const connection = connections.get(client);
    connections.delete(client);
    if (connection !== undefined) owner.went(connection.session, wasClientInitiated(client));
  });
  broker.addListener("subscribe", (filters: readonly unknown[], client: Client) => {
    if (filters.length > filtersAtOnce) client.conn.destroy();
  });
  await broker.listen();

  function connectionOf({ sessionId }: Session): Connection | undefined {
    return [...connections.values()].find(({ session }) => session.sessionId === sessionId);
  }

  function renew(session: Session): void {
    const connection = connectionOf(session);
    if (connection !== undefined) connection.session = session;
  }

  async function published(session: Session, packet: PublishPacket): Promise<void> {
    if (packet.qos === 2) throw new RefusedError("QoS 2");
    if (!isPublishable(packet.topic)) throw new RefusedError(`the topic ${packet.topic}`);
    if (packet.payload.length > maxPayloadBytes) throw new RefusedError("more than 128 KB");
    const resource = `topic/${packet.topic}`;
    const actions = packet.retain ? (["iot:Publish", "iot:RetainPublish"] as const) : (["iot:Publish"] as const);
    for (const action of actions) {
      if (!owner.may(session, action, resource)) throw new RefusedError(`${action} on ${resource}`);
    }
    await owner.take(session, packet);
  }

  return {
    serve: (stream) => void broker.handle(stream),
    deliver(topic, payload, qos) {
      const packet = { cmd: "publish", topic, payload, qos, retain: false, dup: false } as const;
      return new Promise((resolve, reject) => {
        broker.publish(packet, (error?: Error) => (error ? reject(error) : resolve()));
      });
    },
    sessions: () => [...connections.values()].map(({ session }) => session),
    renew,
    end(session) {
      renew({ ...session, policies: [] });
      connectionOf(session)?.client.conn.destroy();
    },
    async stop() {
      await new Promise<void>((resolve) => broker.close(resolve));
    },
  };
}

/** aedes notes a DISCONNECT packet here and tells of it nowhere. */
function wasClientInitiated(client: Client): boolean {
  return (client as unknown as { readonly _disconnected?: boolean })._disconnected === true;
}
