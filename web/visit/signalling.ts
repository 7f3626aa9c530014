import type { MqttClient } from "mqtt";
import { type Signal, signal } from "../../contracts/signal.ts";
import { signalFilter, signalTopic, signalTopicPrefix, signalUserName } from "../../contracts/topics.ts";
import { liveAddress } from "../data/page-config.ts";
import { accessToken } from "../sign-in/session.ts";

export interface Signalling {
  /** At most once, and only while connected: whoever comes back says that they are here. */
  say(message: Signal): void;
  close(): void;
}

export interface SignallingEvents {
  /** Heard by the others from now on. */
  connected(): void;
  disconnected(): void;
  heard(from: string, message: Signal): void;
}

const againAfterMs = 1_500;
/** A broker in the cloud takes no token that ends within five minutes; and the way there takes a moment. */
const tokenSeconds = 360;
/** A line that went away without a word is noticed so soon. */
const keepaliveSeconds = 15;

/**
 * Speaks with the other pages of a visit by the broker of the live changes, until it is closed; tries again for ever.
 * `beforeConnecting` makes sure that the service knows this page as one of the visit's.
 */
export function openSignalling(
  visitId: string,
  peerId: string,
  beforeConnecting: () => Promise<unknown>,
  events: SignallingEvents,
): Signalling {
  let isClosed = false;
  let client: MqttClient | undefined;

  async function run(): Promise<void> {
    while (!isClosed) {
      await connectOnce().catch(() => undefined);
      events.disconnected();
      await new Promise((resolve) => setTimeout(resolve, againAfterMs));
    }
  }

  async function connectOnce(): Promise<void> {
    await beforeConnecting();
    const { default: mqtt } = await import("mqtt");
    const token = await accessToken(tokenSeconds);
    if (isClosed) return;
    const address = liveAddress();
    const opened = mqtt.connect(address, {
      username: signalUserName(visitId),
      ...(token !== undefined && { password: token }),
      protocolVersion: 4,
      clientId: peerId,
      clean: true,
      keepalive: keepaliveSeconds,
      timerVariant: "native",
      connectTimeout: 5_000,
      reconnectPeriod: 0,
      resubscribe: false,
      transformWsUrl: () => address,
    });
    client = opened;
    opened.on("connect", () => {
      opened.subscribeAsync(signalFilter(visitId), { qos: 0 }).then(
        (granted) => (granted.some(({ qos }) => qos >= 128) ? opened.end(true) : events.connected()),
        () => opened.end(true),
      );
    });
    opened.on("message", (topic, payload) => {
      const from = topic.slice(`${signalTopicPrefix}${visitId}/`.length);
      const message = readSignal(payload.toString());
      if (from !== peerId && message !== undefined) events.heard(from, message);
    });
    // `close` follows every error; without a listener the error would be thrown.
    opened.on("error", () => undefined);
    const leave = (): void => void opened.end(true);
    globalThis.addEventListener("offline", leave);
    await new Promise<void>((resolve) => opened.once("close", () => resolve()));
    globalThis.removeEventListener("offline", leave);
    opened.end(true);
  }

  void run();
  return {
    say(message) {
      if (client?.connected === true) client.publish(signalTopic(visitId, peerId), JSON.stringify(message), { qos: 0 });
    },
    close() {
      isClosed = true;
      client?.end(true);
    },
  };
}

/** A message of another page, or undefined when it is none. */
export function readSignal(text: string): Signal | undefined {
  try {
    const parsed = signal.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
