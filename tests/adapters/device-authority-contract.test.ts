import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateKeysAndCertificateCommand,
  CreatePolicyCommand,
  CreateThingTypeCommand,
  DescribeCertificateCommand,
  DescribeThingCommand,
  IoTClient,
  ListAttachedPoliciesCommand,
  ListCertificatesCommand,
  ListThingGroupsForThingCommand,
  ListThingPrincipalsCommand,
} from "@aws-sdk/client-iot";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { amazonRootCaPem } from "../../adapters/device-authority/amazon-root-ca.ts";
import { iotAuthority, StrayCertificateError } from "../../adapters/device-authority/iot.ts";
import { MissingThingTypeError } from "../../adapters/device-authority/iot-things.ts";
import { openLocalAuthority } from "../../adapters/device-authority/local-ca.ts";
import { createKeyAndRequest } from "../../devices-sim/enrol.ts";
import { type DeviceAuthority, InvalidCertificateRequestError } from "../../domain/ports.ts";
import { clientSettings, motoEndpoint } from "../aws-emulators.ts";
import { tampered } from "./certificate-requests.ts";

const policyName = "anhu-device";
const folder = mkdtempSync(join(tmpdir(), "anhu-ca-"));
const clients: IoTClient[] = [];
afterAll(() => {
  rmSync(folder, { recursive: true });
  for (const client of clients) client.destroy();
});

function newClient(): IoTClient {
  const client = new IoTClient({ ...clientSettings(motoEndpoint as string), maxAttempts: 1 });
  clients.push(client);
  return client;
}

async function onMoto(client = newClient()): Promise<DeviceAuthority> {
  await client.send(new CreateThingTypeCommand({ thingTypeName: "anhu-wristband" }));
  await client.send(new CreatePolicyCommand({ policyName, policyDocument: "{}" })).catch(() => undefined);
  return iotAuthority(client, { policyName, caPem: amazonRootCaPem });
}

const authorities: readonly { readonly name: string; open(): Promise<DeviceAuthority> }[] = [
  { name: "the box", open: () => openLocalAuthority(folder) },
  ...(motoEndpoint === undefined ? [] : [{ name: "AWS IoT (moto)", open: () => onMoto() }]),
];

let devices = 0;
const newDevice = () => ({
  deviceId: `d-${process.pid}-${Date.now()}-${devices++}`,
  kind: "wristband" as const,
  facilityId: "home",
});

describe.each(authorities)("the device authority of $name", ({ open }) => {
  let authority: DeviceAuthority;
  beforeAll(async () => {
    authority = await open();
  });

  test("answers with a certificate, its serial number, its end and what the broker's certificate hangs on", async () => {
    const { csrPem } = await createKeyAndRequest();
    const issued = await authority.certify({ ...newDevice(), csrPem });
    const certificate = new X509Certificate(issued.certificatePem);
    expect(issued.serial).toBe(certificate.serialNumber);
    expect(issued.certificateId).toMatch(/^[0-9a-f]{64}$/);
    expect(issued.notAfter).toBe(certificate.validToDate.getTime());
    expect(issued.notAfter).toBeGreaterThan(Date.now());
    expect(new X509Certificate(issued.caPem).ca).toBe(true);
  });

  test("gives a device a further certificate beside the one it has", async () => {
    const device = newDevice();
    const { csrPem } = await createKeyAndRequest();
    const first = await authority.certify({ ...device, csrPem });
    const second = await authority.certify({ ...device, csrPem });
    expect(second.serial).not.toBe(first.serial);
  });

  test("revokes what it issued, and takes the same revocation again", async () => {
    const device = newDevice();
    const { csrPem } = await createKeyAndRequest();
    const { serial: certificateSerial } = await authority.certify({ ...device, csrPem });
    const revocation = { deviceId: device.deviceId, certificateSerial };
    expect(await authority.revoke(revocation)).toBe("revoked");
    expect(await authority.revoke(revocation)).toBe("revoked");
  });

  test.each([
    ["text", () => "hello"],
    ["nothing", () => ""],
    ["a certificate", () => amazonRootCaPem],
    ["a request whose signature is not of its key", tampered],
  ])("refuses %s", async (_what, make) => {
    const { csrPem } = await createKeyAndRequest();
    const refused = authority.certify({ ...newDevice(), csrPem: make(csrPem) });
    await expect(refused).rejects.toThrow(InvalidCertificateRequestError);
  });
});

// moto signs a key of its own instead of the request's, makes every certificate active, ignores exclusiveness and ends no
// connection: that the key is the device's, that a certificate opens nothing before its activation, that no other thing
// may hold it and that a revoked one is cut off, only AWS can show.
describe.skipIf(motoEndpoint === undefined)("the registry of AWS IoT", () => {
  const client = motoEndpoint === undefined ? undefined : newClient();
  const read = client as IoTClient;

  /** A client on which a call fails, before it reaches the registry or after. */
  function failingAt(
    command: string,
    when: "before" | "after",
    matches: (input: object) => boolean = () => true,
  ): IoTClient {
    const failing = newClient();
    failing.middlewareStack.add(
      (next, context) => async (args) => {
        if (context.commandName !== command || !matches(args.input)) return next(args);
        if (when === "after") await next(args);
        throw new Error(`${command} fails`);
      },
      { step: "initialize" },
    );
    return failing;
  }

  async function certificatesOf(thingName: string): Promise<Readonly<Record<string, string>>> {
    const { principals = [] } = await read.send(new ListThingPrincipalsCommand({ thingName }));
    const found: Record<string, string> = {};
    for (const arn of principals) {
      const certificateId = arn.slice(arn.lastIndexOf("/") + 1);
      const { certificateDescription } = await read.send(new DescribeCertificateCommand({ certificateId }));
      found[new X509Certificate(certificateDescription?.certificatePem as string).serialNumber] =
        certificateDescription?.status as string;
    }
    return found;
  }

  const groupsOf = async (thingName: string) =>
    (await read.send(new ListThingGroupsForThingCommand({ thingName }))).thingGroups?.map(({ groupName }) => groupName);
  const active = async () =>
    (await read.send(new ListCertificatesCommand({ pageSize: 250 }))).certificates?.filter(
      ({ status }) => status === "ACTIVE",
    ).length;

  test("knows the device by its id, kind and facility; the certificate is active and has the devices' policy", async () => {
    const device = { ...newDevice(), facilityId: "sunny-home" };
    const { csrPem } = await createKeyAndRequest();
    const { serial } = await (await onMoto()).certify({ ...device, csrPem });
    const thing = await read.send(new DescribeThingCommand({ thingName: device.deviceId }));
    expect(thing.thingTypeName).toBe("anhu-wristband");
    expect(await groupsOf(device.deviceId)).toEqual(["anhu-facility-sunny-home"]);
    expect(await certificatesOf(device.deviceId)).toEqual({ [serial]: "ACTIVE" });
    const { principals = [] } = await read.send(new ListThingPrincipalsCommand({ thingName: device.deviceId }));
    const { policies } = await read.send(new ListAttachedPoliciesCommand({ target: principals[0] }));
    expect(policies?.map(({ policyName: name }) => name)).toEqual([policyName]);
  });

  test("is asked for a certificate that is inactive at first, and exclusively the device's", async () => {
    const asking = newClient();
    const asked: unknown[] = [];
    asking.middlewareStack.add(
      (next) => (args) => {
        const { path, query } = args.request as { path: string; query: object };
        asked.push({ path, ...query });
        return next(args);
      },
      { step: "build" },
    );
    const { csrPem } = await createKeyAndRequest();
    const device = newDevice();
    await (await onMoto(asking)).certify({ ...device, csrPem });
    expect(asked).toContainEqual({ path: "/certificates", setAsActive: "false" });
    expect(asked).toContainEqual({
      path: `/things/${device.deviceId}/principals`,
      thingPrincipalType: "EXCLUSIVE_THING",
    });
    expect(asked.at(-1)).toMatchObject({ newStatus: "ACTIVE" });
  });

  test("moves a device that comes to another facility, and leaves its other groups alone", async () => {
    const device = newDevice();
    const authority = await onMoto();
    const { csrPem } = await createKeyAndRequest();
    await authority.certify({ ...device, facilityId: "one", csrPem });
    await authority.certify({ ...device, facilityId: "two", csrPem });
    await authority.certify({ ...device, facilityId: "two", csrPem });
    expect(await groupsOf(device.deviceId)).toEqual(["anhu-facility-two"]);
  });

  test("loses only the certificate that was revoked, whoever issued it", async () => {
    const [device, other] = [newDevice(), newDevice()];
    const { csrPem } = await createKeyAndRequest();
    const issuer = await onMoto();
    const first = await issuer.certify({ ...device, csrPem });
    const second = await issuer.certify({ ...device, csrPem });
    const others = await issuer.certify({ ...other, csrPem });
    const revocation = { deviceId: device.deviceId, certificateSerial: first.serial };
    expect(await (await onMoto()).revoke(revocation)).toBe("revoked");
    expect(await certificatesOf(device.deviceId)).toEqual({ [first.serial]: "REVOKED", [second.serial]: "ACTIVE" });
    expect(await certificatesOf(other.deviceId)).toEqual({ [others.serial]: "ACTIVE" });
  });

  test("says so when the device has no such certificate: unknown serial, another's, unknown device", async () => {
    const [device, other] = [newDevice(), newDevice()];
    const { csrPem } = await createKeyAndRequest();
    const issuer = await onMoto();
    await issuer.certify({ ...device, csrPem });
    const { serial } = await issuer.certify({ ...other, csrPem });
    const authority = await onMoto();
    const revoke = (deviceId: string, certificateSerial: string) => authority.revoke({ deviceId, certificateSerial });
    expect(await revoke(device.deviceId, "AB")).toBe("not-held");
    expect(await revoke(device.deviceId, serial)).toBe("not-held");
    expect(await revoke("never-enrolled", "AB")).toBe("not-held");
    expect(await certificatesOf(other.deviceId)).toEqual({ [serial]: "ACTIVE" });
  });

  test("finds a certificate that no device has yet by its id, and revokes it if its serial is the one meant", async () => {
    const created = await read.send(new CreateKeysAndCertificateCommand({ setAsActive: false }));
    const { certificateId = "", certificatePem = "" } = created;
    const certificateSerial = new X509Certificate(certificatePem).serialNumber;
    const { deviceId } = newDevice();
    const authority = await onMoto();
    const status = async () =>
      (await read.send(new DescribeCertificateCommand({ certificateId }))).certificateDescription?.status;
    expect(await authority.revoke({ deviceId, certificateSerial: "AB", certificateId })).toBe("not-held");
    expect(await status()).not.toBe("REVOKED");
    expect(await authority.revoke({ deviceId, certificateSerial, certificateId })).toBe("not-held");
    expect(await status()).toBe("REVOKED");
    const unknown = { deviceId, certificateSerial, certificateId: "ab".repeat(32) };
    expect(await authority.revoke(unknown)).toBe("not-held");
  });

  test("that lacks the type of the device's kind is named so", async () => {
    const { csrPem } = await createKeyAndRequest();
    const certified = (await onMoto()).certify({ ...newDevice(), kind: "bed-mat", csrPem } as never);
    await expect(certified).rejects.toThrow(MissingThingTypeError);
    await expect(certified).rejects.toThrow("anhu-bed-mat");
  });

  test.each([
    ["CreateThingCommand", "before"],
    ["UpdateThingGroupsForThingCommand", "before"],
    ["AttachPolicyCommand", "before"],
    ["AttachPolicyCommand", "after"],
    ["AttachThingPrincipalCommand", "before"],
    ["AttachThingPrincipalCommand", "after"],
  ] as const)("has no active certificate more when %s fails %s it was done", async (command, when) => {
    const { csrPem } = await createKeyAndRequest();
    const authority = await onMoto(failingAt(command, when));
    const before = await active();
    await expect(authority.certify({ ...newDevice(), csrPem })).rejects.toThrow(`${command} fails`);
    expect(await active()).toBe(before);
  });

  const isActivation = (input: object) => (input as { newStatus: string }).newStatus === "ACTIVE";
  test.each(["before", "after"] as const)(
    "has none more either when its activation fails %s it was done",
    async (when) => {
      const { csrPem } = await createKeyAndRequest();
      const authority = await onMoto(failingAt("UpdateCertificateCommand", when, isActivation));
      const before = await active();
      await expect(authority.certify({ ...newDevice(), csrPem })).rejects.toThrow("fails");
      expect(await active()).toBe(before);
    },
  );

  test("that takes no status any more leaves a stray certificate, and its name", async () => {
    const { csrPem } = await createKeyAndRequest();
    const stray = (await onMoto(failingAt("UpdateCertificateCommand", "after"))).certify({ ...newDevice(), csrPem });
    await expect(stray).rejects.toThrow(StrayCertificateError);
    await expect(stray).rejects.toMatchObject({ certificateId: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  test("is not asked at all about a request that proves nothing", async () => {
    const counting = newClient();
    const authority = await onMoto(counting);
    const calls: unknown[] = [];
    counting.middlewareStack.add(
      (next) => (args) => {
        calls.push(args.input);
        return next(args);
      },
      { step: "initialize" },
    );
    const { csrPem } = await createKeyAndRequest();
    const refused = authority.certify({ ...newDevice(), csrPem: tampered(csrPem) });
    await expect(refused).rejects.toThrow(InvalidCertificateRequestError);
    expect(calls).toEqual([]);
  });
});
