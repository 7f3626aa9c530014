import { canary } from "../model/canary.ts";
import type { EscalationPolicy } from "./policy.ts";

/** The channel that is told of the canary's calls, and of nothing else; it is no real one and belongs to the canary. */
export const canaryChannelId = canary.facilityId;

/**
 * The canary calls its own channel at once, and never a person or a group: whoever is woken by a test for nothing stops
 * listening.
 */
export const canaryPolicy: EscalationPolicy = {
  facilityId: canary.facilityId,
  rules: [{ priority: "high", steps: [{ afterMs: 0, call: [{ kind: "channel", channelId: canaryChannelId }] }] }],
  version: 0,
};
