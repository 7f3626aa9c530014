import { describe, expect, test } from "vitest";
import { residentChange } from "../../contracts/http/resident-changes.ts";
import type { ResidentDetailView } from "../../contracts/http/residents.ts";
import { newResident } from "../../contracts/http/residents.ts";
import { csvTextOf } from "../../web/register/csv-text.ts";
import { newBedsOf } from "../../web/register/new-beds.ts";
import { changeOf, itemsOf, registrationOf, valuesOf } from "../../web/register/resident-values.ts";

const known = {
  id: "r1",
  name: "王桂英",
  sex: "female",
  birthDate: "1941-03-08",
  facilityId: "home",
  careSetting: "care-home",
  disabilityLevel: 2,
  palliative: false,
  allergies: ["青霉素"],
  advanceWishes: "不插管",
  contacts: [{ name: "王强", relation: "儿子", phone: "13800000001" }],
  version: 7,
} as unknown as ResidentDetailView;

describe("a resident's record in its form", () => {
  test("sends nothing but the version when nothing was changed", () => {
    expect(changeOf(known, valuesOf(known))).toEqual({ version: 7 });
  });

  test("sends what was changed, and takes wishes away that were emptied", () => {
    const change = changeOf(known, {
      ...valuesOf(known),
      allergies: "青霉素、海鲜",
      advanceWishes: " ",
      familyDoctor: "王医生 ",
    });
    const said = { allergies: ["青霉素", "海鲜"], advanceWishes: null, familyDoctor: "王医生", version: 7 };
    expect(change).toEqual(said);
    const signed = { ...known, familyDoctor: "王医生" };
    expect(changeOf(signed, { ...valuesOf(signed), familyDoctor: "" })).toEqual({ familyDoctor: null, version: 7 });
    expect(residentChange.safeParse(change).success).toBe(true);
  });

  test("another disability level goes with its basis", () => {
    const change = changeOf(known, { ...valuesOf(known), disabilityLevel: "3", reason: "周医生" });
    expect(change).toEqual({ disabilityLevel: 3, reason: "周医生", version: 7 });
  });

  test("somebody new is registered by what the service takes", () => {
    const body = registrationOf(
      { ...valuesOf(undefined), name: " 李建国 ", sex: "male", birthDate: "1938-11-20" },
      "home",
    );
    expect(newResident.safeParse(body).success).toBe(true);
    expect(body).toMatchObject({ name: "李建国", facilityId: "home", allergies: [], contacts: [] });
    expect(body).not.toHaveProperty("bedId");
  });

  test.each([
    ["青霉素、海鲜", ["青霉素", "海鲜"]],
    ["青霉素，青霉素; 花粉\n\n", ["青霉素", "花粉"]],
    ["  ", []],
  ])("allergies %j are %j", (text, items) => {
    expect(itemsOf(text)).toEqual(items);
  });
});

test("new beds get ids of their own; labels that stand there already are not added again", () => {
  const beds = [
    { id: "b2", label: "101" },
    { id: "x9", label: "102" },
  ];
  expect(newBedsOf("101\n103\n 104 \n103\n", beds)).toEqual([
    { id: "b3", label: "103" },
    { id: "b4", label: "104" },
  ]);
});

test("a table is read whether it was saved as UTF-8 or as GBK; what is neither is refused", () => {
  expect(csvTextOf(new TextEncoder().encode("姓名,床位"))).toBe("姓名,床位");
  expect(csvTextOf(Uint8Array.from([0xd0, 0xd5, 0xc3, 0xfb]))).toBe("姓名");
  expect(() => csvTextOf(Uint8Array.from([0xff, 0xff, 0x80]))).toThrow(TypeError);
});
