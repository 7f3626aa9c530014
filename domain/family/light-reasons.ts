/** What the light 平安灯 says. */
export const lightStates = ["well", "looked-after", "emergency", "not-monitored"] as const;
export type LightState = (typeof lightStates)[number];

/** Why the light is so. */
export const lightReasons = [
  /** Fresh signs of life, every device that matters is heard, and nothing is open. */
  "fresh-signs",
  "alert-urgent",
  "alert-open",
  /** What was urgent is over; staff have yet to say so. */
  "alert-cleared",
  /** Is about to be brought to a hospital. */
  "leaving",
  /** On the way to, in or from a hospital: no device of ours is with them. */
  "away",
  /** Back from it, and somebody sees how they do. */
  "back",
  /** Where they are in a referral cannot be read. */
  "transfer-unknown",
  "partly-monitored",
  "signs-old",
  "no-signal",
  "no-device",
  "no-signs",
  "no-plan",
  "clock-set-back",
  "unreadable",
] as const;
export type LightReason = (typeof lightReasons)[number];
