import { type IoTDataPlaneClient, PublishCommand } from "@aws-sdk/client-iot-data-plane";
import { commandMessage } from "../../contracts/device-messages.ts";
import { commandTopic, deviceTopicOf, liveTopic } from "../../contracts/topics.ts";
import { liveMessage } from "../../contracts/views.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import type { CommandPort, DevicePathPort, LivePort } from "../../domain/ports.ts";

/** Live updates through the region's broker, at QoS 0: each costs a message. */
export function iotLive(client: IoTDataPlaneClient, now: () => EpochMs): LivePort {
  return {
    async publish(facilityId, changes) {
      if (changes.length === 0) return;
      const payload = Buffer.from(JSON.stringify(liveMessage(changes, now())));
      await client.send(new PublishCommand({ topic: liveTopic(facilityId), qos: 0, payload }));
    },
  };
}

/** Commands to devices. The broker does not say who is connected, so a command counts as sent once it took it. */
export function iotCommands(client: IoTDataPlaneClient): CommandPort {
  return {
    async send(deviceId, command) {
      const payload = Buffer.from(JSON.stringify(commandMessage.parse(command)));
      await client.send(new PublishCommand({ topic: commandTopic(deviceId), qos: 1, payload }));
      return "sent";
    },
  };
}

/** Speaks on a device's topic, by way of the rule that its messages take. */
export function iotDevicePath(client: IoTDataPlaneClient): DevicePathPort {
  return {
    async send({ deviceId, topicKind, payload }) {
      const topic = `$aws/rules/${topicKind}/${deviceTopicOf(deviceId, topicKind)}`;
      await client.send(new PublishCommand({ topic, qos: 1, payload }));
    },
  };
}
