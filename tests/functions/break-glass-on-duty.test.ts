import { beforeEach, describe, expect, test } from "vitest";
import { openingList } from "../../contracts/http/openings.ts";
import { canary } from "../../domain/model/canary.ts";
import { hour, minute } from "../../domain/model/time.ts";
import { DutyStore } from "../../stores/duty-store.ts";
import { OpeningStore } from "../../stores/opening-store.ts";
import { manager, openingIn, readAll, reason, withRecord } from "./break-glass.ts";
import { fall } from "./escalating.ts";
import type { Answer, World } from "./world.ts";

const doctor = "doctor@centre-1";
const byNumber = { by: "identity-number", identityNumber: "11010519491231002X" } as const;
const byName = { by: "name-and-birth-date", name: "王桂英", birthDate: "1940-03-01" } as const;

let world: World;
beforeEach(async () => {
  world = await withRecord();
});

const open = (said: object = byNumber, as = doctor, house = "centre-1"): Promise<Answer> =>
  world.call("open-record-on-duty", { id: house, as, body: { said, reason } });
const attempts = async () => (await new OpeningStore(world.tables).listAttempts("centre-1", 99)).items;

async function plan(personId: string, fromHours: number, untilHours: number): Promise<void> {
  const span = { from: world.now + fromHours * hour, until: world.now + untilHours * hour };
  const shift = {
    id: `s-${personId}-${fromHours}`,
    facilityId: "centre-1",
    role: "doctor",
    personId,
    ...span,
  } as const;
  await new DutyStore(world.tables).commit({ put: [{ ...shift, kind: "planned", version: 1 }] });
}

describe("a doctor on duty, of somebody who came by themselves", () => {
  test.each([
    ["the number of the paper", byNumber],
    ["the number as it is typed", { ...byNumber, identityNumber: " 11010519491231002x " }],
    ["name and birth date", byName],
  ])("opens the record by %s", async (_by, said) => {
    const { status, body } = await open(said);
    expect([status, body.outcome, body.residentId]).toEqual([201, "opened", "resident-1"]);
    expect(await readAll(world, doctor)).toEqual([200, 200, 200, 200]);
    expect(await openingIn(world, body.openingId)).toMatchObject({
      facilityId: "home-1",
      as: { role: "doctor", facilityId: "centre-1" },
      way: { kind: "duty", by: said.by },
    });
  });

  test("finds by a part, a slip of the hand, another's birth date, or nobody at all the same: nobody", async () => {
    await world.must("register-resident", {
      body: { id: "twin", name: "李 建国", sex: "male", birthDate: "1940-03-01", facilityId: "centre-1" },
    });
    const wrong = [
      { ...byNumber, identityNumber: "110105194912310020" },
      { ...byName, name: "王桂" },
      { ...byName, birthDate: "1940-03-02" },
      { ...byName, name: "李建国" },
      { ...byName, name: "张无名" },
    ];
    const answers = [];
    for (const said of wrong) {
      world.pass(4 * minute);
      answers.push(await open(said));
    }
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body])))).toHaveLength(1);
    expect(answers[0]).toMatchObject({ status: 404, body: { code: "unknown-resident" } });
    expect(JSON.stringify(answers)).not.toMatch(/resident-|1101|张无名/);
    expect((await new OpeningStore(world.tables).listOfResident("resident-1", 9)).items).toEqual([]);
  });

  test("does not find who left the care, nor the canary", async () => {
    await world.must("discharge-resident", { id: "resident-1", body: { reason: "home" } });
    expect((await open(byName)).status).toBe(404);
    await world.invoke("run-canary", { scheduledAt: world.now });
    expect((await open({ ...byName, name: canary.residentId })).status).toBe(404);
  });

  test("has five tries in a quarter of an hour, each written down without what was typed", async () => {
    const wrong = { ...byName, name: "张无名" };
    for (let tried = 0; tried < 5; tried += 1) expect((await open(wrong)).status).toBe(404);
    expect(await open(byName)).toMatchObject({ status: 429, body: { code: "too-often" } });
    expect(await readAll(world, doctor)).toEqual([404, 404, 404, 404]);
    world.pass(15 * minute);
    expect((await open(byName)).status).toBe(201);
    const kept = await attempts();
    expect(kept.map(({ outcome }) => outcome).sort()).toEqual([
      "found",
      ...Array.from({ length: 5 }, () => "nobody"),
      "too-often",
    ]);
    expect(JSON.stringify(kept)).not.toMatch(/张无名|王桂英|1940/);
    const query = { facilityId: "centre-1" };
    const seen = await world.must("list-openings", { as: "facility-manager@centre-1", query });
    expect(openingList.parse(seen).attempts).toHaveLength(7);
  });

  test("has as many when all are made at once", async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => open({ ...byName, name: "张无名" })));
    expect(answers.filter(({ status }) => status === 404).length).toBeLessThanOrEqual(5);
  });

  test("is told when they may read the record anyway, or have it open", async () => {
    await open();
    world.pass(hour);
    expect((await open()).body).toMatchObject({ outcome: "already-open", until: "2026-11-22T06:10:00+08:00" });
    await world.person("two-houses", {
      roles: [
        { role: "doctor", facilityId: "centre-1" },
        { role: "doctor", facilityId: "home-1" },
      ],
    });
    expect((await open(byNumber, "two-houses")).body).toEqual({ outcome: "may-read", residentId: "resident-1" });
  });
});

describe("who is on duty", () => {
  test("is every doctor of a house without a roster, and by the roster where there is one", async () => {
    await plan("somebody-else", -2, 6);
    expect(await open()).toMatchObject({ status: 403, body: { code: "not-on-duty" } });
    await plan(doctor, -1, 1);
    const { openingId } = (await open()).body;
    world.pass(2 * hour);
    const again = { do: "renew", reason: { kind: "other", words: "继续观察" } };
    expect((await world.call("change-own-opening", { id: openingId, as: doctor, body: again })).body.code).toBe(
      "not-on-duty",
    );
    expect((await attempts()).length).toBe(1);
  });

  test.each([
    ["a nurse of the centre", "nurse@centre-1", "centre-1", 403, "no-access"],
    ["a doctor of another house", "doctor@hospital-1", "centre-1", 404, "unknown-facility"],
    ["a doctor of a care home", "doctor@home-1", "home-1", 403, "not-on-duty"],
    ["a manager", manager, "home-1", 403, "no-access"],
  ])("is not %s", async (_who, as, house, status, code) => {
    await fall(world);
    const answer = await open(byNumber, as, house);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await attempts()).toEqual([]);
  });
});
