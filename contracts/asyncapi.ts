import { commandMessage, deviceEventMessage, deviceStatusMessage } from "./device-messages.ts";
import { examples } from "./examples.ts";
import { type JsonSchema, jsonSchemasOf, pick, reachableNames } from "./json-schemas.ts";
import { familyChanged, liveMessage } from "./live.ts";
import { namedSchemas } from "./named-schemas.ts";
import { senmlPack, senmlRecord } from "./senml-pack.ts";
import { signal } from "./signal.ts";
import { signalExamples } from "./signal-examples.ts";

const messageSchemas = {
  SenmlPack: senmlPack,
  SenmlRecord: senmlRecord,
  DeviceEvent: deviceEventMessage,
  DeviceStatus: deviceStatusMessage,
  Command: commandMessage,
  LiveMessage: liveMessage,
  FamilyChanged: familyChanged,
  Signal: signal,
} as const;

/** One of each kind. */
const signals = signalExamples.map((payload) => ({ name: payload.kind, payload }));

interface ChannelFacts {
  readonly address: string;
  readonly parameters: readonly (keyof typeof parameters)[];
  readonly payload: keyof typeof messageSchemas;
  readonly contentType: string;
  readonly action: "send" | "receive";
  readonly qos: 0 | 1;
  readonly retain: boolean;
  readonly description: string;
}

/** Seen from Anhu: it receives what devices publish, and sends commands and live changes. */
const channels: Readonly<Record<string, ChannelFacts>> = {
  telemetry: {
    address: "anhu/v1/{deviceId}/telemetry",
    parameters: ["deviceId"],
    payload: "SenmlPack",
    contentType: "application/senml+json",
    action: "receive",
    qos: 1,
    retain: false,
    description:
      "Observations. The PUBACK means that the pack is stored. A record that cannot be taken is refused alone.",
  },
  event: {
    address: "anhu/v1/{deviceId}/event",
    parameters: ["deviceId"],
    payload: "DeviceEvent",
    contentType: "application/json",
    action: "receive",
    qos: 1,
    retain: false,
    description: "Falls, calls for help, smoke, gas, bed exits. The PUBACK means that it is stored and judged.",
  },
  status: {
    address: "anhu/v1/{deviceId}/status",
    parameters: ["deviceId"],
    payload: "DeviceStatus",
    contentType: "application/json",
    action: "receive",
    qos: 1,
    retain: true,
    description: "Online, or offline by last will. The bare words `online` and `offline` are taken too.",
  },
  command: {
    address: "anhu/v1/{deviceId}/cmd",
    parameters: ["deviceId"],
    payload: "Command",
    contentType: "application/json",
    action: "send",
    qos: 1,
    retain: false,
    description: "To the device while it is connected: somebody is on the way to its call.",
  },
  live: {
    address: "anhu/v1/live/{facilityId}",
    parameters: ["facilityId"],
    payload: "LiveMessage",
    contentType: "application/json",
    action: "send",
    qos: 0,
    retain: false,
    description: "What changed, for browsers (MQTT over WebSocket at /mqtt). Who missed one reads the HTTP API again.",
  },
  family: {
    address: "anhu/v1/family/{residentId}",
    parameters: ["residentId"],
    payload: "FamilyChanged",
    contentType: "application/json",
    action: "send",
    qos: 0,
    retain: false,
    description:
      "For relatives' pages, which connect with the user name `family`: something changed of a resident of theirs. What, " +
      "the HTTP API tells as far as they may see it. Sent while a relative watches, and heard no longer than they may.",
  },
  signal: {
    address: "anhu/v1/visits/{visitId}/{clientId}",
    parameters: ["visitId", "clientId"],
    payload: "Signal",
    contentType: "application/json",
    action: "receive",
    qos: 0,
    retain: false,
    description:
      "What one page of a video visit says to the others: how to reach it by WebRTC, that it is there, that the visit " +
      "changed. A page connects with the user name `visit/{visitId}` after it joined, publishes on its own topic alone, " +
      "and hears `anhu/v1/visits/{visitId}/+` while the visit is under way. At most 32 KB a message and 20 a second; " +
      "nothing is kept.",
  },
};

const parameters = {
  deviceId: { description: "What the device's certificate says; publishing on another's topic is refused." },
  facilityId: { description: "The facility whose residents are watched." },
  residentId: { description: "The resident whose relatives watch." },
  visitId: { description: "The visit of which the page is a part." },
  clientId: { description: "The page's own MQTT client id, by which it joined; publishing on another's is refused." },
} as const;

/** What is said over MQTT as an AsyncAPI 3.0 document, made from the schemas that the functions parse with. */
export function asyncApiDocument(version: string): JsonSchema {
  const schemas = jsonSchemasOf({ ...namedSchemas, ...messageSchemas });
  const messages = Object.fromEntries(Object.entries(channels).map(([name, facts]) => [name, messageOf(name, facts)]));
  return {
    asyncapi: "3.0.0",
    info: {
      title: "Anhu 安护 over MQTT",
      version,
      description:
        "MQTT 3.1.1. Devices may put the AWS IoT Basic Ingest prefix `$aws/rules/<rule>/` before their topics. A message " +
        "has at most 128 KB; what cannot be decoded is kept in quarantine with its reason.",
      license: { name: "Apache-2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
    },
    defaultContentType: "application/json",
    servers: {
      devices: {
        host: "127.0.0.1:8883",
        protocol: "mqtts",
        protocolVersion: "3.1.1",
        description: "Devices, with a client certificate each.",
        security: [{ $ref: "#/components/securitySchemes/clientCertificate" }],
      },
      browsers: {
        host: "127.0.0.1:8080",
        pathname: "/mqtt",
        protocol: "ws",
        protocolVersion: "3.1.1",
        description: "Browsers; the access token is the password. Plain on loopback, under TLS beyond it.",
      },
    },
    channels: Object.fromEntries(Object.entries(channels).map(([name, facts]) => [name, channelOf(name, facts)])),
    operations: Object.fromEntries(Object.entries(channels).map(([name, facts]) => [name, operationOf(name, facts)])),
    components: {
      messages,
      schemas: pick(schemas, reachableNames(messages, schemas)),
      securitySchemes: { clientCertificate: { type: "X509" } },
    },
  };
}

function messageOf(name: string, { payload, contentType }: ChannelFacts): JsonSchema {
  return {
    name,
    contentType,
    payload: { $ref: `#/components/schemas/${payload}` },
    examples: payload === "Signal" ? signals : [{ payload: examples[payload] }],
  };
}

function channelOf(name: string, { address, parameters: names, description }: ChannelFacts): JsonSchema {
  return {
    address,
    description,
    parameters: Object.fromEntries(names.map((one) => [one, parameters[one]])),
    messages: { [name]: { $ref: `#/components/messages/${name}` } },
    servers: [{ $ref: `#/servers/${names.includes("deviceId") ? "devices" : "browsers"}` }],
  };
}

function operationOf(name: string, { action, qos, retain }: ChannelFacts): JsonSchema {
  return {
    action,
    channel: { $ref: `#/channels/${name}` },
    messages: [{ $ref: `#/channels/${name}/messages/${name}` }],
    bindings: { mqtt: { qos, retain, bindingVersion: "0.2.0" } },
  };
}
