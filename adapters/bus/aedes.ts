import { familyTopic, liveTopic } from "../../contracts/topics.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import type { LivePort } from "../../domain/ports.ts";
import { familyPayload, LiveChangeTooLargeError, livePayloads, newsPayload } from "./live-payloads.ts";

/** A publish-subscribe bus to browsers. */
export interface LiveBus {
  /** Whether anybody is subscribed to the topic now. */
  isHeard(topic: string): boolean;
  /** At most once. */
  publish(topic: string, payload: string): Promise<void>;
}

/**
 * Live updates over an MQTT broker in this process; nothing is rendered while nobody watches. Messages are no larger than
 * those of the cloud.
 */
export function livePortOn(bus: LiveBus, now: () => EpochMs): LivePort {
  return {
    async publish(facilityId, changes) {
      const topic = liveTopic(facilityId);
      if (changes.length === 0 || !bus.isHeard(topic)) return;
      const { payloads, tooLarge } = livePayloads(changes, now());
      for (const payload of payloads) await bus.publish(topic, payload);
      if (tooLarge > 0) throw new LiveChangeTooLargeError(tooLarge);
    },
    async tell(facilityId, news) {
      const topic = liveTopic(facilityId);
      if (bus.isHeard(topic)) await bus.publish(topic, newsPayload(news, now()));
    },
    async tellFamily(residentId) {
      const topic = familyTopic(residentId);
      if (bus.isHeard(topic)) await bus.publish(topic, familyPayload(now()));
    },
  };
}
