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

/**
 * Where one page of a video visit speaks to the others; QoS 0. Its last part is the page's own MQTT client id, under which
 * nobody else may publish: so who speaks need not be believed.
 */
export function signalTopic(visitId: string, peerId: string): string {
  return `${signalTopicPrefix}${visitId}/${peerId}`;
}

export const signalTopicPrefix = "anhu/v1/visits/";

/** By it a page hears all others of its visit. */
export function signalFilter(visitId: string): string {
  return `${signalTopicPrefix}${visitId}/+`;
}

/** The MQTT user name by which a page says for which visit it connects; all others connect to hear live changes. */
export function signalUserName(visitId: string): string {
  return `visit/${visitId}`;
}

/** The visit of such a user name; undefined when it is another one. */
export function visitOfUserName(userName: string): string | undefined {
  return /^visit\/([A-Za-z0-9_-]{1,64})$/.exec(userName)?.[1];
}

/** The last segment of a device topic of each kind, as the simulator and tests publish it. */
export function deviceTopicOf(deviceId: string, kind: DeviceTopicKind): string {
  return `anhu/v1/${deviceId}/${kind}`;
}

/** That something changed of a resident, for their relatives; it says no more than that. QoS 0. */
export function familyTopic(residentId: string): string {
  return `${familyTopicPrefix}${residentId}`;
}

export const familyTopicPrefix = "anhu/v1/family/";

/** The MQTT user name by which a relative's page connects: it hears {@link familyTopic} of its own residents, and nothing else. */
export const familyUserName = "family";
