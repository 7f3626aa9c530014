/** The ways by which somebody is told of an alert when no page of theirs is open. */
export const channelKinds = ["web-push", "sms", "voice", "email", "wecom", "dingtalk", "webhook"] as const;
export type ChannelKind = (typeof channelKinds)[number];

/** Those that reach one person by an address of theirs; the others post into a group or to a system. */
export const personalChannels = ["web-push", "sms", "voice", "email"] as const satisfies readonly ChannelKind[];
export type PersonalChannel = (typeof personalChannels)[number];
