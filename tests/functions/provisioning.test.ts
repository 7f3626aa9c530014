import { X509Certificate } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { expectationResult } from "../../contracts/http/devices.ts";
import type { Claim } from "../../contracts/provisioning.ts";
import type { Device } from "../../domain/model/device.ts";
import { day, hour, minute } from "../../domain/model/time.ts";
import { DeviceStore } from "../../stores/device-store.ts";
import { intercepted, recorded, World } from "./world.ts";

const claim = recorded("provisioning-claim") as Claim;
/** The same device with another certificate. */
const again = recorded("provisioning-claim-again") as Claim;
const wanted = { id: "SN-7001", kind: "radar", residentId: "resident-2" };

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
});

async function expectThem(...devices: readonly unknown[]) {
  return expectationResult.parse(await world.must("expect-devices", { body: { devices } })).items;
}

async function device(id = wanted.id) {
  const { items } = await world.must("list-devices");
  return items.find((one: { id: string }) => one.id === id);
}

async function watched(residentId = wanted.residentId): Promise<readonly string[]> {
  const { devices } = await world.must("show-resident", { id: residentId });
  return devices.map(({ id }: { id: string }) => id);
}

async function ask(request: unknown = claim) {
  return world.invoke("approve-provisioning", request);
}

async function knocks() {
  const { items } = await world.must("list-quarantine");
  return items.filter(({ reason }: { reason: string }) => reason === "claim-refused");
}

describe("devices that are expected", () => {
  test("are listed as such, cannot be silent and are on no watch, however long they stay away", async () => {
    expect(await expectThem(wanted)).toEqual([{ id: wanted.id, outcome: "expected" }]);
    world.pass(30 * day);
    expect(await device()).toMatchObject({ state: "expected", facilityId: "home-1", isSilent: false });
    expect((await device()).certificateSerial).toBeUndefined();
    expect(await watched()).toEqual(["bed-2"]);
    expect(world.preparedFacilities).toEqual(["home-1"]);
  });

  test("are told one by one what became of them; the same again changes nothing", async () => {
    await world.must("revoke-device", { id: "bed-2" });
    const other = { ...wanted, residentId: "resident-1" };
    const results = await expectThem(
      wanted,
      wanted,
      other,
      { ...wanted, kind: "wristband" },
      { id: "band-1", kind: "wristband", residentId: "resident-1" },
      { id: "bed-2", kind: "bed-sensor", residentId: "resident-1" },
      { id: "SN-2", kind: "radar", residentId: "nobody" },
    );
    expect(results.map(({ outcome }) => outcome)).toEqual([
      "expected",
      "unchanged",
      "refused",
      "refused",
      "refused",
      "expected",
      "refused",
    ]);
    expect(results.map(({ messages }) => messages?.en.includes("resident-2"))).toEqual([
      undefined,
      undefined,
      true,
      true,
      false,
      undefined,
      false,
    ]);
    expect(results.every(({ outcome, messages }) => (outcome === "refused") === (messages !== undefined))).toBe(true);
    expect(await device()).toMatchObject({ kind: "radar", residentId: "resident-2" });
  });

  test.each([
    ["none", []],
    ["more than a hundred", Array.from({ length: 101 }, (_, n) => ({ ...wanted, id: `SN-${n}` }))],
    ["a serial number that cannot be an id", [{ ...wanted, id: "SN 1" }]],
    ["one that a topic of browsers has", [{ ...wanted, id: "live" }]],
    ["one that a browser could connect as", [{ ...wanted, id: "browser-1" }]],
    ["one under which certificates are claimed", [{ ...wanted, id: "anhu-claim-1" }]],
  ])("are refused as a whole when there are %s", async (_claim, devices) => {
    expect((await world.call("expect-devices", { body: { devices } })).status).toBe(400);
    expect(await device("SN-0")).toBeUndefined();
  });

  test("can be enrolled with a request for a certificate as well, but only just as expected", async () => {
    await expectThem(wanted);
    const enrolment = { ...wanted, csr: "csr" };
    expect((await world.call("enrol-device", { body: { ...enrolment, kind: "wristband" } })).status).toBe(409);
    await world.must("enrol-device", { body: enrolment });
    expect(await device()).toMatchObject({ state: "in-service" });
    expect(await watched()).toContain(wanted.id);
  });

  test("can be revoked and expected anew for somebody else", async () => {
    await expectThem(wanted);
    await world.must("revoke-device", { id: wanted.id });
    expect(await device()).toMatchObject({ state: "revoked" });
    expect(await ask()).toEqual({ allowProvisioning: false });
    expect(await expectThem({ ...wanted, residentId: "resident-1" })).toMatchObject([{ outcome: "expected" }]);
    expect(await device()).toMatchObject({ state: "expected", residentId: "resident-1" });
  });

  test("are not taken anew while their revocation is incomplete, so that no watch keeps them", async () => {
    world.engine = intercepted(world.tables, async (writes) => {
      if (writes.some(({ table }) => table.name === "watches")) throw new Error("watches is down");
    });
    expect((await world.call("revoke-device", { id: "bed-2" })).status).toBe(500);
    world.engine = world.tables;
    const anew = { id: "bed-2", kind: "bed-sensor", residentId: "resident-1" };
    expect(await expectThem(anew)).toMatchObject([{ outcome: "refused" }]);
    await world.must("revoke-device", { id: "bed-2" });
    expect(await expectThem(anew)).toMatchObject([{ outcome: "expected" }]);
  });
});

describe("a device that is revoked after its claim was allowed and before the cloud registered it", () => {
  const { serialNumber } = new X509Certificate(claim.certificatePem);
  const anew = { ...wanted, residentId: "resident-1" };
  const endRotations = () => world.invoke("end-rotations", { scheduledAt: world.now });
  const timesAsked = () => world.revocations.length;

  beforeEach(async () => {
    await expectThem(wanted);
    await ask();
    world.unregistered.add(serialNumber);
    await world.must("revoke-device", { id: wanted.id });
  });

  test("is looked for by its certificate's id, and its revocation stays unfinished", async () => {
    expect(world.revocations).toEqual([{ certificateSerial: serialNumber, certificateId: claim.certificateId }]);
    expect(await new DeviceStore(world.tables).find(wanted.id)).toMatchObject({ outgoing: [serialNumber] });
    expect(await device()).toMatchObject({ state: "revoked" });
  });

  test("is revoked again every hour until its certificate is dead, and goes to nobody else before", async () => {
    world.pass(hour);
    await endRotations();
    expect(await expectThem(anew)).toMatchObject([{ outcome: "refused" }]);
    world.unregistered.clear();
    world.pass(hour);
    await endRotations();
    expect(world.revokedSerials).toEqual([serialNumber]);
    expect(await expectThem(anew)).toEqual([{ id: wanted.id, outcome: "expected" }]);
    world.pass(hour);
    await endRotations();
    expect(timesAsked()).toBe(3);
  });

  test("that AWS never registers is free again after a day, not before", async () => {
    world.pass(day - 1);
    await endRotations();
    expect(await expectThem(anew)).toMatchObject([{ outcome: "refused" }]);
    world.pass(1);
    await endRotations();
    expect(await expectThem(anew)).toEqual([{ id: wanted.id, outcome: "expected" }]);
  });

  test("is free as soon as the operator revokes it again and that succeeds", async () => {
    const { revokedAt } = await device();
    world.unregistered.clear();
    world.pass(hour);
    expect(await world.must("revoke-device", { id: wanted.id })).toMatchObject({ state: "revoked", revokedAt });
    expect(await expectThem(anew)).toEqual([{ id: wanted.id, outcome: "expected" }]);
  });

  test("gets in under the next resident with a new certificate only", async () => {
    world.unregistered.clear();
    world.pass(hour);
    await endRotations();
    await expectThem(anew);
    expect(await ask()).toEqual({ allowProvisioning: false });
    expect((await knocks()).at(-1)?.detail.en).toContain("was the device's before");
    expect(await device()).toMatchObject({ state: "expected" });
    expect(await ask(again)).toMatchObject({ allowProvisioning: true });
  });

  test("keeps out a former certificate after any number of revocations", async () => {
    world.unregistered.clear();
    for (let turn = 0; turn < 3; turn += 1) {
      world.pass(hour);
      await world.must("revoke-device", { id: wanted.id });
      expect(await expectThem(anew)).toMatchObject([{ outcome: "expected" }]);
      expect(await ask()).toEqual({ allowProvisioning: false });
    }
  });
});

test("a claimed certificate that was revoked while AWS may still be registering it is revoked once more", async () => {
  await expectThem(wanted);
  await ask();
  world.pass(5 * minute - 1);
  await world.must("revoke-device", { id: wanted.id });
  expect(await expectThem(wanted)).toMatchObject([{ outcome: "refused" }]);
  world.pass(hour);
  await world.invoke("end-rotations", { scheduledAt: world.now });
  expect(world.revokedSerials).toHaveLength(2);
  expect(await expectThem(wanted)).toEqual([{ id: wanted.id, outcome: "expected" }]);
});

test("an enrolment in the place of an unfinished claim keeps its certificate in mind", async () => {
  await expectThem(wanted);
  const { serialNumber } = new X509Certificate(claim.certificatePem);
  const devices = new DeviceStore(world.tables);
  const expected = (await devices.find(wanted.id)) as Device;
  await devices.replace(expected, { ...expected, certificateSerial: serialNumber, claimedAt: world.now });
  world.unregistered.add(serialNumber);
  world.pass(hour);
  await world.must("enrol-device", { body: { ...wanted, csr: "csr" } });
  expect(await devices.find(wanted.id)).toMatchObject({ outgoing: [serialNumber], former: [serialNumber] });
});

describe("a claim", () => {
  test("of an expected device is allowed, into the type and the group that the operator stated", async () => {
    await expectThem(wanted);
    world.pass(30 * day);
    expect(await ask()).toEqual({
      allowProvisioning: true,
      parameterOverrides: { ThingType: "anhu-radar", ThingGroup: "anhu-facility-home-1" },
    });
    const { serialNumber } = new X509Certificate(claim.certificatePem);
    expect(await device()).toMatchObject({ state: "in-service", certificateSerial: serialNumber, isSilent: false });
    expect((await device()).claimedAt).toBe("2026-12-22T02:10:00+08:00");
    expect(await watched()).toEqual(["SN-7001", "bed-2"]);
    expect(await knocks()).toEqual([]);
  });

  test("that is delivered twice is answered the same twice", async () => {
    await expectThem(wanted);
    const first = await ask();
    world.pass(minute);
    expect(await ask()).toEqual(first);
    expect(await watched()).toEqual(["SN-7001", "bed-2"]);
  });

  test("of a device that is never heard afterwards is missed: its resident's watch waits for it", async () => {
    await expectThem(wanted);
    await ask();
    world.pass(hour);
    expect(await device()).toMatchObject({ isSilent: true });
    await world.wake("resident-2");
    expect((await world.openAlerts("resident-2")).map(({ kind }) => kind)).toEqual(["device-silent"]);
  });

  test.each<[string, (of: World) => Promise<unknown>, Claim, string]>([
    ["nobody expects", async () => undefined, claim, "no device with this serial number"],
    [
      "was taken out of service",
      async (of) => {
        await of.must("expect-devices", { body: { devices: [wanted] } });
        await of.must("revoke-device", { id: wanted.id });
      },
      claim,
      "taken out of service",
    ],
    [
      "claimed before, with another certificate",
      async (of) => {
        await of.must("expect-devices", { body: { devices: [wanted] } });
        await of.invoke("approve-provisioning", claim);
      },
      again,
      "has a certificate already",
    ],
    [
      "was enrolled by an operator",
      async () => undefined,
      { ...claim, parameters: { SerialNumber: "band-1" } },
      "has a certificate already",
    ],
    ["does not name itself", async () => undefined, { ...claim, parameters: {} }, "no SerialNumber"],
    [
      "names itself as nobody can",
      async () => undefined,
      { ...claim, parameters: { SerialNumber: "a/b" } },
      "no SerialNumber",
    ],
    [
      "names itself as those that have no certificate yet",
      async () => undefined,
      { ...claim, parameters: { SerialNumber: "anhu-claim-1" } },
      "no SerialNumber",
    ],
    ["says numbers for words", async () => undefined, { ...claim, parameters: { SerialNumber: 7 } }, "no SerialNumber"],
  ])("of a device that %s is turned away, and operators see who knocked", async (_who, prepare, request, because) => {
    await prepare(world);
    const before = await world.must("list-devices");
    world.figures.length = 0;
    expect(await ask(request)).toEqual({ allowProvisioning: false });
    expect(await ask(request)).toEqual({ allowProvisioning: false });
    expect(world.figures).toEqual([]);
    const [knock, ...more] = await knocks();
    expect(more).toEqual([]);
    expect(knock.detail.en).toContain(because);
    const said = JSON.parse(Buffer.from(knock.sample, "base64").toString());
    expect(said).toMatchObject({ claimCertificateId: claim.claimCertificateId, parameters: request.parameters });
    expect(JSON.stringify(said)).not.toContain("CERTIFICATE");
    expect(await world.must("list-devices")).toEqual(before);
  });

  test("of two that come at once with one serial number exactly one is allowed", async () => {
    await expectThem(wanted);
    const answers = await Promise.all([ask(claim), ask(again)]);
    expect(answers.map((answer) => (answer as { allowProvisioning: boolean }).allowProvisioning).sort()).toEqual([
      false,
      true,
    ]);
    expect(await knocks()).toHaveLength(1);
    expect(await watched()).toEqual(["SN-7001", "bed-2"]);
  });

  test("of a device that an operator enrols meanwhile is refused, whatever certificate that gave it", async () => {
    await expectThem(wanted);
    const { serialNumber } = new X509Certificate(claim.certificatePem);
    const devices = new DeviceStore(world.tables);
    const expected = (await devices.find(wanted.id)) as Device;
    const enrolled = { ...expected, certificateSerial: serialNumber, enrolledAt: world.now };
    await devices.replace(expected, enrolled);
    expect(await ask()).toEqual({ allowProvisioning: false });
    expect(await devices.find(wanted.id)).toEqual(enrolled);
  });

  test("that is delivered twice at once is answered the same twice, and nobody is turned away", async () => {
    await expectThem(wanted);
    const answers: unknown[] = [];
    world.engine = intercepted(world.tables, async (writes) => {
      if (answers.length > 0 || !writes.some(({ table }) => table.name === "devices")) return;
      answers.push(undefined);
      answers[0] = await ask();
    });
    answers.push(await ask());
    expect(answers[0]).toMatchObject({ allowProvisioning: true });
    expect(answers[1]).toEqual(answers[0]);
    expect(await knocks()).toEqual([]);
    expect(await watched()).toEqual(["SN-7001", "bed-2"]);
  });

  test.each(["watches", "devices"])(
    "that meets the device's revocation before it writes %s leaves no trace",
    async (name) => {
      await expectThem(wanted);
      let isRacing = false;
      world.engine = intercepted(world.tables, async (writes) => {
        if (isRacing || !writes.some(({ table }) => table.name === name)) return;
        isRacing = true;
        await world.must("revoke-device", { id: wanted.id });
      });
      expect(await ask()).toEqual({ allowProvisioning: false });
      expect(await watched()).toEqual(["bed-2"]);
    },
  );
});

describe("a fault never lets anybody in, nor turns anybody away in silence", () => {
  test.each(["devices", "watches"])(
    "when %s cannot be written the device is told no, may ask again, and gets in",
    async (table) => {
      await expectThem(wanted);
      world.engine = intercepted(world.tables, async (writes) => {
        if (writes.some((write) => write.table.name === table)) throw new Error(`${table} is down`);
      });
      expect(await ask()).toEqual({ allowProvisioning: false });
      expect(await knocks()).toMatchObject([{ deviceId: wanted.id }]);
      expect(world.log.some(({ level }) => level === "error")).toBe(true);
      expect(world.figures).toContainEqual({ figures: { Failed: 1 }, functionName: "approve-provisioning" });
      world.engine = world.tables;
      expect(await ask(again)).toMatchObject({ allowProvisioning: true });
    },
  );

  test("a certificate that cannot be read is a fault like any other", async () => {
    await expectThem(wanted);
    expect(await ask({ ...claim, certificatePem: "certificate" })).toEqual({ allowProvisioning: false });
    expect(await knocks()).toHaveLength(1);
    expect(await device()).toMatchObject({ state: "expected" });
  });

  test("when not even that can be written, the trigger hears of it", async () => {
    world.engine = intercepted(world.tables, async () => {
      throw new Error("all tables are down");
    });
    await expect(ask()).rejects.toThrow("all tables are down");
  });

  test("what is no question of the trigger is refused loudly", async () => {
    await expect(ask({ hello: "world" })).rejects.toThrow("provisioning");
  });
});
