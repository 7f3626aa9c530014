import { beforeAll, describe, expect, test } from "vitest";
import { isClosedOn, withClosure } from "../../domain/consortium/closing.ts";
import { parentOn, withMove } from "../../domain/consortium/membership.ts";
import type { Device } from "../../domain/model/device.ts";
import type { Facility } from "../../domain/model/facility.ts";
import type { Resident } from "../../domain/model/resident.ts";
import type { TableEngine } from "../../domain/ports.ts";
import { DeviceStore } from "../../stores/device-store.ts";
import { FacilityStore } from "../../stores/facility-store.ts";
import { ResidentStore } from "../../stores/resident-store.ts";
import { UnreadableItemError } from "../../stores/stored-item.ts";
import { tables } from "../../stores/tables.ts";
import { enginesUnderTest } from "../engines.ts";

function facility(id: string): Facility {
  return { id, name: "安宁颐养院", kind: "care-home", beds: [{ id: "b1", label: "3号楼205-1床" }] };
}

function resident(id: string, facilityId: string): Resident {
  return {
    id,
    name: "王秀英",
    sex: "female",
    birthDate: "1941-03-08",
    facilityId,
    bedId: `bed-of-${id}`,
    careSetting: "care-home",
    disabilityLevel: 3,
    palliative: false,
    allergies: ["青霉素"],
    contacts: [{ name: "王强", relation: "儿子", phone: "" }],
    planOverrides: { limits: { spo2: null }, inactivity: null, lowBatteryPercent: 15 },
  };
}

function device(id: string, residentId: string, facilityId: string): Device {
  return { id, kind: "wristband", residentId, facilityId, certificateSerial: "0A1B", enrolledAt: 1_763_784_000_000 };
}

describe.each(enginesUnderTest())("on $name", ({ open }) => {
  let engine: TableEngine;

  beforeAll(async () => {
    engine = await open();
  });

  test("facilities are added once, found and listed by id", async () => {
    const facilities = new FacilityStore(engine);
    expect(await facilities.add(facility("home-2"))).toBe("added");
    expect(await facilities.add(facility("home-1"))).toBe("added");
    expect(await facilities.add({ ...facility("home-1"), name: "another" })).toBe("already-exists");
    expect(await facilities.find("home-1")).toEqual(facility("home-1"));
    expect(await facilities.find("home-9")).toBeUndefined();
    expect((await facilities.list()).items).toEqual([facility("home-1"), facility("home-2")]);
  });

  test("of two memberships that are recorded at once one is kept; one stored without days is read as it was", async () => {
    const facilities = new FacilityStore(engine);
    const before: Facility = { ...facility("moving"), parentId: "centre" };
    await facilities.add(before);
    const said = { at: 0, by: "管理员", byId: "operator", from: "2026-12-01" };
    const closure = { ...said, what: "closed", reason: "停诊" } as const;
    const outcomes = await Promise.all([
      facilities.replace(before, withMove(before, { ...said, parentId: "county" })),
      facilities.replace(before, withClosure(before, closure)),
    ]);
    expect(outcomes.toSorted()).toEqual(["conflict", "replaced"]);
    const kept = (await facilities.find("moving")) as Facility;
    expect(parentOn(kept, "2026-11-30")).toBe("centre");
    expect([parentOn(kept, "2026-12-01") === "county", isClosedOn(kept, "2026-12-01")].toSorted()).toEqual([
      false,
      true,
    ]);
  });

  test("residents are added once, found one by one, together and by facility", async () => {
    const residents = new ResidentStore(engine);
    const [one, two, other] = [resident("r1", "f"), resident("r2", "f"), resident("r3", "g")];
    for (const each of [two, one, other]) expect(await residents.add(each)).toBe("added");
    expect(await residents.add({ ...one, name: "another" })).toBe("already-exists");
    expect(await residents.find("r1")).toEqual(one);
    expect(await residents.findMany(["r2", "r9", "r1", "r2"])).toEqual(
      new Map([
        ["r2", two],
        ["r1", one],
      ]),
    );
    expect((await residents.listByFacility("f")).items).toEqual([one, two]);
    expect(await residents.findMany([])).toEqual(new Map());
  });

  test("devices are added once, replaced by whoever knows them as they are, found together, by resident and by facility", async () => {
    const devices = new DeviceStore(engine);
    const [band, bed] = [device("band", "r1", "f"), device("bed", "r1", "f")];
    expect(await devices.add(band)).toBe("added");
    expect(await devices.add(band)).toBe("already-exists");
    await devices.add(bed);
    const revoked = { ...band, revokedAt: 5, firmware: "1.2" };
    expect(await devices.replace(band, revoked)).toBe("replaced");
    expect(await devices.replace(band, { ...band, firmware: "1.3" })).toBe("conflict");
    expect(await devices.find("band")).toEqual(revoked);
    expect(await devices.findMany(["band"])).toEqual(new Map([["band", revoked]]));
    const entries = [
      { id: "band", read: revoked },
      { id: "bed", read: bed },
    ];
    expect(await devices.sliceOfResident("r1", { limit: 5 })).toEqual(entries);
    expect(await devices.sliceOfResident("r1", { limit: 1 })).toEqual(entries.slice(0, 1));
    expect(await devices.sliceOfFacility("f", { limit: 1, after: "band" })).toEqual(entries.slice(1));
    expect(await devices.sliceOfFacility("f", { limit: 1, after: "ban" })).toEqual(entries.slice(0, 1));
    expect((await devices.listByFacility("f")).items).toEqual([revoked, bed]);
    expect(await devices.sliceOfResident("r9", { limit: 5 })).toEqual([]);
  });

  test("a list longer than a page is whole", async () => {
    const residents = new ResidentStore(engine);
    const many = Array.from({ length: 30 }, (_, number) => ({
      ...resident(`m${String(number).padStart(2, "0")}`, "crowd"),
      advanceWishes: "愿".repeat(20_000),
    }));
    await Promise.all(many.map((each) => residents.add(each)));
    expect((await residents.listByFacility("crowd")).items.map(({ id }) => id)).toEqual(many.map(({ id }) => id));
  });

  test("a damaged item costs a list nothing but itself, and is named", async () => {
    const residents = new ResidentStore(engine);
    await Promise.all(["s1", "s3"].map((id) => residents.add(resident(id, "shaken"))));
    for (const json of ["{", "null", "7"]) {
      const item = { id: "s2", facilityId: "shaken", schema: 1, json };
      await engine.write([{ kind: "put", table: tables.residents, item }]);
      const { items, unreadable } = await residents.listByFacility("shaken");
      expect(items.map(({ id }) => id)).toEqual(["s1", "s3"]);
      expect(unreadable).toMatchObject([{ code: "unreadable-item", table: "residents", key: "s2" }]);
      const slice = await residents.sliceOfFacility("shaken", { after: "s1", limit: 2 });
      expect(slice).toMatchObject([
        { id: "s2", read: { code: "unreadable-item" } },
        { id: "s3", read: { id: "s3" } },
      ]);
    }
  });

  test.each([
    ["of a later version", { schema: 2, json: "{}" }],
    ["without its JSON", { schema: 1 }],
    ["with broken JSON", { schema: 1, json: "{" }],
  ])("an item %s is an UnreadableItemError", async (_claim, attributes) => {
    await engine.write([{ kind: "put", table: tables.residents, item: { id: "odd", ...attributes } }]);
    await expect(new ResidentStore(engine).find("odd")).rejects.toThrow(UnreadableItemError);
  });
});
