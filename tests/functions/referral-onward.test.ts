import { beforeEach, describe, expect, test } from "vitest";
import { day, hour, minute } from "../../domain/model/time.ts";
import { occasionShown } from "../../web/referral/occasion-shown.ts";
import { fall, staffed } from "./escalating.ts";
import { act, agree, calledFor, caseOf, consortium, letTimePass, request, step, stepsOf } from "./referring.ts";
import { World } from "./world.ts";

type Mark = Parameters<typeof occasionShown>[0];

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
  await staffed(world);
  await consortium(world);
  await agree(world, "hospital-1", "hospital-2", ["up-referral", "down-referral", "green-channel"]);
});

const home = "nurse@home-1";
const first = "doctor@hospital-1";
const firstNurse = "nurse@hospital-1";
const next = "doctor@hospital-2";

const standing = async (house: string, bedId: string) => {
  const board = await world.must("show-bed-board", { id: house, as: `doctor@${house}` });
  return board.beds.find(({ id }: { id: string }) => id === bedId).standing;
};
const kindsFor = async (house: string) => (await calledFor(world, house)).map(({ kind }) => kind);
const status = async (id: string, as: string) => (await world.call("show-referral", { id, as })).status;
const listed = async (as: string, state = "open") =>
  (await world.must("list-referrals", { as, query: { state } })).items.map(({ id }: { id: string }) => id);
const board = async (house: string) => world.must("list-arrivals", { id: house, as: `doctor@${house}` });

/** In a bed of the first hospital, by the green channel unless said otherwise. */
async function admitted(mode: "green-channel" | "routine" = "green-channel"): Promise<string> {
  const alertId = await fall(world);
  const { id } =
    mode === "routine"
      ? await request(world, { reason: "反复发热三天" })
      : await world.must("call-green-channel", { id: alertId, as: home, body: { toFacilityId: "hospital-1" } });
  if (mode === "routine") await step(world, id, first, { do: "accept" });
  for (const [as, action] of [
    [home, "depart"],
    [first, "arrive"],
  ] as const) {
    world.pass(5 * minute);
    await step(world, id, as, { do: action });
  }
  world.pass(5 * minute);
  await step(world, id, first, { do: "admit", bedId: "w1" });
  world.pass(10 * minute);
  return id;
}

const urgent = { do: "transfer-urgent", toFacilityId: "hospital-2", centre: "chest-pain", reason: "须急诊介入" };

describe("from one hospital to the next in the same case", () => {
  test("by the green channel, and home again: desks, beds, snapshots, and what each house sees", async () => {
    const id = await admitted();
    const sent = await step(world, id, firstNurse, urgent);
    expect(sent).toMatchObject({
      state: "onward-accepted",
      destination: { id: "hospital-2" },
      through: [{ facility: { id: "hospital-1", name: "县人民医院" } }],
      waitsFor: "sender",
      reason: "须急诊介入",
    });
    expect(await kindsFor("hospital-2")).toEqual(["referral-incoming"]);
    expect(await standing("hospital-1", "w1")).toBe("occupied");
    expect((await board("hospital-1")).here).toMatchObject([{ id }]);
    expect((await board("hospital-2")).expected).toMatchObject([{ id, reason: "须急诊介入" }]);
    world.pass(10 * minute);
    await step(world, id, firstNurse, { do: "depart" });
    expect(await standing("hospital-1", "w1")).toBe("free");
    expect((await board("hospital-1")).here).toEqual([]);
    world.pass(40 * minute);
    const arrived = await step(world, id, next, { do: "arrive" });
    expect(await kindsFor("hospital-2")).toEqual([]);
    expect(arrived.clocks).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ code: "door-in-door-out", minutes: 25, state: "met" })]),
    );
    expect(arrived.snapshots.map(({ occasion }: { occasion: string }) => occasion)).toEqual([
      "request",
      "departure",
      "onward",
      "onward",
    ]);
    expect(arrived.snapshots.map((mark: Mark) => occasionShown(mark, arrived)).slice(2)).toEqual([
      "onward",
      "onward-departure",
    ]);
    await step(world, id, next, { do: "admit", bedId: "b1" });
    await step(world, id, next, { do: "ready" });
    await step(world, id, "doctor@home-1", { do: "accept-down" });
    await step(world, id, next, { do: "depart-back" });
    expect(await standing("hospital-2", "b1")).toBe("free");
    await step(world, id, home, { do: "receive-back" });
    expect((await step(world, id, home, { do: "follow-up" })).state).toBe("closed");
    for (const as of [home, first, next]) {
      expect(await listed(as, "closed"), as).toEqual([id]);
      expect(await listed(as), as).toEqual([]);
    }
  });

  test("the alert at home tells of each hospital", async () => {
    const id = await admitted();
    const { alertId = "" } = await caseOf(world, id);
    await step(world, id, first, urgent);
    await step(world, id, firstNurse, { do: "depart" });
    await step(world, id, next, { do: "arrive" });
    const alert = await world.must("show-alert", { id: alertId, as: home });
    const told = alert.timeline.flatMap(({ referral }: { referral?: { state: string; house: string } }) =>
      referral === undefined ? [] : [`${referral.house} ${referral.state}`],
    );
    expect(told.slice(-3)).toEqual(["县中医院 onward-accepted", "县中医院 onward-en-route", "县中医院 arrived"]);
  });

  test("asked for in routine: with a reason, where an agreement leads; the next one answers, with a bed that waits", async () => {
    const id = await admitted("routine");
    const body = { do: "transfer-onward", toFacilityId: "hospital-2", reason: "须进一步检查" };
    expect((await act(world, id, first, { ...body, reason: undefined })).body.errors).toMatchObject([
      { pointer: "#/reason" },
    ]);
    expect((await act(world, id, first, { ...body, toFacilityId: "outside-1" })).body.code).toBe("no-route");
    for (const toFacilityId of ["hospital-1", "home-1"])
      expect((await act(world, id, first, { ...body, toFacilityId })).body.code).toBe("invalid-request");
    expect((await act(world, id, firstNurse, body)).body.code).toBe("not-your-part");
    const asked = await step(world, id, first, body);
    expect(asked).toMatchObject({ state: "onward-requested", mode: "routine", waitsFor: "destination" });
    expect((await step(world, id, first, body)).version).toBe(asked.version);
    expect(await kindsFor("hospital-2")).toEqual(["referral-asked"]);
    expect((await board("hospital-2")).requests).toMatchObject([{ id }]);
    await step(world, id, next, { do: "accept", bedId: "b1" });
    expect([await standing("hospital-1", "w1"), await standing("hospital-2", "b1")]).toEqual(["occupied", "held"]);
    await step(world, id, firstNurse, { do: "depart" });
    await step(world, id, next, { do: "arrive" });
    await step(world, id, next, { do: "admit" });
    expect([await standing("hospital-1", "w1"), await standing("hospital-2", "b1")]).toEqual(["free", "occupied"]);
  });

  test("declined, the hospital is late when it asks no other; they stay, in their bed, and who declined sees it no more", async () => {
    const id = await admitted("routine");
    await step(world, id, first, { do: "transfer-onward", toFacilityId: "hospital-2", reason: "检查" });
    await step(world, id, next, { do: "decline", reason: "没有床位" });
    expect(await standing("hospital-1", "w1")).toBe("occupied");
    await letTimePass(world, hour);
    expect(await kindsFor("hospital-1")).toEqual(["referral-late"]);
    const again = { do: "offer", toFacilityId: "hospital-2" };
    expect((await act(world, id, first, again)).body.errors).toMatchObject([{ pointer: "#/reason" }]);
    const kept = await step(world, id, firstNurse, { do: "stay" });
    expect(kept).toMatchObject({ state: "admitted", destination: { id: "hospital-1" }, bed: { bedId: "w1" } });
    expect(kept.through).toBeUndefined();
    expect(await kindsFor("hospital-1")).toEqual([]);
    expect(await standing("hospital-1", "w1")).toBe("occupied");
    expect([await status(id, next), await status(id, first)]).toEqual([404, 200]);
    expect(await listed(next)).toEqual([]);
    expect(await listed(first)).toEqual([id]);
  });

  test("who turned back is in the first hospital again, and the next one expects nobody", async () => {
    const id = await admitted();
    await step(world, id, first, urgent);
    await step(world, id, firstNurse, { do: "depart" });
    const back = await step(world, id, firstNurse, { do: "stay", reason: "途中好转，家属要求返回" });
    expect(back).toMatchObject({ state: "arrived", destination: { id: "hospital-1" }, mode: "green-channel" });
    expect(await kindsFor("hospital-2")).toEqual([]);
    expect(await listed(first)).toEqual([id]);
  });

  test("an external hospital that said yes on the telephone needs no agreement; the first one records for it", async () => {
    const id = await admitted();
    const phone = { with: "市一院急诊 张医生" };
    const body = { do: "transfer-urgent", toFacilityId: "outside-1", phone };
    expect(await step(world, id, firstNurse, body)).toMatchObject({ destination: { id: "outside-1" } });
    await step(world, id, firstNurse, { do: "depart" });
    expect(await standing("hospital-1", "w1")).toBe("free");
    // Nobody of the outside uses the service: who sent the person is called when nobody says that they came.
    await letTimePass(world, 2 * hour);
    expect(await kindsFor("hospital-1")).toEqual(["referral-late"]);
    const arrived = await step(world, id, firstNurse, { do: "arrive", phone });
    expect(arrived).toMatchObject({ state: "arrived", destination: { id: "outside-1" } });
    // The hospital has no part any more; the home has, and speaks with the outside.
    await step(world, id, home, { do: "treat", phone });
    expect((await step(world, id, home, { do: "receive-back" })).state).toBe("follow-up-due");
  });

  test("who sent the person on reads and adds words, and takes no step, be it by telephone", async () => {
    const id = await admitted();
    await step(world, id, first, urgent);
    await step(world, id, firstNurse, { do: "depart" });
    await step(world, id, next, { do: "arrive" });
    const seen = await world.must("show-referral", { id, as: first });
    expect(seen.can.map(({ do: action }: { do: string }) => action)).toEqual(["note"]);
    await step(world, id, first, { do: "note", reason: "血培养回报阳性" });
    for (const action of ["close", "died", "admit", "ready"]) {
      const body = { do: action, reason: "x", phone: { with: "x" } };
      expect((await act(world, id, first, body)).body.code, action).toBe("not-your-part");
    }
    expect(await listed(first)).toEqual([id]);
  });

  test("where nobody of the next hospital answers, the hospital that sends the person is told, and not the home", async () => {
    const id = await admitted();
    await step(world, id, first, urgent);
    await letTimePass(world, 5 * minute);
    expect(await kindsFor("hospital-1")).toEqual(["referral-unanswered"]);
    expect(await kindsFor("home-1")).toEqual([]);
    await step(world, id, next, { do: "substitute", toFacilityId: "outside-1", reason: "x", phone: { with: "张" } });
    expect(await kindsFor("hospital-1")).toEqual([]);
  });
});

describe("taken back", () => {
  test("a departure that was none: the bed is theirs again, with the next one's call as it was", async () => {
    const id = await admitted();
    await step(world, id, first, urgent);
    await step(world, id, firstNurse, { do: "depart" });
    const back = await step(world, id, firstNurse, { do: "take-back" });
    expect(back.state).toBe("onward-accepted");
    expect(await standing("hospital-1", "w1")).toBe("occupied");
    expect(await kindsFor("hospital-2")).toEqual(["referral-incoming"]);
    await step(world, id, firstNurse, { do: "depart" });
    expect(await standing("hospital-1", "w1")).toBe("free");
  });

  test("a transfer that was none: nobody is called any more, and the case is the first hospital's in its bed", async () => {
    const id = await admitted("routine");
    await step(world, id, first, urgent);
    const back = await step(world, id, first, { do: "take-back" });
    expect(back).toMatchObject({ state: "admitted", mode: "routine", bed: { bedId: "w1" } });
    expect([await status(id, next), await listed(first), await kindsFor("hospital-2")]).toEqual([404, [id], []]);
    expect(await standing("hospital-1", "w1")).toBe("occupied");
  });
});

describe("figures and papers", () => {
  test("each hospital is told of its own stages and doors, the home of all", async () => {
    const id = await admitted();
    await step(world, id, first, urgent);
    world.pass(10 * minute);
    await step(world, id, firstNurse, { do: "depart" });
    world.pass(30 * minute);
    await step(world, id, next, { do: "arrive" });
    const of = async (house: string) => {
      const as = `facility-manager@${house}`;
      const figures = await world.must("show-referral-figures", { as, query: { facilityId: house } });
      const [one] = figures.cases;
      return { toDoor: one.toDoorMinutes, states: one.stages.map(({ state }: { state: string }) => state) };
    };
    expect(await of("hospital-1")).toEqual({
      toDoor: 10,
      states: ["accepted", "en-route", "arrived", "admitted", "onward-accepted"],
    });
    expect(await of("hospital-2")).toEqual({ toDoor: 40, states: ["onward-accepted", "onward-en-route", "arrived"] });
    expect((await of("home-1")).states).toHaveLength(7);
  });

  test("the form and the document of the way onward name both hospitals; that of the way out stays as it was", async () => {
    const id = await admitted();
    await step(world, id, first, urgent);
    await step(world, id, firstNurse, { do: "depart" });
    await step(world, id, next, { do: "arrive" });
    const houses = async (kind: string) => {
      const { entry } = await world.must("export-referral", { id, as: next, query: { kind } });
      const of = entry.map(({ resource }: { resource: { resourceType: string; name?: unknown } }) => resource);
      return of.flatMap((each: { resourceType: string; name: string }) =>
        each.resourceType === "Organization" ? [each.name] : [],
      );
    };
    expect(await houses("onward")).toEqual(expect.arrayContaining(["县人民医院", "县中医院"]));
    expect(await houses("out")).toEqual(expect.arrayContaining(["松鹤院", "县人民医院"]));
    expect(await houses("out")).not.toContain("县中医院");
  });
});

describe("at a hospital outside that nobody knows", () => {
  const elsewhere = { do: "elsewhere", reason: "邻市医院，女儿来电" };

  test("the case stays open, the home asks after them every day, and it ends when somebody knows how", async () => {
    const { id } = await request(world);
    await step(world, id, "doctor@hospital-1", { do: "accept", bedId: "w1" });
    await step(world, id, home, elsewhere);
    expect(await standing("hospital-1", "w1")).toBe("free");
    await letTimePass(world, day);
    expect(await calledFor(world, "home-1")).toMatchObject([{ kind: "referral-late", priority: "medium" }]);
    expect((await act(world, id, home, { do: "ask-after" })).body.errors).toMatchObject([{ pointer: "#/reason" }]);
    const asked = await step(world, id, home, { do: "ask-after", reason: "仍住院，女儿来电" });
    expect(asked).toMatchObject({ state: "away", isLate: false });
    expect(await kindsFor("home-1")).toEqual([]);
    const ended = await step(world, id, home, { do: "close", reason: "转为在市里长期治疗" });
    expect(ended).toMatchObject({ state: "elsewhere", endReason: "转为在市里长期治疗" });
    expect((await stepsOf(world, id)).at(-1)).toMatchObject({ what: "close", from: "away", to: "elsewhere" });
  });

  test("who is back is followed up", async () => {
    const { id } = await request(world);
    await step(world, id, home, elsewhere);
    expect((await step(world, id, home, { do: "receive-back" })).state).toBe("follow-up-due");
  });

  test("never stands in the way of an emergency", async () => {
    const { id } = await request(world);
    await step(world, id, home, elsewhere);
    const called = await world.must("call-green-channel", { id: await fall(world), as: home, body: {} });
    expect(called).toMatchObject({ state: "accepted", previousId: id });
  });

  test("said by the hospital, the home is told by an alert of its own", async () => {
    const { id } = await request(world);
    await step(world, id, first, elsewhere);
    expect(await calledFor(world, "home-1")).toMatchObject([{ kind: "referral-ended", priority: "medium" }]);
    await step(world, id, home, { do: "receive-back" });
    expect(await kindsFor("home-1")).toEqual([]);
  });
});

test("that they came to another hospital than the next may be said twice by the one that sent them, who then reads and adds words", async () => {
  const id = await admitted();
  await step(world, id, firstNurse, urgent);
  await step(world, id, firstNurse, { do: "depart" });
  const elsewhere = { do: "arrive-elsewhere", toFacilityId: "outside-1", reason: "途中病情变化，就近送市一院" };
  const { version } = await step(world, id, firstNurse, elsewhere);
  expect(await step(world, id, firstNurse, elsewhere)).toMatchObject({ state: "arrived", version });
  const other = { ...elsewhere, toFacilityId: "centre-1" };
  expect((await act(world, id, firstNurse, other)).body).toMatchObject({ code: "not-your-part" });
  expect((await act(world, id, first, elsewhere)).body).toMatchObject({ code: "not-your-part" });
  await step(world, id, firstNurse, { do: "note", reason: "已与市一院急诊交接" });
  expect((await step(world, id, firstNurse, elsewhere)).version).toBe(version + 1);
});
