import { liveTopic } from "../../contracts/topics.ts";
import { liveMessage } from "../../contracts/views.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import type { LivePort } from "../../domain/ports.ts";

/** A publish-subscribe bus to browsers. */
export interface LiveBus {
  /** Whether anybody is subscribed to the topic now. */
  isHeard(topic: string): boolean;
  /** At most once. */
  publish(topic: string, payload: string): Promise<void>;
}

/** Live updates over an MQTT broker in this process; nothing is rendered while nobody watches. */
export function livePortOn(bus: LiveBus, now: () => EpochMs): LivePort {
  return {
    async publish(facilityId, changes) {
      const topic = liveTopic(facilityId);
      if (changes.length === 0 || !bus.isHeard(topic)) return;
      await bus.publish(topic, JSON.stringify(liveMessage(changes, now())));
    },
  };
}
