import { beforeEach, describe, expect, test } from "vitest";
import { day, minute, second } from "../../domain/model/time.ts";
import { AlertStore } from "../../stores/alert-store.ts";
import { DutyStore } from "../../stores/duty-store.ts";
import { fall, staffed } from "./escalating.ts";
import { act, agree, calledFor, caseOf, consortium, letTimePass, request, step, stepsOf } from "./referring.ts";
import { World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
  await staffed(world);
  await consortium(world);
});

const nurse = "nurse@home-1";
const desk = "referral-coordinator@hospital-1";
const doctor = "doctor@hospital-1";
const manager = "facility-manager@home-1";
const reach = { phone: "+8613800000001", pushes: [], language: "zh" } as const;

const green = async (body: object = {}) => world.must("call-green-channel", { id: await fall(world), as: nurse, body });
const kindsFor = async (house: string) => (await calledFor(world, house)).map(({ kind }) => kind);

/** The one hospital has a desk and nobody in it; its alerts come first in the list of agreements. */
async function emptyHospital(): Promise<void> {
  await world.must("register-facility", {
    body: { id: "a-hospital", name: "空医院", kind: "county-hospital", beds: [] },
  });
  await agree(world, "home-1", "a-hospital", ["green-channel"]);
}

async function offDuty(house: string): Promise<void> {
  for (const role of ["nurse", "doctor", "referral-coordinator"] as const) {
    const shift = { id: `${role}-${house}`, facilityId: house, role, personId: `${role}@${house}` } as const;
    const span = { from: world.now - day, until: world.now - day + minute, kind: "planned", version: 1 } as const;
    await new DutyStore(world.tables).commit({ put: [{ ...shift, ...span }] });
  }
}

describe("to which hospital", () => {
  test("one where somebody is on duty now comes before the first of the agreements and before the policy's", async () => {
    await emptyHospital();
    const { greenChannel } = { greenChannel: { afterStep: 3, toFacilityId: "a-hospital" } };
    await world.must("set-referral-policy", { id: "home-1", as: manager, body: { greenChannel } });
    await offDuty("hospital-1");
    expect((await green()).destination.id).toBe("hospital-2");
  });

  test("by policy too; and whom a person names takes the person in any case", async () => {
    await emptyHospital();
    await world.must("set-referral-policy", { id: "home-1", as: manager, body: { greenChannel: { afterStep: 3 } } });
    await fall(world);
    await letTimePass(world, 3 * minute);
    expect(await kindsFor("a-hospital")).toEqual([]);
    const body = { residentId: "resident-2", mode: "green-channel", toFacilityId: "a-hospital" };
    const named = await world.must("request-referral", { as: nurse, body });
    expect(named.destination.id).toBe("a-hospital");
  });
});

describe("where nobody answers", () => {
  test("the home is told at once by an alert of its own, in the alert that called, and in a row", async () => {
    await emptyHospital();
    const { id, stateTitle, alertId } = await green({ toFacilityId: "a-hospital" });
    expect(stateTitle.zh).toBe("按协议转诊，待转运");
    await letTimePass(world, second);
    expect(await calledFor(world, "home-1")).toMatchObject([
      { kind: "referral-unanswered", priority: "high", reason: { referralId: id } },
    ]);
    expect((await stepsOf(world, id)).map(({ what }) => what)).toEqual(["request", "unanswered"]);
    const shown = await world.must("show-alert", { id: alertId, as: nurse });
    expect(shown.timeline.at(-1).referral).toEqual({ id, state: "accepted", house: "空医院", isUnanswered: true });
    await letTimePass(world, 9 * minute);
    expect((await stepsOf(world, id)).filter(({ what }) => what === "unanswered")).toHaveLength(1);
  });

  test("although people are on duty there: after the third call in vain, and not when somebody answered", async () => {
    const { id } = await green();
    await letTimePass(world, 2 * minute);
    expect(await kindsFor("home-1")).toEqual([]);
    await letTimePass(world, 2 * minute);
    expect(await kindsFor("home-1")).toEqual(["referral-unanswered"]);
    await step(world, id, nurse, { do: "depart" });
    await step(world, id, doctor, { do: "arrive" });
    expect(await calledFor(world, "home-1")).toEqual([]);
  });

  test("is over when the desk answered in time; called again, it is told again", async () => {
    const { id } = await green();
    const [incoming] = await calledFor(world, "hospital-1");
    await world.must("acknowledge-alert", { id: incoming?.id ?? "", as: desk, body: {} });
    await letTimePass(world, 4 * minute);
    expect(await kindsFor("home-1")).toEqual([]);
    for (const _ of [1, 2]) {
      await world.must("request-referral", { as: nurse, body: { residentId: "resident-1", mode: "green-channel" } });
      await letTimePass(world, 4 * minute);
    }
    expect((await kindsFor("home-1")).filter((kind) => kind === "referral-unanswered")).toHaveLength(1);
    expect((await stepsOf(world, id)).filter(({ what }) => what === "unanswered")).toHaveLength(2);
  });

  test("a late answer of the desk ends what the home was told, and the alert there tells so, once", async () => {
    const { id, alertId } = await green();
    await letTimePass(world, 4 * minute);
    expect(await kindsFor("home-1")).toEqual(["referral-unanswered"]);
    const [incoming] = await calledFor(world, "hospital-1");
    for (const _ of [1, 2]) {
      await world.must("acknowledge-alert", { id: incoming?.id ?? "", as: desk, body: {} });
      await letTimePass(world, second);
    }
    expect(await kindsFor("home-1")).toEqual([]);
    expect((await stepsOf(world, id)).filter(({ what }) => what === "answered")).toMatchObject([
      {
        by: { name: "referral-coordinator of hospital-1" },
        facilityId: "hospital-1",
        from: "accepted",
        to: "accepted",
      },
    ]);
    const shown = await world.must("show-alert", { id: alertId, as: nurse });
    expect(shown.timeline.at(-1).referral).toEqual({ id, state: "accepted", house: "县人民医院", isAnswered: true });
    // A further emergency begins anew.
    await world.must("request-referral", { as: nurse, body: { residentId: "resident-1", mode: "green-channel" } });
    await letTimePass(world, 4 * minute);
    expect(await kindsFor("home-1")).toEqual(["referral-unanswered"]);
  });

  test("another hospital in its place begins anew", async () => {
    const { id } = await green();
    await letTimePass(world, 4 * minute);
    await step(world, id, desk, { do: "substitute", toFacilityId: "hospital-2", reason: "抢救室满" });
    expect(await kindsFor("home-1")).toEqual([]);
    await letTimePass(world, 4 * minute);
    expect(await kindsFor("home-1")).toEqual(["referral-unanswered"]);
  });
});

describe("an end that the hospital brought about", () => {
  test.each([
    ["died", "medium"],
    ["close", "low"],
  ])(
    "%s tells the home by an alert of priority %s, which waits for a person; the record there stays as it is",
    async (end, priority) => {
      const { id } = await request(world);
      await step(world, id, doctor, { do: "arrive" });
      await step(world, id, doctor, { do: end, reason: "抢救无效" });
      const [told] = await calledFor(world, "home-1");
      expect(told).toMatchObject({ kind: "referral-ended", priority, reason: { referralId: id } });
      const resident = await world.must("show-resident", { id: "resident-1", as: nurse });
      expect(resident.discharge).toBeUndefined();
      const page = await world.must("show-alert", { id: told?.id ?? "", as: nurse });
      expect(page).toMatchObject({ referralId: id, title: { zh: "对方已结束转诊，或告知人在别处：请核对" } });
    },
  );

  test("taken back is over there too; one by the home tells nobody", async () => {
    const { id } = await request(world);
    await step(world, id, doctor, { do: "arrive" });
    await step(world, id, doctor, { do: "died" });
    expect((await act(world, id, doctor, { do: "take-back" })).status).toBe(200);
    expect([await kindsFor("home-1"), (await caseOf(world, id)).endedAlertId]).toEqual([[], undefined]);
    await step(world, id, nurse, { do: "died" });
    expect(await kindsFor("home-1")).toEqual([]);
  });

  test("of a second case calls again in the alert of the first, if nobody looked at that", async () => {
    const ends = [];
    for (const _ of [1, 2]) {
      const { id } = await request(world);
      await step(world, id, doctor, { do: "arrive" });
      ends.push((await step(world, id, doctor, { do: "close", reason: "转住院" })).id);
    }
    const told = await calledFor(world, "home-1");
    expect(told).toMatchObject([{ kind: "referral-ended", reason: { referralId: ends[1] } }]);
    expect((await new AlertStore(world.tables).find(told[0]?.id ?? ""))?.timeline.at(-1)?.what).toBe("active-again");
  });

  test("no policy calls a hospital for whom it said to have died; people are called as always", async () => {
    await world.must("set-referral-policy", { id: "home-1", as: manager, body: { greenChannel: { afterStep: 3 } } });
    const { id } = await request(world);
    await step(world, id, doctor, { do: "arrive" });
    await step(world, id, doctor, { do: "died" });
    const alert = await fall(world);
    await letTimePass(world, 4 * minute);
    expect(await calledFor(world, "hospital-1")).toEqual([]);
    const { timeline } = (await new AlertStore(world.tables).find(alert)) as { timeline: readonly { what: string }[] };
    expect(timeline.filter(({ what }) => what === "called").length).toBeGreaterThan(2);
    expect((await world.must("call-green-channel", { id: alert, as: nurse, body: {} })).state).toBe("accepted");
  });
});

test("who signs in at the hospital is no part of the home's alerts", async () => {
  await world.person("both", { roles: [{ role: "nurse", facilityId: "hospital-2" }], reach });
  const { id } = await request(world);
  await step(world, id, doctor, { do: "arrive" });
  await step(world, id, doctor, { do: "died" });
  const [told] = await calledFor(world, "home-1");
  expect((await world.call("show-alert", { id: told?.id ?? "", as: "both" })).status).toBe(404);
});
