import { type LiveMessage, liveMessage } from "../../contracts/live.ts";
import { liveTopicPrefix } from "../../contracts/topics.ts";

export interface LiveEvents {
  /** Subscribed: from now on nothing is missed. */
  connected(): void;
  disconnected(): void;
  message(message: LiveMessage): void;
  unreadable(): void;
}

/** Long, because a page in the background may speak only once a minute. A page in sight is watched by the probe. */
const keepaliveSeconds = 120;
const probeEveryMs = 5_000;
/** A page in sight that hears nothing for this long, not even the answer to a probe, must not go on saying "live". */
const deafAfterMs = 12_000;

/** Listens to the live changes of all facilities by MQTT over WebSocket; tries again every two seconds for ever. */
export async function connectLive(events: LiveEvents): Promise<() => void> {
  const { default: mqtt } = await import("mqtt");
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const client = mqtt.connect(`${scheme}://${location.host}/mqtt`, {
    protocolVersion: 4,
    clientId: `board-${crypto.randomUUID()}`,
    clean: true,
    keepalive: keepaliveSeconds,
    // The other kind of timer needs a worker made from a blob, which the pages' security policy forbids.
    timerVariant: "native",
    connectTimeout: 5_000,
    reconnectPeriod: 2_000,
    resubscribe: false,
  });
  client.on("connect", () => {
    client.subscribe(`${liveTopicPrefix}+`, { qos: 0 }, (error, granted) => {
      if (error || granted?.some(({ qos }) => qos >= 128)) events.disconnected();
      else events.connected();
    });
  });
  client.on("close", () => events.disconnected());
  // `close` follows every error; without a listener the error would be thrown.
  client.on("error", () => {});
  client.on("message", (_topic, payload) => {
    const message = readLive(payload.toString());
    if (message === undefined) events.unreadable();
    else events.message(message);
  });
  let heardAt = Date.now();
  client.on("packetreceive", () => {
    heardAt = Date.now();
  });
  const probe = setInterval(() => {
    if (document.hidden || !client.connected) heardAt = Date.now();
    else if (Date.now() - heardAt > deafAfterMs) client.stream.destroy();
    else client.sendPing();
  }, probeEveryMs);
  return () => {
    clearInterval(probe);
    client.end(true);
  };
}

/** A live message, or undefined when it is none. */
export function readLive(text: string): LiveMessage | undefined {
  try {
    const parsed = liveMessage.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
