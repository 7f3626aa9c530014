import { beforeEach, expect, test } from "vitest";
import type { PayersView } from "../../contracts/http/payers.ts";
import { hour } from "../../domain/model/time.ts";
import { World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
  const more = { addBeds: [{ id: "b3", label: "3 床" }], convertible: { medical: 1 } };
  await world.must("change-facility", { id: "home-1", body: more });
  for (const role of ["nurse", "doctor", "facility-manager", "carer"] as const)
    await world.person(role, { name: role, roles: [{ role, facilityId: "home-1" }] });
});

const month = () => new Date(world.now + 8 * hour).toISOString().slice(0, 7);
const payers = async (query = {}): Promise<PayersView> =>
  world.must("show-payers", { id: "home-1", query, as: "facility-manager" });
const rowsOf = async (residentId: string) =>
  (await payers()).items
    .filter(({ resident }) => resident.id === residentId)
    .map(({ bedId, use, payer, from, until, overlaps }) => ({ bedId, use, payer, from, until, overlaps }));

async function convert(): Promise<string> {
  const body = { bedId: "b1", to: "medical", reason: "肺炎" };
  const { id } = await world.must("request-conversion", { id: "home-1", body, as: "nurse" });
  const approval = {
    payer: { before: "care-fee", after: "medical-insurance" },
    settlementCutAt: new Date(world.now).toISOString(),
    consentBy: "女儿",
  };
  for (const [action, as, more] of [
    ["order", "doctor", {}],
    ["approve", "facility-manager", { approval }],
    ["take-effect", "nurse", {}],
  ] as const)
    await world.must("advance-conversion", {
      id: "home-1",
      body: { conversionId: id, action, reason: "r", ...more },
      as,
    });
  return id;
}

test("who never was converted pays nobody knows what: said so, with the bed and its use", async () => {
  expect(await payers()).toMatchObject({ month: month(), facility: { name: "松鹤院" } });
  expect(await rowsOf("resident-2")).toMatchObject([{ bedId: "b2", use: "care", payer: undefined, overlaps: false }]);
});

test("a conversion splits the stay at its cut, and at its return", async () => {
  world.pass(hour);
  const id = await convert();
  const cut = world.now;
  world.pass(hour);
  expect(await rowsOf("resident-1")).toMatchObject([
    { use: "care", payer: "care-fee" },
    { use: "medical", payer: "medical-insurance", until: undefined, overlaps: false },
  ]);
  const step = (action: string, as: string) =>
    world.must("advance-conversion", { id: "home-1", body: { conversionId: id, action, reason: "r" }, as });
  await step("order-return", "doctor");
  await step("return", "facility-manager");
  const periods = await rowsOf("resident-1");
  expect(periods.map(({ payer }) => payer)).toEqual(["care-fee", "medical-insurance", "care-fee"]);
  expect(Date.parse(periods[1]?.from ?? "")).toBe(cut);
  expect(Date.parse(periods[1]?.until ?? "")).toBe(world.now);
  expect(periods[2]).toMatchObject({ use: "care", from: periods[1]?.until, until: undefined });
});

test("whoever moves while the bed is still paid as converted is shown with both", async () => {
  await convert();
  world.pass(hour);
  await world.must("move-resident", { id: "resident-1", body: { bedId: "b3" } });
  world.pass(hour);
  const twice = (await rowsOf("resident-1")).filter(({ overlaps }) => overlaps);
  expect(twice.map(({ bedId, payer }) => [bedId, payer]).toSorted()).toEqual([
    ["b1", "medical-insurance"],
    ["b3", undefined],
  ]);
});

test("whoever moved to another house while the bed here is still paid for is shown with that house, and no name", async () => {
  await world.must("register-facility", {
    body: { id: "home-2", name: "康宁院", kind: "care-home", beds: [{ id: "x1", label: "甲床" }] },
  });
  await convert();
  world.pass(hour);
  await world.must("move-resident", { id: "resident-1", body: { facilityId: "home-2", bedId: "x1" } });
  world.pass(hour);
  const items = (await payers()).items.filter(({ resident }) => resident.id === "resident-1");
  expect(items.filter(({ overlaps }) => overlaps)).toMatchObject([{ bedId: "b1" }, { elsewhere: "康宁院" }]);
  expect(JSON.stringify(items)).not.toContain("甲床");
  expect(JSON.stringify(items)).not.toContain("王桂英");
});

test("another month, another list; what is no month is refused", async () => {
  expect((await payers({ month: "2020-01" })).items.every(({ from }) => from === undefined)).toBe(true);
  const wrong = { id: "home-1", query: { month: "2026-13" }, as: "facility-manager" };
  expect((await world.call("show-payers", wrong)).status).toBe(400);
});

test("is for those who settle beds: no carer, nobody of another house", async () => {
  await world.must("register-facility", { body: { id: "home-2", name: "康宁院", kind: "care-home" } });
  await world.person("manager-2", { roles: [{ role: "facility-manager", facilityId: "home-2" }] });
  expect((await world.call("show-payers", { id: "home-1", as: "carer" })).status).toBe(403);
  expect((await world.call("show-payers", { id: "home-1", as: "manager-2" })).status).toBe(404);
});
