import type { Channel, ChannelHealth, ChannelSettings } from "../domain/notify/channel.ts";
import { stateOfHealth } from "../domain/notify/health.ts";
import { type Notification, recipientId } from "../domain/notify/notification.ts";
import type { HttpGateway } from "../domain/notify/route.ts";
import type { ChannelView } from "./http/channels.ts";
import type { DeliveryView } from "./http/deliveries.ts";
import { isoTimeOf } from "./iso-time.ts";
import { sendFaultText } from "./send-fault-words.ts";

/** Below this a secret's last four characters would give too much of it away. */
const shortestShown = 16;

/** A channel as operators see it: no secret leaves the service. */
export function channelView(channel: Channel, health: ChannelHealth | undefined): ChannelView {
  const { id, name, facilityId, isOn, language, pagesUrl, settings, setBy, version } = channel;
  return {
    id,
    name,
    ...(facilityId !== undefined && { facilityId }),
    kind: settings.kind,
    isOn,
    language,
    ...(pagesUrl !== undefined && { pagesUrl }),
    settings: settingsView(settings),
    health: healthView(health),
    setAt: isoTimeOf(channel.setAt),
    setBy,
    version,
  };
}

function settingsView(settings: ChannelSettings): ChannelView["settings"] {
  switch (settings.kind) {
    case "web-push":
      return { kind: "web-push", publicKey: settings.keys.publicKey, contact: settings.keys.contact };
    case "email": {
      const { password, ...smtp } = settings.smtp;
      return { kind: "email", ...smtp, password: shown(password) };
    }
    case "sms": {
      const { gateway } = settings;
      return {
        kind: "sms",
        gateway: gateway.kind === "sns" ? { kind: "sns" } : { kind: "http", ...gatewayView(gateway) },
      };
    }
    case "wecom":
      return { kind: "wecom", host: hostOf(settings.url), url: shown(settings.url) };
    case "dingtalk":
      return { kind: "dingtalk", host: hostOf(settings.url), url: shown(settings.url), secret: shown(settings.secret) };
    case "voice":
    case "webhook":
      return { kind: settings.kind, ...gatewayView(settings.gateway) };
  }
}

/** Addresses of gateways carry keys, in their path or query: only the host is shown. */
function gatewayView({ url, secret }: HttpGateway) {
  return { host: hostOf(url), url: shown(url), secret: shown(secret) };
}

function shown(secret: string | undefined): { isSet: boolean; last4?: string } {
  if (secret === undefined || secret === "") return { isSet: false };
  return secret.length < shortestShown ? { isSet: true } : { isSet: true, last4: secret.slice(-4) };
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "";
}

function healthView(health: ChannelHealth | undefined): ChannelView["health"] {
  return {
    state: stateOfHealth(health),
    ...(health?.lastAcceptedAt !== undefined && { lastAcceptedAt: isoTimeOf(health.lastAcceptedAt) }),
    ...(health?.lastFailedAt !== undefined && { lastFailedAt: isoTimeOf(health.lastFailedAt) }),
    ...(health?.lastError !== undefined && { lastError: sendFaultText(health.lastError) }),
    failuresInARow: health?.failuresInARow ?? 0,
  };
}

/** A call as the log shows it; `names` gives what persons and channels are called, by id. */
export function deliveryView(notification: Notification, names: ReadonlyMap<string, string>): DeliveryView {
  const { id, alertId, round, step, to, channel, priority, state, attempts, acceptedAt, error } = notification;
  const recipient = recipientId(to);
  return {
    id,
    alertId,
    round,
    step,
    to: { kind: to.kind, id: recipient, name: names.get(recipient) ?? recipient },
    channel,
    priority,
    state,
    createdAt: isoTimeOf(notification.createdAt),
    ...(state === "due" && { dueAt: isoTimeOf(notification.dueAt) }),
    attempts,
    ...(acceptedAt !== undefined && { acceptedAt: isoTimeOf(acceptedAt) }),
    ...(error !== undefined && { error: { code: error, message: sendFaultText(error) } }),
    ...(notification.notice !== undefined && { notice: notification.notice }),
    ...(notification.family !== undefined && { family: notification.family.what }),
    ...(notification.sentWith !== undefined && { isGrouped: true }),
  };
}
