import { expect, test } from "vitest";
import { hour, minute } from "../../domain/model/time.ts";
import { call, startedCloud, withResident } from "./cloud-under-test.ts";

const roles = { "dr-zhou": "doctor", "manager-zhao": "facility-manager", "desk-li": "referral-coordinator" } as const;

test("a bed is held, runs out, and turns from care to medical and back, each step by whom the table says", async () => {
  const cloud = await startedCloud();
  await withResident(cloud);
  const change = { addBeds: [{ id: "b2", label: "102" }], convertible: { medical: 1 } };
  expect(await call(cloud, "POST", "/api/facilities/home", change)).toMatchObject({ status: 200 });
  for (const [id, role] of Object.entries(roles)) {
    const person = { id, name: id, roles: [{ role, facilityId: "home" }] };
    expect(await call(cloud, "POST", "/api/people", person)).toMatchObject({ status: 201 });
  }
  const as = async (who: string, path: string, body?: object) =>
    call(cloud, body === undefined ? "GET" : "POST", `/api/facilities/home/${path}`, body, await cloud.token(who));
  const bed = async (index: number) => (await as("desk-li", "beds")).body.beds[index];

  const hold = { bedId: "b2", holdId: "h1", minutes: 30 };
  const both = await Promise.all([
    as("desk-li", "beds/hold", hold),
    as("desk-li", "beds/hold", { ...hold, holdId: "h2" }),
  ]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  expect(await bed(1)).toMatchObject({ standing: "held" });
  await cloud.clock.advanceBy(36 * minute);
  expect(await bed(1)).toMatchObject({ standing: "free" });

  const wish = { bedId: "b1", to: "medical", reason: "肺炎" };
  const { id } = (await as("dr-zhou", "conversions", wish)).body;
  const step = async (who: string, action: string, more = {}) =>
    as(who, "conversions/advance", { conversionId: id, action, reason: "理由", ...more });
  expect(await step("manager-zhao", "order")).toMatchObject({ status: 403 });
  expect(await step("dr-zhou", "order")).toMatchObject({ status: 200 });
  const payer = { before: "care-fee", after: "medical-insurance" };
  const settlementCutAt = new Date(cloud.clock.now() + hour).toISOString();
  const approval = { payer, settlementCutAt, consentBy: "女儿" };
  expect(await step("manager-zhao", "approve", { approval })).toMatchObject({ status: 200 });
  expect(await step("dr-zhou", "take-effect")).toMatchObject({ status: 409 });
  await cloud.clock.advanceBy(hour);
  expect(await step("dr-zhou", "take-effect")).toMatchObject({ status: 200, body: { state: "effective" } });
  expect(await bed(0)).toMatchObject({ use: "medical", convertedFrom: "care", standing: "occupied" });
  expect(await step("dr-zhou", "order-return")).toMatchObject({ status: 200 });
  expect(await step("manager-zhao", "return")).toMatchObject({ status: 200, body: { state: "returned" } });
  expect(await bed(0)).toMatchObject({ use: "care" });

  expect(cloud.denied()).toEqual([]);
  expect(await cloud.deadLetters()).toEqual([]);
});
