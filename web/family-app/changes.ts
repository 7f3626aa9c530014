import { leaseSeconds, liveLease } from "../../contracts/http/live-lease.ts";
import { familyTopic, familyUserName } from "../../contracts/topics.ts";
import { ask } from "../data/api.ts";
import {
  againAfterMs,
  endWhenDeaf,
  type Mqtt,
  openClient,
  refusedAgainAfterMs,
  tokenSeconds,
} from "../data/live-connection.ts";
import { accessToken, sessionStore } from "../sign-in/session.ts";

/**
 * Calls whenever something changed of one of one's own residents, for as long as the page is open: what changed is not
 * said there. Where nothing can be heard the page asks by itself anyway, so nothing here is told to anybody.
 */
export async function listenForChanges(residents: () => readonly string[], changed: () => void): Promise<never> {
  for (;;) {
    const isWanted = !document.hidden && residents().length > 0 && sessionStore.read().kind === "signed-in";
    const end = isWanted ? await hearOnce(residents(), changed).catch(() => "refused" as const) : "lost";
    await new Promise((resolve) => setTimeout(resolve, end === "refused" ? refusedAgainAfterMs : againAfterMs));
  }
}

/** Resolves when the connection is over. */
async function hearOnce(ids: readonly string[], changed: () => void): Promise<"lost" | "refused"> {
  const { default: mqtt } = (await import("mqtt")) as { readonly default: Mqtt };
  const password = await accessToken(tokenSeconds);
  const client = openClient(mqtt, { username: familyUserName, ...(password === undefined ? {} : { password }) });
  const stopLooking = endWhenDeaf(client);
  const leases = setInterval(() => void renew(ids), (leaseSeconds * 1_000) / 2);
  let end: "lost" | "refused" = "lost";
  client.on("connect", () => {
    // One after the other: what one may not hear must not take the rest along.
    const subscribed = ids.map((id) => client.subscribeAsync(familyTopic(id), { qos: 0 }));
    void Promise.allSettled(subscribed).then(async () => {
      await renew(ids);
      // Between the last answer and now something may have gone by.
      changed();
    });
  });
  client.on("message", changed);
  // `close` follows every error; without a listener the error would be thrown.
  client.on("error", (error) => {
    if ("code" in error && typeof error.code === "number") end = "refused";
  });
  return await new Promise((resolve) => {
    client.once("close", () => {
      stopLooking();
      clearInterval(leases);
      client.end(true);
      resolve(end);
    });
  });
}

/** Changes are sent only while somebody watches. */
async function renew(ids: readonly string[]): Promise<void> {
  if (document.hidden) return;
  await Promise.all(
    ids.map((id) => ask(`/api/family/${encodeURIComponent(id)}/live-lease`, liveLease, { seconds: leaseSeconds })),
  );
}
