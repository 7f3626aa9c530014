import type { AlertPriority } from "../alerts/alert.ts";
import { type EpochMs, minute } from "../model/time.ts";
import type { ChannelKind } from "./channel.ts";
import { type Notification, recipientId } from "./notification.ts";

/** How many messages in a time; beyond that they wait and are told together. */
export interface Pace {
  readonly key: string;
  readonly most: number;
  readonly perMs: number;
}

/** How many went in the window that began then. */
export interface PaceCount {
  readonly from: EpochMs;
  readonly count: number;
}

/** Group robots of WeCom and DingTalk refuse the 21st message in a minute, and DingTalk all of the next ten minutes. */
const robots: readonly ChannelKind[] = ["wecom", "dingtalk"];
const robotsTake = { most: 18, perMs: minute };
/** So many of them are left for what is high. */
const robotsKeepForHigh = 8;
/** More than a person can act on; after that they read a list. */
const personTakes = { most: 5, perMs: 5 * minute };
const gatewayTakes = { most: 120, perMs: minute };
/** Enough to set up a telephone; each text message and call costs money, and whose number it is nobody has checked. */
const testsTake = { most: 5, perMs: 10 * minute };

/**
 * Which paces hold for a message. What is high to a person is never slowed down; to a robot it is when the robot would
 * refuse it otherwise, for less than a minute, and then all beds are named in one message.
 */
export function pacesOf(
  notification: Pick<Notification, "to" | "channel" | "priority">,
  gatewayId: string,
): readonly Pace[] {
  const { channel, priority } = notification;
  if (channel === "webhook") return [];
  if (robots.includes(channel)) {
    const most = priority === "high" ? robotsTake.most : robotsTake.most - robotsKeepForHigh;
    return [{ key: `robot#${gatewayId}`, ...robotsTake, most }];
  }
  if (priority === "high") return [];
  return [
    { key: `recipient#${recipientId(notification.to)}#${channel}`, ...personTakes },
    { key: `gateway#${gatewayId}`, ...gatewayTakes },
  ];
}

/**
 * Which paces hold for a test: one of who asks for it, and one of each receiver, whoever asks. `receivers` are digests: a
 * key must not tell a telephone number.
 */
export function testPacesOf(askedBy: string, receivers: readonly string[]): readonly Pace[] {
  return [`test-by#${askedBy}`, ...receivers.map((digest) => `test-to#${digest}`)].map((key) => ({
    key,
    ...testsTake,
  }));
}

export type PaceVerdict =
  | { readonly kind: "go"; readonly count: PaceCount }
  /** There is room again at `until`. */
  | { readonly kind: "wait"; readonly until: EpochMs };

/** Counts one more message, or says when there is room for it. A window begins with its first message. */
export function judgePace({ most, perMs }: Pace, before: PaceCount | undefined, now: EpochMs): PaceVerdict {
  const isOver = before === undefined || now >= before.from + perMs || now < before.from;
  if (isOver) return { kind: "go", count: { from: now, count: 1 } };
  if (before.count < most) return { kind: "go", count: { from: before.from, count: before.count + 1 } };
  return { kind: "wait", until: before.from + perMs };
}

/** The more urgent of several. */
export function mostUrgent(priorities: readonly AlertPriority[]): AlertPriority {
  return priorities.includes("high") ? "high" : priorities.includes("medium") ? "medium" : "low";
}
