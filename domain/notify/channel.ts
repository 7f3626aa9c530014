import type { EpochMs } from "../model/time.ts";
import type { HttpGateway, SmsGateway, SmtpServer, VapidKeys } from "./route.ts";

/** The ways by which somebody is told of an alert when no page of theirs is open. */
export const channelKinds = ["web-push", "sms", "voice", "email", "wecom", "dingtalk", "webhook"] as const;
export type ChannelKind = (typeof channelKinds)[number];

/** Those that reach one person by an address of theirs; the others post into a group or to a system. */
export const personalChannels = ["web-push", "sms", "voice", "email"] as const satisfies readonly ChannelKind[];
export type PersonalChannel = (typeof personalChannels)[number];

export function isPersonal(kind: ChannelKind): kind is PersonalChannel {
  return (personalChannels as readonly ChannelKind[]).includes(kind);
}

/** By what a channel sends, with its secrets; they never leave the service. */
export type ChannelSettings =
  | { readonly kind: "web-push"; readonly keys: VapidKeys }
  | { readonly kind: "email"; readonly smtp: SmtpServer }
  | { readonly kind: "sms"; readonly gateway: SmsGateway }
  | { readonly kind: "voice"; readonly gateway: HttpGateway }
  | { readonly kind: "wecom"; readonly url: string }
  | { readonly kind: "dingtalk"; readonly url: string; readonly secret?: string }
  | { readonly kind: "webhook"; readonly gateway: HttpGateway };

/**
 * A channel 通知渠道 that is set up: a gateway by which persons are reached, or a group robot or system that is told by
 * itself.
 */
export interface Channel {
  readonly id: string;
  /** As operators and managers call it. */
  readonly name: string;
  /** Absent: for the whole service, where a facility has none of its own. */
  readonly facilityId?: string;
  readonly settings: ChannelSettings;
  readonly isOn: boolean;
  /** In what a group or system is told; persons have a language of their own. */
  readonly language: "zh" | "en";
  /** Where the pages are, for links in messages; without it there are none. */
  readonly pagesUrl?: string;
  readonly setAt: EpochMs;
  /** The name of who set it last. */
  readonly setBy: string;
  readonly version: number;
}

/** How a channel does, as far as its last attempts tell. */
export interface ChannelHealth {
  readonly channelId: string;
  readonly lastAcceptedAt?: EpochMs;
  readonly lastFailedAt?: EpochMs;
  /** What the last failure was, without addresses and names. */
  readonly lastError?: string;
  /** Attempts that failed since the last accepted one. */
  readonly failuresInARow: number;
  readonly version: number;
}

/** The channel by which persons of a facility are reached: its own of the kind, otherwise the service's. */
export function channelFor(
  kind: PersonalChannel,
  facilityId: string,
  channels: readonly Channel[],
): Channel | undefined {
  const fitting = channels.filter(({ settings, isOn }) => isOn && settings.kind === kind);
  return (
    fitting.find((channel) => channel.facilityId === facilityId) ??
    fitting.find((channel) => channel.facilityId === undefined)
  );
}
