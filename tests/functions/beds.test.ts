import { beforeEach, describe, expect, test } from "vitest";
import { day, hour, minute } from "../../domain/model/time.ts";
import { ConversionStore } from "../../stores/conversion-store.ts";
import { ResidentStore } from "../../stores/resident-store.ts";
import { recorded, World } from "./world.ts";

let world: World;

beforeEach(async () => {
  world = await new World().furnish();
  const more = { addBeds: [{ id: "b3", label: "3 床" }], convertible: { medical: 1 }, licensed: { care: 10 } };
  await world.must("change-facility", { id: "home-1", body: more });
  for (const role of ["nurse", "doctor", "facility-manager", "carer", "referral-coordinator"] as const)
    await world.person(role, { name: role, roles: [{ role, facilityId: "home-1" }] });
  await world.person("civil", { roles: [{ role: "civil-affairs-supervisor" }] });
  await world.person("coordinator-2", { roles: [{ role: "referral-coordinator", facilityId: "home-2" }] });
  await world.must("register-facility", { body: { id: "home-2", name: "康宁院", kind: "care-home" } });
});

const hold = (bedId: string, more = {}, as = "nurse") =>
  world.call("hold-bed", { id: "home-1", body: { bedId, minutes: 30, ...more }, as });
const release = (bedId: string, holdId: string) =>
  world.call("release-bed", { id: "home-1", body: { bedId, holdId }, as: "nurse" });
const board = (as = "nurse") => world.must("show-bed-board", { id: "home-1", as });
const onBoard = async (bedId: string, as?: string) =>
  (await board(as)).beds.find(({ id }: { readonly id: string }) => id === bedId);
const ask = (bedId = "b1", as = "nurse") =>
  world.call("request-conversion", { id: "home-1", body: { bedId, to: "medical", reason: "肺炎" }, as });
const step = (conversionId: string, action: string, as: string, more = {}) => {
  const reason = action === "take-effect" ? {} : { reason: "理由" };
  return world.call("advance-conversion", {
    id: "home-1",
    body: { conversionId, action, ...reason, ...more },
    as,
  });
};
const approval = {
  payer: { before: "care-fee", after: "medical-insurance" },
  settlementCutAt: "2026-11-22T02:30:00+08:00",
  consentBy: "女儿 王芳",
};

describe("the bed board", () => {
  test("shows who lies where, what is held and free, and how full the house is", async () => {
    await hold("b3", { holdId: "h1", note: "县医院转来" });
    expect(await board()).toMatchObject({
      facility: { id: "home-1" },
      occupancy: [{ use: "care", licensed: 10, beds: 3, occupied: 2, held: 1, barred: 0, free: 0 }],
      beds: [
        { id: "b1", use: "care", standing: "occupied", occupant: { residentId: "resident-1", name: "王桂英" } },
        { id: "b2", standing: "occupied" },
        { id: "b3", standing: "held", hold: { id: "h1", by: "nurse", note: "县医院转来" } },
      ],
    });
  });

  test("tells who may not read residents there nothing of them, of holds or of homes", async () => {
    const home = { address: "和平里 3 号", establishedOn: "2026-10-01" };
    await world.must("change-facility", { id: "home-1", body: { addBeds: [{ id: "f1", label: "家庭病床 1", home }] } });
    await hold("b3", { note: "县医院转来" });
    await ask();
    const seen = JSON.stringify(await board("civil"));
    for (const secret of ["王桂英", "resident-1", "和平里", "县医院转来"]) expect(seen).not.toContain(secret);
    const conversions = JSON.stringify(await world.must("list-conversions", { id: "home-1", as: "civil" }));
    for (const secret of ["王桂英", "resident-1", "肺炎"]) expect(conversions).not.toContain(secret);
    expect(JSON.stringify(await board())).toContain("和平里");
    expect(JSON.stringify(await world.must("list-facilities", { as: "nurse" }))).not.toContain("和平里");
  });
});

describe("a bed that is held", () => {
  test("is nobody else's until its time, and free at it, swept or not", async () => {
    expect((await hold("b3", { holdId: "h1" })).body.hold.until).toBe("2026-11-22T02:40:00+08:00");
    expect((await hold("b3", {}, "doctor")).body.code).toBe("bed-held");
    const move = { id: "resident-2", body: { bedId: "b3" } };
    expect((await world.call("move-resident", move)).body.code).toBe("bed-held");
    world.pass(30 * minute);
    expect(await onBoard("b3")).toMatchObject({ standing: "free" });
    expect((await world.call("move-resident", move)).status).toBe(200);
    await world.invoke("sweep-holds", { scheduledAt: world.now });
    expect(await onBoard("b3")).toMatchObject({ standing: "occupied", occupant: { residentId: "resident-2" } });
  });

  test("is cleared away by the sweep when its time ran out, and not before", async () => {
    await hold("b3");
    const listed = async () => (await new ResidentStore(world.tables).listHolds()).length;
    await world.invoke("sweep-holds", { scheduledAt: world.now });
    expect(await listed()).toBe(1);
    world.pass(30 * minute);
    await world.invoke("sweep-holds", { scheduledAt: world.now });
    expect(await listed()).toBe(0);
  });

  test("is taken by whoever names the hold, made longer by its id, and released once", async () => {
    await hold("b3", { holdId: "h1" });
    expect((await hold("b3", { holdId: "h1", minutes: 120 })).status).toBe(200);
    world.pass(hour);
    expect(await onBoard("b3")).toMatchObject({ standing: "held" });
    const move = { id: "resident-2", body: { bedId: "b3", holdId: "h1" } };
    expect((await world.call("move-resident", move)).status).toBe(200);
    expect((await release("b3", "h1")).body.code).toBe("not-held-by");
    await hold("b2", { holdId: "h2" });
    expect((await release("b2", "another")).status).toBe(409);
    expect((await release("b2", "h2")).status).toBe(200);
    expect((await release("b2", "h2")).status).toBe(409);
  });

  test("that a referral holds is not taken over by hand", async () => {
    const place = { facilityId: "home-1", bedId: "b3" };
    const referral = { id: "referral-1", purpose: "referral", until: world.now + hour, heldAt: world.now } as const;
    await new ResidentStore(world.tables).hold(place, { ...referral, by: "县医院", byId: "p" }, world.now);
    expect((await hold("b3", { holdId: "referral-1" })).body.code).toBe("bed-held");
    expect(await onBoard("b3")).toMatchObject({ hold: { id: "referral-1", purpose: "referral" } });
    expect((await release("b3", "referral-1")).status).toBe(200);
  });

  test.each([
    ["somebody lies there", { bedId: "b1" }, 409, "bed-taken"],
    ["there is none", { bedId: "b9" }, 422, "unknown-bed"],
    ["it is for longer than three days", { minutes: 72 * 60 + 1 }, 400, "invalid-request"],
    ["it is for no time", { minutes: 0 }, 400, "invalid-request"],
  ])("is not held when %s", async (_when, more, status, code) => {
    const answer = await hold("b3", more);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  test("is held by those who take people in: no carer, nobody of another house", async () => {
    expect((await hold("b3", {}, "carer")).status).toBe(403);
    expect((await hold("b3", {}, "coordinator-2")).status).toBe(404);
    expect((await hold("b3", {}, "referral-coordinator")).status).toBe(200);
  });

  test("is not given up, nor is a new resident taken into it", async () => {
    await hold("b3");
    const give = { id: "home-1", body: { removeBeds: ["b3"] } };
    expect((await world.call("change-facility", give)).body.code).toBe("bed-held");
    const newcomer = { id: "r9", name: "赵", sex: "male", birthDate: "1940-01-01", facilityId: "home-1", bedId: "b3" };
    expect((await world.call("register-resident", { body: newcomer })).body.code).toBe("bed-held");
    world.pass(30 * minute);
    expect((await world.call("change-facility", give)).status).toBe(200);
  });
});

describe("free beds", () => {
  test("are counted for one's own house and for those to which an agreement leads today, without any name", async () => {
    const beds = [1, 2, 3].map((n) => ({ id: `c${n}`, label: `${n} 床` }));
    await world.must("register-facility", { body: { id: "county", name: "县医院", kind: "county-hospital", beds } });
    const counted = async (query = {}) => (await world.must("count-free-beds", { as: "nurse", query })).items;
    expect(await counted()).toMatchObject([{ facilityId: "home-1", isOwn: true }]);
    const covers = ["up-referral"];
    const terms = { fromFacilityId: "home-1", toFacilityId: "county", covers, validFrom: "2026-11-22" };
    await world.must("set-agreement", { body: terms });
    expect(await counted({ use: "medical" })).toEqual([
      {
        facilityId: "county",
        name: "县医院",
        kind: "county-hospital",
        isOwn: false,
        uses: [{ use: "medical", beds: 3, free: 3 }],
      },
      { facilityId: "home-1", name: "松鹤院", kind: "care-home", isOwn: true, uses: [] },
    ]);
    expect(JSON.stringify(await counted())).not.toContain("王桂英");
  });
});

describe("a conversion", () => {
  async function approved(): Promise<string> {
    const { id } = (await ask()).body;
    await step(id, "order", "doctor");
    expect((await step(id, "approve", "facility-manager", { approval })).status).toBe(200);
    return id;
  }

  test("goes from care to medical and back: asked, ordered, approved, at its cut, each step kept", async () => {
    const id = await approved();
    expect((await step(id, "take-effect", "nurse")).body.code).toBe("conversion-impossible");
    world.pass(20 * minute);
    const begun = (await step(id, "take-effect", "nurse", { alarmNote: "按住院监护方案" })).body;
    expect(begun).toMatchObject({
      state: "effective",
      period: { from: "2026-11-22T02:30:00+08:00" },
      alarmNote: "按住院监护方案",
      next: ["order-return", "review"],
      waits: { what: "review", roles: ["doctor"], owner: "doctor", dueAt: "2026-12-07T02:30:00+08:00" },
    });
    expect(await onBoard("b1")).toMatchObject({
      use: "medical",
      convertedFrom: "care",
      conversion: { id, state: "effective" },
    });
    world.pass(72 * hour);
    await step(id, "order-return", "doctor");
    const ended = (await step(id, "return", "facility-manager")).body;
    expect(ended).toMatchObject({ state: "returned", period: { until: "2026-11-25T02:30:00+08:00" }, next: [] });
    expect(ended.steps.map(({ action, by }: { action: string; by: string }) => `${action} ${by}`)).toEqual([
      "request nurse",
      "order doctor",
      "approve facility-manager",
      "take-effect nurse",
      "order-return doctor",
      "return facility-manager",
    ]);
    expect(await onBoard("b1")).toMatchObject({ use: "care" });
    expect(await onBoard("b1")).not.toHaveProperty("convertedFrom");
    expect((await world.must("list-conversions", { id: "home-1", as: "nurse" })).items).toEqual([]);
    const all = await world.must("list-conversions", { id: "home-1", as: "nurse", query: { all: "true" } });
    expect(all.items).toMatchObject([{ id, bedLabel: "3号楼205-1床", resident: { name: "王桂英" } }]);
  });

  test("takes each step by whom the table says, and by nobody else", async () => {
    const { id } = (await ask()).body;
    for (const as of ["nurse", "facility-manager"]) expect((await step(id, "order", as)).status).toBe(403);
    expect((await step(id, "order", "carer")).status).toBe(403);
    expect((await step(id, "order", "doctor")).status).toBe(200);
    for (const as of ["nurse", "doctor"]) expect((await step(id, "approve", as, { approval })).status).toBe(403);
    expect((await step(id, "refuse", "doctor")).status).toBe(403);
    expect((await step(id, "refuse", "facility-manager")).body).toMatchObject({ state: "refused" });
    expect((await ask("b1", "carer")).status).toBe(403);
  });

  test("repeated by the same person changes nothing; somewhere else by now, it says so", async () => {
    const { id } = (await ask()).body;
    const once = (await step(id, "order", "doctor")).body;
    expect((await step(id, "order", "doctor")).body).toEqual(once);
    expect((await step(id, "take-effect", "nurse")).body.code).toBe("conversion-impossible");
    expect((await step("c-unknown", "order", "doctor")).body.code).toBe("unknown-conversion");
  });

  test("is one at a time for a bed, and no more than the quota for a house", async () => {
    const first = await approved();
    expect((await ask("b1")).body.code).toBe("under-conversion");
    const second = (await ask("b2")).body;
    await step(second.id, "order", "doctor");
    const over = await step(second.id, "approve", "facility-manager", { approval });
    expect([over.status, over.body.code]).toEqual([409, "over-quota"]);
    await step(first, "cancel", "nurse");
    expect((await step(second.id, "approve", "facility-manager", { approval })).status).toBe(200);
  });

  test("keeps the bed to its resident: no hold, nobody else, until it was returned", async () => {
    const id = await approved();
    world.pass(20 * minute);
    await step(id, "take-effect", "nurse");
    await world.must("move-resident", { id: "resident-1", body: { bedId: "b3" } });
    expect((await hold("b1")).body.code).toBe("under-conversion");
    const move = { id: "resident-2", body: { bedId: "b1" } };
    expect((await world.call("move-resident", move)).body.code).toBe("under-conversion");
    expect((await world.must("list-conversions", { id: "home-1", as: "nurse" })).items).toMatchObject([
      { id, residentHasLeft: true, next: ["order-return", "return"] },
    ]);
    const give = { id: "home-1", body: { removeBeds: ["b1"] } };
    expect((await world.call("change-facility", give)).body.code).toBe("under-conversion");
    expect((await step(id, "return", "facility-manager")).body).toMatchObject({ state: "returned" });
    expect((await world.call("move-resident", move)).status).toBe(200);
  });

  test("does not take effect for somebody who left meanwhile, and can be cancelled then", async () => {
    const id = await approved();
    world.pass(20 * minute);
    await world.must("discharge-resident", { id: "resident-1", body: { reason: "home" } });
    expect((await step(id, "take-effect", "nurse")).body.code).toBe("conversion-impossible");
    expect(await onBoard("b1")).toMatchObject({ use: "care", standing: "barred" });
    expect((await step(id, "cancel", "nurse")).body).toMatchObject({ state: "cancelled" });
    expect(await onBoard("b1")).toMatchObject({ standing: "free" });
  });

  test("of a bed whose facility is written meanwhile is judged anew", async () => {
    const id = await approved();
    world.pass(20 * minute);
    await Promise.all([
      step(id, "take-effect", "nurse"),
      world.must("change-facility", { id: "home-1", body: { name: "新松鹤院" } }),
    ]);
    const facilities = (await world.must("list-facilities")).items;
    const home = facilities.find((each: { readonly id: string }) => each.id === "home-1");
    expect(home).toMatchObject({ name: "新松鹤院", beds: [{ use: "medical" }, {}, {}] });
    expect(await new ConversionStore(world.tables).find("home-1", id)).toMatchObject({ state: "effective" });
  });

  test("is the only way to a medical use", async () => {
    const use = (to: string) => ({ id: "home-1", body: { useBeds: [{ id: "b3", use: to }] } });
    expect((await world.call("change-facility", use("medical"))).body.code).toBe("conversion-impossible");
    expect((await world.call("change-facility", use("hospice"))).body.beds[2]).toMatchObject({ use: "hospice" });
  });
});

describe("a family bed", () => {
  test("is established, active while somebody has it, closed with a reason, and opened again", async () => {
    const home = { address: "和平里 3 号" };
    const change = (body: unknown) => world.call("change-facility", { id: "home-1", body });
    await change({ addBeds: [{ id: "f1", label: "家庭病床 1", home }] });
    const state = async () => (await onBoard("f1")).home.state;
    expect(await state()).toBe("established");
    await world.must("move-resident", { id: "resident-2", body: { bedId: "f1" } });
    expect(await state()).toBe("active");
    const close = { closeFamilyBeds: [{ id: "f1", on: "2026-11-22", reason: "康复" }] };
    expect((await change(close)).body.code).toBe("bed-occupied");
    await world.must("move-resident", { id: "resident-2", body: { bedId: "b2" } });
    expect((await change(close)).status).toBe(200);
    expect(await onBoard("f1")).toMatchObject({ standing: "barred", home: { state: "closed" } });
    const move = { id: "resident-2", body: { bedId: "f1" } };
    expect((await world.call("move-resident", move)).body.code).toBe("bed-taken");
    expect((await hold("f1")).body.code).toBe("unknown-bed");
    expect((await change({ reopenFamilyBeds: ["f1"] })).status).toBe(200);
    expect((await world.call("move-resident", move)).status).toBe(200);
  });

  describe("that is assessed", () => {
    const order = {
      id: "f1",
      assessedOn: "2026-11-20",
      assessedBy: "周医生",
      level: 3,
      reason: "脑卒中恢复期，需康复护理",
      from: "2026-11-20",
      until: "2027-01-18",
    };
    const assess = (more = {}) =>
      world.call("change-facility", { id: "home-1", body: { orderFamilyBeds: [{ ...order, ...more }] } });
    const homeOf = async (as?: string) => (await onBoard("f1", as)).home;
    beforeEach(async () => {
      const home = { address: "和平里 3 号" };
      const body = { addBeds: [{ id: "f1", label: "家庭病床 1", home }] };
      await world.must("change-facility", { id: "home-1", body });
    });

    test("is set up for a period, asks for its renewal before the end, is over after it, and goes on by a new assessment", async () => {
      expect((await homeOf()).order).toBe("none");
      expect((await assess()).status).toBe(200);
      expect((await assess()).status).toBe(200);
      const { recordedBy, ...first } = (await homeOf()).orders[0];
      const { id: _, ...said } = order;
      expect([recordedBy, first]).toMatchObject(["anhu", said]);
      expect(await homeOf()).toMatchObject({ order: "running", orderUntil: "2027-01-18" });
      world.pass(50 * day);
      expect((await homeOf()).order).toBe("due");
      world.pass(8 * day);
      expect((await homeOf()).order).toBe("over");
      expect((await assess({ until: "2027-03-01" })).status).toBe(400);
      expect((await assess({ assessedOn: "2027-01-19", from: "2027-01-19", until: "2027-03-19" })).status).toBe(200);
      const renewed = await homeOf();
      expect(renewed.order).toBe("running");
      expect(renewed.orders.map(({ until }: { until: string }) => until)).toEqual(["2027-03-19", "2027-01-18"]);
    });

    test.each([
      ["on a day to come", { assessedOn: "2026-11-23" }],
      ["for a period that ends before it begins", { until: "2026-11-19" }],
      ["for years", { until: "2029-11-19" }],
    ])("is not taken when assessed %s", async (_when, more) => {
      const answer = await assess(more);
      expect([answer.status, answer.body.code]).toEqual([400, "invalid-request"]);
      expect((await homeOf()).order).toBe("none");
    });

    test("ends with the bed, and asks for a new assessment when it is opened again", async () => {
      await assess();
      const close = { closeFamilyBeds: [{ id: "f1", on: "2026-11-21", reason: "康复" }] };
      await world.must("change-facility", { id: "home-1", body: close });
      expect(await homeOf()).toMatchObject({ state: "closed", orderUntil: "2026-11-21" });
      expect((await assess({ assessedOn: "2026-11-21" })).status).toBe(400);
      await world.must("change-facility", { id: "home-1", body: { reopenFamilyBeds: ["f1"] } });
      expect((await homeOf()).order).toBe("over");
    });

    test("tells who may not read residents there that it is to be renewed, and nothing of why or by whom", async () => {
      await assess();
      const seen = await homeOf("civil");
      expect(seen).toMatchObject({ order: "running", orderUntil: "2027-01-18" });
      for (const secret of ["周医生", "脑卒中", "和平里"]) expect(JSON.stringify(seen)).not.toContain(secret);
      expect(JSON.stringify(await world.must("list-facilities", { as: "nurse" }))).not.toContain("脑卒中");
    });
  });

  test("is what it was made: a bed of the house is not closed", async () => {
    const body = { closeFamilyBeds: [{ id: "b3", on: "2026-11-22", reason: "x" }] };
    expect((await world.call("change-facility", { id: "home-1", body })).body.code).toBe("unknown-bed");
  });
});

describe("the history of a bed", () => {
  const history = (as = "nurse", bedId = "b3") =>
    world.must("show-bed-history", { id: "home-1", query: { bedId }, as });

  test("tells for whom it was held and until when, why no more, who lay there and who left, the newest first", async () => {
    await hold("b3", { holdId: "h1", note: "县医院转来" });
    await release("b3", "h1");
    world.pass(minute);
    await hold("b3", { holdId: "h2", minutes: 5 });
    world.pass(hour);
    await world.invoke("sweep-holds", recorded("schedule"));
    await world.must("move-resident", { id: "resident-1", body: { bedId: "b3" }, as: "nurse" });
    world.pass(minute);
    await world.must("move-resident", { id: "resident-1", body: { bedId: "b1" }, as: "nurse" });
    const { bed, items, conversions } = await history();
    expect(bed).toEqual({ id: "b3", label: "3 床", use: "care" });
    const resident = { id: "resident-1", name: "王桂英" };
    expect(items).toMatchObject([
      { kind: "left", resident },
      { kind: "occupied", resident },
      { kind: "released", why: "expired", holdId: "h2" },
      { kind: "held", holdId: "h2" },
      { kind: "released", why: "by-hand", by: "nurse", holdId: "h1" },
      { kind: "held", holdId: "h1", by: "nurse", note: "县医院转来", purpose: "admission" },
    ]);
    expect(items[2].at).toBe(items[3].until);
    expect(conversions).toEqual([]);
  });

  test("holds that ran out while nobody swept are told with their own time, whenever the sweep comes", async () => {
    await hold("b3", { holdId: "h1", minutes: 5 });
    const { until } = (await onBoard("b3")).hold;
    world.pass(72 * hour);
    expect(await onBoard("b3")).toMatchObject({ standing: "free" });
    await world.invoke("sweep-holds", recorded("schedule"));
    expect((await history()).items).toMatchObject([{ kind: "released", why: "expired", at: until }, { kind: "held" }]);
  });

  test("has the conversions of that bed with every step, and of no other", async () => {
    const { body } = await ask("b1");
    await step(body.id, "order", "doctor");
    expect((await history("nurse", "b1")).conversions).toMatchObject([
      { id: body.id, steps: [{ action: "request" }, { action: "order", by: "doctor" }] },
    ]);
    expect((await history("nurse", "b3")).conversions).toEqual([]);
  });

  test("tells who may not read residents there what happened, and nothing of whom", async () => {
    await hold("b3", { note: "县医院转来" });
    await release("b3", (await onBoard("b3")).hold.id);
    await world.must("move-resident", { id: "resident-1", body: { bedId: "b3" }, as: "nurse" });
    const seen = await history("civil");
    expect(seen.items.map(({ kind }: { readonly kind: string }) => kind).toSorted()).toEqual([
      "held",
      "occupied",
      "released",
    ]);
    for (const secret of ["王桂英", "resident-1", "nurse", "县医院转来"])
      expect(JSON.stringify(seen)).not.toContain(secret);
  });

  test("is not there for a bed that is none, nor for somebody of another house", async () => {
    const query = { bedId: "b99" };
    const none = await world.call("show-bed-history", { id: "home-1", query, as: "nurse" });
    expect(none.body).toMatchObject({ code: "unknown-bed" });
    const theirs = { id: "home-1", query: { bedId: "b1" }, as: "coordinator-2" };
    expect((await world.call("show-bed-history", theirs)).status).toBe(404);
  });
});

describe("pages that show beds", () => {
  test("are told at once that the beds of their house changed, and nothing else", async () => {
    world.news.length = 0;
    const told = () => world.news.splice(0).map(({ facilityId, ...news }) => [facilityId, news] as const);
    const beds = () => [["home-1", { referrals: [], alerts: [], beds: { facilityId: "home-1", at: world.now } }]];
    await hold("b3", { holdId: "h1" });
    expect(told()).toEqual(beds());
    await release("b3", "h1");
    expect(told()).toEqual(beds());
    await release("b3", "h1");
    expect(told()).toEqual([]);
    const { body } = await ask("b1");
    expect(told()).toEqual(beds());
    await step(body.id, "order", "doctor");
    expect(told()).toEqual(beds());
    await world.must("move-resident", { id: "resident-2", body: { bedId: "b3" }, as: "nurse" });
    expect(told()).toEqual(beds());
    await world.must("change-facility", { id: "home-1", body: { renameBeds: [{ id: "b3", label: "三床" }] } });
    expect(told()).toEqual(beds());
    await hold("b2", { holdId: "h2", minutes: 1 });
    world.pass(2 * minute);
    told();
    await world.invoke("sweep-holds", recorded("schedule"));
    // Whom the sweep tells of conversions and holds hears of it by an alert.
    expect(told().filter(([, { alerts }]) => alerts.length === 0)).toEqual(beds());
  });

  test("nobody is told while nobody watches, and a broker that is down undoes nothing", async () => {
    world.pass(400 * day);
    world.news.length = 0;
    await hold("b3", { holdId: "h1" });
    expect(world.news).toEqual([]);
    await world.watch("home-1", world.now + hour);
    world.broken.add("live");
    expect((await release("b3", "h1")).status).toBe(200);
    expect(await onBoard("b3")).toMatchObject({ standing: "free" });
  });
});
