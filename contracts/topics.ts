/**
 * MQTT topics. Devices publish below `anhu/v1/<deviceId>/`, with or without the Basic Ingest prefix
 * `$aws/rules/<rule>/`, so that firmware has one setting for both runtimes. Topics carry ids, never personal data.
 */
export const deviceTopicKinds = ["telemetry", "event", "status"] as const;
export type DeviceTopicKind = (typeof deviceTopicKinds)[number];

const deviceTopic = /^(?:\$aws\/rules\/[A-Za-z0-9_]+\/)?anhu\/v1\/([A-Za-z0-9_-]{1,64})\/(telemetry|event|status)$/;

/** Reads a topic a device may publish on; undefined when it is none. */
export function parseDeviceTopic(topic: string): { deviceId: string; kind: DeviceTopicKind } | undefined {
  const match = deviceTopic.exec(topic);
  if (match === null) return undefined;
  const [, deviceId, kind] = match;
  return { deviceId: deviceId as string, kind: kind as DeviceTopicKind };
}

/** Where a device listens for commands. */
export function commandTopic(deviceId: string): string {
  return `anhu/v1/${deviceId}/cmd`;
}

/** Live changes of one facility, for browsers; QoS 0. */
export function liveTopic(facilityId: string): string {
  return `anhu/v1/live/${facilityId}`;
}

export const liveTopicPrefix = "anhu/v1/live/";

/** The last segment of a device topic of each kind, as the simulator and tests publish it. */
export function deviceTopicOf(deviceId: string, kind: DeviceTopicKind): string {
  return `anhu/v1/${deviceId}/${kind}`;
}
