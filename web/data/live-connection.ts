import type { IClientOptions, MqttClient } from "mqtt";
import { me } from "../../contracts/http/me.ts";
import { type LiveMessage, liveMessage } from "../../contracts/live.ts";
import { liveTopic, liveTopicPrefix } from "../../contracts/topics.ts";
import { accessToken } from "../sign-in/session.ts";
import { ask } from "./api.ts";
import { liveAddress } from "./page-config.ts";

export interface LiveEvents {
  /** Subscribed: from now on nothing that is sent is missed. */
  connected(): void;
  disconnected(): void;
  message(message: LiveMessage): void;
  unreadable(): void;
}

export type Mqtt = typeof import("mqtt").default;

/** Long, because a page in the background may speak only once a minute. A page in sight is watched by the probe. */
const keepaliveSeconds = 120;
const probeEveryMs = 5_000;
/** A page in sight that hears nothing for this long, not even the answer to a probe, must not go on saying "live". */
const deafAfterMs = 12_000;
export const againAfterMs = 2_000;
/** The broker said no: asking at once would get the same answer. */
export const refusedAgainAfterMs = 15_000;
/** A broker in the cloud takes no token that ends within five minutes; and the way there takes a moment. */
export const tokenSeconds = 360;

/** A broker in the cloud takes no more filters in one request. */
const filtersAtOnce = 8;

/**
 * Listens to the live changes of the facilities where whoever signed in may, by MQTT over WebSocket; tries again for ever,
 * each time with a token that is fresh and by the rights that hold then: when rights change the service ends it.
 */
export async function connectLive(events: LiveEvents): Promise<never> {
  for (;;) {
    const end = await connectOnce(events).catch(() => "lost" as const);
    events.disconnected();
    await new Promise((resolve) => setTimeout(resolve, end === "refused" ? refusedAgainAfterMs : againAfterMs));
  }
}

/** Resolves when the connection is over. */
async function connectOnce(events: LiveEvents): Promise<"lost" | "refused"> {
  const { default: mqtt } = await import("mqtt");
  const token = await accessToken(tokenSeconds);
  const filters = await filtersOfMine();
  const client = openClient(mqtt, token === undefined ? {} : { username: "browser", password: token });
  const stopProbing = endWhenDeaf(client);
  let end: "lost" | "refused" = "lost";
  client.on("connect", () => {
    subscribeAll(client, filters).then(events.connected, () => {
      end = "refused";
      client.end(true);
    });
  });
  client.on("message", (_topic, payload) => {
    const message = readLive(payload.toString());
    if (message === undefined) events.unreadable();
    else events.message(message);
  });
  // `close` follows every error; without a listener the error would be thrown.
  client.on("error", (error) => {
    if ("code" in error && typeof error.code === "number") end = "refused";
  });
  return await new Promise((resolve) => {
    client.once("close", () => {
      stopProbing();
      client.end(true);
      resolve(end);
    });
  });
}

/** All by one filter for who may listen everywhere; otherwise each facility by its name, which is all that the broker allows. */
async function filtersOfMine(): Promise<readonly string[]> {
  const all = [`${liveTopicPrefix}+`];
  const answer = await ask("/api/me", me);
  if (answer.kind === "problem" || answer.value.everywhere.includes("live.listen")) return all;
  return answer.value.facilities.flatMap(({ id, may }) => (may.includes("live.listen") ? [liveTopic(id)] : []));
}

async function subscribeAll(client: MqttClient, filters: readonly string[]): Promise<void> {
  for (let at = 0; at < filters.length; at += filtersAtOnce) {
    const granted = await client.subscribeAsync(filters.slice(at, at + filtersAtOnce), { qos: 0 });
    if (granted.some(({ qos }) => qos >= 128)) throw new Error("the broker refuses a facility");
  }
}

/** A page's connection to the broker of live changes, which is made once and not again by itself. */
export function openClient(mqtt: Mqtt, credentials: Pick<IClientOptions, "username" | "password">): MqttClient {
  const address = liveAddress();
  return mqtt.connect(address, {
    ...credentials,
    protocolVersion: 4,
    clientId: `browser-${crypto.randomUUID()}`,
    clean: true,
    keepalive: keepaliveSeconds,
    // The other kind of timer needs a worker made from a blob, which the pages' security policy forbids.
    timerVariant: "native",
    connectTimeout: 5_000,
    reconnectPeriod: 0,
    resubscribe: false,
    transformWsUrl: () => address,
  });
}

/** Ends a connection of a page in sight that hears nothing any more. Returns what stops the probing. */
export function endWhenDeaf(client: MqttClient): () => void {
  let heardAt = Date.now();
  client.on("packetreceive", () => {
    heardAt = Date.now();
  });
  const timer = setInterval(() => {
    if (document.hidden || !client.connected) heardAt = Date.now();
    else if (Date.now() - heardAt > deafAfterMs) client.stream.destroy();
    // Where something was heard just now a probe would only cost a message.
    else if (Date.now() - heardAt >= probeEveryMs) client.sendPing();
  }, probeEveryMs);
  return () => clearInterval(timer);
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
