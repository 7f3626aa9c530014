import type { EpochMs } from "../../domain/model/time.ts";
import { type HttpGateway, type NotifyRoute, selfTestUrl } from "../../domain/notify/route.ts";
import type { NotifyPort, OutgoingMessage, SendOutcome } from "../../domain/ports.ts";
import { newBreaker } from "./breaker.ts";
import { sendDingtalk } from "./dingtalk.ts";
import { sendEmail } from "./email.ts";
import { newPoster } from "./guarded-post.ts";
import type { Network } from "./network.ts";
import { type SmsSender, sendSms } from "./sms.ts";
import { sendVoice } from "./voice.ts";
import { sendWebPush } from "./web-push.ts";
import { sendWebhook } from "./webhook.ts";
import { sendWecom } from "./wecom.ts";

export interface NotifyOptions {
  readonly network: Network;
  /** Where text messages can go by Amazon SNS. */
  readonly sns?: SmsSender;
  /**
   * Where messages to {@link selfTestUrl} go, by the way of any other signed webhook; `ca` is trusted for it alone.
   * @default nowhere: they are taken without leaving the process
   */
  readonly selfTest?: { readonly gateway: HttpGateway; readonly ca: string };
  now(): EpochMs;
}

/** All channels as one. Whatever another side does, the outcome is one of three, within 13 s, without an address in it. */
export function notifyPort(options: NotifyOptions): NotifyPort {
  const { network, selfTest, now } = options;
  const poster = newPoster(network);
  const breaker = newBreaker();
  const testPoster = selfTest && newPoster({ reachable: network.reachable, ca: selfTest.ca });
  const tools = { poster, now, ...(options.sns !== undefined && { sns: options.sns }) };

  async function sendBy(route: NotifyRoute, message: OutgoingMessage): Promise<SendOutcome> {
    switch (route.channel) {
      case "web-push":
        return sendWebPush(route, message, poster);
      case "email":
        return sendEmail(route.smtp, route.to, message, network);
      case "sms":
        return sendSms(route.gateway, route.phone, message, tools);
      case "voice":
        return sendVoice(route.gateway, route.phone, message, tools);
      case "wecom":
        return sendWecom(route.url, message, poster);
      case "dingtalk":
        return sendDingtalk(route, message, tools);
      case "webhook":
        if (route.gateway.url === selfTestUrl) {
          if (selfTest === undefined || testPoster === undefined) return { kind: "accepted", reference: "self-test" };
          return sendWebhook(selfTest.gateway, message, { poster: testPoster, now });
        }
        return sendWebhook(route.gateway, message, tools);
    }
  }

  return {
    async send(route, message) {
      try {
        return await breaker(gatewayOf(route), () => sendBy(route, message));
      } catch {
        return { kind: "retry", detail: "unforeseen" };
      }
    },
  };
}

/** Which machine a message goes by: what hangs for one message hangs for all of them. */
function gatewayOf(route: NotifyRoute): string {
  switch (route.channel) {
    case "email":
      return `${route.channel} ${route.smtp.host}:${route.smtp.port}`;
    case "web-push":
      return `${route.channel} ${hostOf(route.subscription.endpoint)}`;
    case "wecom":
    case "dingtalk":
      return `${route.channel} ${hostOf(route.url)}`;
    case "sms":
      return `${route.channel} ${route.gateway.kind === "sns" ? "sns" : hostOf(route.gateway.url)}`;
    case "voice":
    case "webhook":
      return `${route.channel} ${hostOf(route.gateway.url)}`;
  }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "";
}
