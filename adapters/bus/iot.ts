import {
  DeleteConnectionCommand,
  type IoTDataPlaneClient,
  PublishCommand,
  type PublishCommandInput,
  ResourceNotFoundException,
} from "@aws-sdk/client-iot-data-plane";
import { commandMessage } from "../../contracts/device-messages.ts";
import { commandTopic, deviceTopicOf, familyTopic, liveTopic } from "../../contracts/topics.ts";
import { type EpochMs, minute, second } from "../../domain/model/time.ts";
import type { CommandPort, DevicePathPort, LiveConnectionsPort, LivePort } from "../../domain/ports.ts";
import { familyPayload, LiveChangeTooLargeError, livePayloads, newsPayload } from "./live-payloads.ts";

/** A device that comes back later is not told what was meant for then. */
const commandHoldsMs = minute;

/**
 * Live updates through the region's broker, at QoS 0: each costs a message. Changes beyond 128 KB go in several; one that
 * is too large by itself is a {@link LiveChangeTooLargeError} after all others were sent.
 */
export function iotLive(client: IoTDataPlaneClient, now: () => EpochMs): LivePort {
  return {
    async publish(facilityId, changes) {
      const { payloads, tooLarge } = livePayloads(changes, now());
      for (const payload of payloads) await publish(client, { topic: liveTopic(facilityId), qos: 0 }, payload);
      if (tooLarge > 0) throw new LiveChangeTooLargeError(tooLarge);
    },
    async tell(facilityId, news) {
      await publish(client, { topic: liveTopic(facilityId), qos: 0 }, newsPayload(news, now()));
    },
    async tellFamily(residentId) {
      await publish(client, { topic: familyTopic(residentId), qos: 0 }, familyPayload(now()));
    },
  };
}

/** From the authorizer's answer to the standing connection; the authorizer itself has 5 s for its answer. */
const lettingInMs = 8 * second;
const lookAgainMs = second / 2;
/** The function that asks has 10 s in all; more than four of them nobody waits. */
const mostLooks = 8;

/**
 * Ends connections by the broker's own call. One that it does not know is looked for again while it may still be on its
 * way in.
 */
export function iotLiveConnections(
  client: IoTDataPlaneClient,
  { now, wait }: { now(): EpochMs; wait(ms: number): Promise<void> },
): LiveConnectionsPort {
  async function endNow(clientId: string): Promise<"ended" | "not-connected"> {
    try {
      await client.send(new DeleteConnectionCommand({ clientId, cleanSession: true }));
      return "ended";
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return "not-connected";
      throw error;
    }
  }
  return {
    async end(clientId, letInAt) {
      const looks = now() - letInAt < lettingInMs ? mostLooks : 0;
      let outcome = await endNow(clientId);
      for (let look = 0; outcome === "not-connected" && look < looks; look += 1) {
        await wait(lookAgainMs);
        outcome = await endNow(clientId);
      }
      return outcome;
    },
  };
}

/**
 * Commands to devices, at QoS 1. The broker does not say who is connected, so a command counts as sent once the broker
 * took it; it throws away what it could not hand on within a minute.
 */
export function iotCommands(client: IoTDataPlaneClient): CommandPort {
  return {
    async send(deviceId, command) {
      const message = { topic: commandTopic(deviceId), qos: 1, messageExpiry: commandHoldsMs / second };
      await publish(client, message, JSON.stringify(commandMessage.parse(command)));
      return "sent";
    },
  };
}

/** Speaks on a device's topic, by way of the rule that its messages take (Basic Ingest). */
export function iotDevicePath(client: IoTDataPlaneClient): DevicePathPort {
  return {
    async send({ deviceId, topicKind, payload }) {
      const topic = `$aws/rules/${topicKind}/${deviceTopicOf(deviceId, topicKind)}`;
      await publish(client, { topic, qos: 1 }, payload);
    },
  };
}

async function publish(
  client: IoTDataPlaneClient,
  message: PublishCommandInput,
  payload: string | Uint8Array,
): Promise<void> {
  await client.send(
    new PublishCommand({ ...message, payload: typeof payload === "string" ? Buffer.from(payload) : payload }),
  );
}
