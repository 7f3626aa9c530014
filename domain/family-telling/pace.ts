import { minute } from "../model/time.ts";
import { type Notification, recipientId } from "../notify/notification.ts";
import type { Pace } from "../notify/pace.ts";

/** Half of what a gateway takes: in a storm the other half, and the next minute, are the staff's. */
const gatewayTakes = { most: 60, perMs: minute };
/** More than that in ten minutes frightens and tells nothing: the rest is told together. */
const relativeTakes = { most: 6, perMs: 10 * minute };

/** Which paces hold for a message to a relative. An emergency waits for nothing but the gateway, and that for less than a minute. */
export function familyPacesOf(
  { to, channel, family }: Pick<Notification, "to" | "channel" | "family">,
  gatewayId: string,
): readonly Pace[] {
  const ofGateway = { key: `families#${gatewayId}`, ...gatewayTakes };
  if (family?.isEmergency === true) return [ofGateway];
  return [{ key: `relative#${recipientId(to)}#${channel}`, ...relativeTakes }, ofGateway];
}
