import type { SendResultView } from "../../contracts/http/channels.ts";
import { testWords } from "../../contracts/notification-words.ts";
import { sendFaultText } from "../../contracts/send-fault-words.ts";
import type { Channel } from "../../domain/notify/channel.ts";
import type { NotifyRoute } from "../../domain/notify/route.ts";
import { type SendDeps, sendBy } from "./send-by.ts";

const taken = { zh: "对方已接收", en: "The other side took it" };

/** Really sends a test message by each way and says what came of it. */
export async function sendTest(
  channel: Channel,
  routes: readonly NotifyRoute[],
  language: "zh" | "en",
  deps: SendDeps & { newId(): string },
): Promise<readonly SendResultView[]> {
  const id = `test.${deps.newId()}`;
  const message = {
    id,
    tag: id,
    priority: "low",
    language,
    ...testWords(language),
    path: "/",
    at: deps.now(),
  } as const;
  const { each } = await sendBy(channel, routes, message, deps);
  return each.map(({ route, outcome, tookMs }) => ({
    channel: route.channel,
    ...(route.channel === "web-push" && route.subscription.label !== undefined && { label: route.subscription.label }),
    outcome: outcome.kind,
    ...(outcome.kind !== "accepted" && { code: outcome.detail }),
    message: outcome.kind === "accepted" ? taken : sendFaultText(outcome.detail),
    tookMs,
  }));
}
