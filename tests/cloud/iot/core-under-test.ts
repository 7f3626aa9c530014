import { X509Certificate } from "node:crypto";
import mqtt, { type IClientOptions, type MqttClient } from "mqtt";
import { onTestFinished } from "vitest";
import { openLocalAuthority } from "../../../adapters/device-authority/local-ca.ts";
import { createKeyAndRequest } from "../../../devices-sim/enrol.ts";
import { virtualClock } from "../../../local/clock.ts";
import { temporaryFolder } from "../../local/box-under-test.ts";
import type { Cloud, InvokeAnswer, Publication, Resource } from "../cloud.ts";
import type { PolicyDocument } from "../iam/policy-document.ts";
import { fingerprintOf } from "./certificates.ts";
import { type IotCloud, type IotCore, startIotCore } from "./iot-core.ts";
import type { RegisteredCertificate } from "./registry.ts";

const arn = "arn:aws:iot:us-east-1:111122223333";
// biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
const thing = "${iot:Connection.Thing.ThingName}";

/** What a device needs: to connect under its name, to say its three kinds of messages, to hear its commands. */
export const devicePolicy: PolicyDocument = {
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Action: "iot:Connect", Resource: `${arn}:client/${thing}` },
    {
      Effect: "Allow",
      Action: ["iot:Publish", "iot:RetainPublish"],
      Resource: [`${arn}:topic/anhu/v1/${thing}/*`, `${arn}:topic/$aws/rules/*/anhu/v1/${thing}/*`],
    },
    { Effect: "Allow", Action: "iot:Subscribe", Resource: `${arn}:topicfilter/anhu/v1/${thing}/cmd` },
    { Effect: "Allow", Action: "iot:Receive", Resource: `${arn}:topic/anhu/v1/${thing}/cmd` },
  ],
};

/** A resource as a template with these properties makes it. */
export function resource(type: string, name: string, properties: object): Resource {
  const attributes = { Arn: `arn:${name}` };
  return { stack: "Service", logicalId: name, type, ref: name, attributes, properties: { ...properties } };
}

/** A rule that hands the payload as base64 to the function `on-<name>`. */
export function rule(name: string, from: string, select = "encode(*, 'base64') AS data, topic(3) AS who"): Resource {
  const payload = {
    AwsIotSqlVersion: "2016-03-23",
    Sql: `SELECT ${select} FROM '${from}'`,
    Actions: [{ Lambda: { FunctionArn: `on-${name}` } }],
  };
  return resource("AWS::IoT::TopicRule", name, { RuleName: name, TopicRulePayload: payload });
}

export const usualRules = [
  rule("event", "anhu/v1/+/event"),
  rule("status", "anhu/v1/+/status"),
  rule("presence", "$aws/events/presence/+/+", "*"),
];

/** IoT Core over real connections, with a registry in memory and functions that only note what woke them. */
export interface CoreUnderTest {
  readonly core: IotCore;
  readonly clock: Cloud["clock"];
  /** What the rules started: function and event, oldest first. */
  woken(functionName: string): readonly Record<string, unknown>[];
  /** Makes a certificate and registers it. */
  enrol(things: readonly string[], policies?: readonly PolicyDocument[]): Promise<Credentials>;
  /** As the service does: by the fingerprint of the certificate. */
  change(credentials: Credentials, certificate: Partial<RegisteredCertificate>): Promise<void>;
  /** A function publishes through the data plane. */
  publish(publication: Publication): Promise<void>;
  device(credentials: Credentials, options: IClientOptions): Promise<MqttClient>;
  browser(query: string, options?: IClientOptions): Promise<MqttClient>;
}

export interface Credentials {
  readonly cert: string;
  readonly key: string;
}

export async function coreUnderTest(
  resources: readonly Resource[],
  answer: (functionName: string, event: unknown) => InvokeAnswer | Promise<InvokeAnswer> = () => {
    throw new Error("nothing is invoked here");
  },
): Promise<CoreUnderTest> {
  const authority = await openLocalAuthority(temporaryFolder());
  const clock = virtualClock(Date.parse("2026-11-22T09:00:00+08:00"));
  const certificates = new Map<string, RegisteredCertificate>();
  const woken: { readonly functionName: string; readonly event: unknown }[] = [];
  const publishListeners: Parameters<Cloud["onPublish"]>[0][] = [];
  const changeListeners: Parameters<Cloud["onIotChange"]>[0][] = [];

  const cloud: IotCloud = {
    clock,
    account: "111122223333",
    region: "us-east-1",
    resources: (type) => resources.filter((one) => one.type === type),
    invoke: async (functionName, event) => answer(functionName, event),
    invokeAsync: async (functionName, event) => void woken.push({ functionName, event }),
    putRecord: async () => undefined,
    sendMessage: async () => undefined,
    onDisconnect: () => undefined,
    onPublish: (listener) => void publishListeners.push(listener),
    onIotChange: (listener) => void changeListeners.push(listener),
  };

  async function sign(csrPem: string): Promise<{ readonly certificatePem: string; readonly fingerprint: string }> {
    const request = { deviceId: "any", kind: "wristband", facilityId: "home", csrPem } as const;
    const { certificatePem } = await authority.certify(request);
    return { certificatePem, fingerprint: fingerprintOf(new X509Certificate(certificatePem).raw) };
  }

  const core = await startIotCore({
    cloud,
    registry: { find: async (der) => certificates.get(fingerprintOf(der)) },
    certificates: {
      caPem: authority.caPem,
      serverIdentity: (names) => authority.serverIdentity(names),
      async createFromCsr(csrPem, isActive) {
        const { certificatePem, fingerprint } = await sign(csrPem);
        certificates.set(fingerprint, { certificateId: fingerprint, isActive, things: [], policies: [] });
        return { certificateArn: `cert/${fingerprint}`, certificateId: fingerprint, certificatePem };
      },
    },
    async register(_roleArn, { certificateId, thingName, policyName }) {
      if (policyName !== "anhu-device") throw new Error(`there is no policy ${policyName}`);
      certificates.set(certificateId, { certificateId, isActive: true, things: [thingName], policies: [devicePolicy] });
    },
  });
  onTestFinished(() => core.stop());

  async function opened(url: string, options: IClientOptions): Promise<MqttClient> {
    const usual = { ca: core.caPem, reconnectPeriod: 0, connectTimeout: 5_000 };
    const client = await mqtt.connectAsync(url, { ...usual, ...options }, false);
    onTestFinished(() => void client.end(true));
    return client.on("error", () => undefined);
  }

  return {
    core,
    clock,
    woken: (name) =>
      woken.filter(({ functionName }) => functionName === name).map(({ event }) => event as Record<string, unknown>),
    async enrol(things, policies = [devicePolicy]) {
      const { keyPem, csrPem } = await createKeyAndRequest();
      const { certificatePem, fingerprint } = await sign(csrPem);
      certificates.set(fingerprint, { certificateId: fingerprint, isActive: true, things, policies });
      return { cert: certificatePem, key: keyPem };
    },
    async change({ cert }, change) {
      const fingerprint = fingerprintOf(new X509Certificate(cert).raw);
      certificates.set(fingerprint, { ...(certificates.get(fingerprint) as RegisteredCertificate), ...change });
      for (const listener of changeListeners) await listener("PUT", "/certificates/any?newStatus=REVOKED");
    },
    async publish(publication) {
      for (const listener of publishListeners) await listener(publication, "some-function");
    },
    device: (credentials, options) => opened(core.mqtts, { ...credentials, ...options }),
    browser: (query, options = {}) => opened(`${core.wss}${query}`, options),
  };
}

/** The next message that a client hears. */
export async function heard(client: MqttClient): Promise<{ readonly topic: string; readonly payload: string }> {
  return new Promise((resolve) =>
    client.once("message", (topic, payload) => resolve({ topic, payload: payload.toString() })),
  );
}
