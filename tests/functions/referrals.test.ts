import { beforeEach, describe, expect, test } from "vitest";
import { day, hour, minute, second } from "../../domain/model/time.ts";
import type { Item } from "../../domain/ports.ts";
import { queueEvent } from "../../functions/shell/events.ts";
import { AgreementStore } from "../../stores/agreement-store.ts";
import { AlertStore } from "../../stores/alert-store.ts";
import { ReferralStepStore } from "../../stores/referral-step-store.ts";
import { ResidentStore } from "../../stores/resident-store.ts";
import { tables } from "../../stores/tables.ts";
import { fall, staffed } from "./escalating.ts";
import { act, calledFor, caseOf, consortium, letTimePass, request, step, stepsOf, wakeReferral } from "./referring.ts";
import { intercepted, recorded, World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
  await staffed(world);
  await consortium(world);
  await world.watch("hospital-1", world.now + 400 * day);
  await world.watch("hospital-2", world.now + 400 * day);
});

const nurse = "nurse@home-1";
const carer = "carer@home-1";
const desk = "referral-coordinator@hospital-1";
const doctor = "doctor@hospital-1";

async function green(body: object = {}, as = carer): Promise<string> {
  const alert = await fall(world);
  return (await world.must("call-green-channel", { id: alert, as, body })).id;
}

describe("a routine referral", () => {
  test("goes from the request to the ward and home again, each step with who, for which house, and when", async () => {
    const { id } = await request(world, { reason: "反复发热三天" });
    await step(world, id, "nurse@hospital-1", { do: "triage" });
    await step(world, id, desk, { do: "accept", bedId: "w1" });
    await step(world, id, nurse, { do: "arrange-transport" });
    await step(world, id, carer, { do: "depart" });
    await step(world, id, "carer@hospital-1", { do: "arrive" });
    await step(world, id, "nurse@hospital-1", { do: "admit" });
    world.pass(3 * day);
    await step(world, id, doctor, { do: "ready" });
    await step(world, id, "facility-manager@home-1", { do: "accept-down" });
    await step(world, id, "nurse@hospital-1", { do: "depart-back" });
    await step(world, id, carer, { do: "receive-back" });
    const { byDirection } = await world.must("show-referral-figures", { as: "facility-manager@home-1" });
    expect(byDirection).toEqual({ up: 1, down: 1 });
    const closed = await step(world, id, nurse, { do: "follow-up" });
    expect(closed).toMatchObject({ state: "closed", requestedBy: { id: nurse } });
    expect(closed.steps.map(({ what, to, facility }: never) => [what, to, (facility as { id: string }).id])).toEqual([
      ["request", "requested", "home-1"],
      ["triage", "triaged", "hospital-1"],
      ["accept", "accepted", "hospital-1"],
      ["arrange-transport", "transport-arranged", "home-1"],
      ["depart", "en-route", "home-1"],
      ["arrive", "arrived", "hospital-1"],
      ["admit", "admitted", "hospital-1"],
      ["ready", "ready-for-down", "hospital-1"],
      ["accept-down", "down-accepted", "home-1"],
      ["depart-back", "returning", "hospital-1"],
      ["receive-back", "follow-up-due", "home-1"],
      ["follow-up", "closed", "home-1"],
    ]);
    expect(closed.snapshots.map(({ occasion }: { occasion: string }) => occasion)).toEqual([
      "request",
      "departure",
      "return",
    ]);
    // The place is free for the next one.
    expect((await request(world)).state).toBe("requested");
  });

  test("is declined with a reason, and offered to the next; who declined sees it no more", async () => {
    const { id } = await request(world);
    expect((await act(world, id, desk, { do: "decline" })).body).toMatchObject({ code: "invalid-request" });
    await step(world, id, desk, { do: "decline", reason: "没有床位" });
    const again = { do: "offer", toFacilityId: "hospital-1" };
    expect((await act(world, id, nurse, again)).body).toMatchObject({ errors: [{ pointer: "#/reason" }] });
    const offered = await step(world, id, nurse, { do: "offer", toFacilityId: "hospital-2" });
    expect(offered).toMatchObject({ state: "requested", destination: { id: "hospital-2", name: "县中医院" } });
    expect(offered.offers).toMatchObject([
      { facility: { id: "hospital-1" }, answer: "declined", reason: "没有床位" },
      { facility: { id: "hospital-2" } },
    ]);
    expect((await world.call("show-referral", { id, as: desk })).body).toMatchObject({ code: "unknown-referral" });
    expect((await world.call("show-referral", { id, as: "doctor@hospital-2" })).status).toBe(200);
  });

  test("goes only where an agreement leads that day", async () => {
    const nowhere = await world.call("request-referral", {
      as: nurse,
      body: { residentId: "resident-1", toFacilityId: "centre-1" },
    });
    expect(nowhere).toMatchObject({ status: 422, body: { code: "no-route" } });
    const agreements = new AgreementStore(world.tables);
    const agreement = await agreements.find("home-1-hospital-1");
    await agreements.save({ ...(agreement as NonNullable<typeof agreement>), validUntil: "2026-11-21", version: 2 });
    const over = await world.call("request-referral", {
      as: nurse,
      body: { residentId: "resident-1", toFacilityId: "hospital-1" },
    });
    expect(over.body).toMatchObject({ code: "no-route" });
  });

  test("is one: a second request is answered with the first, by its id where the asker may see it", async () => {
    const { id } = await request(world);
    const body = { residentId: "resident-1", toFacilityId: "hospital-2" };
    const second = await world.call("request-referral", { as: nurse, body });
    expect(second).toMatchObject({ status: 409, body: { code: "referral-open", about: id } });
    expect((await calledFor(world, "hospital-2")).length).toBe(0);
  });

  test("of twenty requests at once one begins", async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        world.call("request-referral", { as: nurse, body: { residentId: "resident-1", toFacilityId: "hospital-1" } }),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === "referral-open")).toHaveLength(19);
  });

  test("keeps a bed with the acceptance: nobody else has it until the person is admitted, and after they left it is free", async () => {
    const { id } = await request(world);
    const other = await request(world, { residentId: "resident-2" });
    await step(world, id, desk, { do: "accept", bedId: "w1" });
    expect((await act(world, other.id, desk, { do: "accept", bedId: "w1" })).body).toMatchObject({ code: "bed-held" });
    const residents = new ResidentStore(world.tables);
    const guard = async () => (await residents.bedStates("hospital-1", ["w1"]))[0]?.guard;
    expect(await guard()).toMatchObject({ kind: "held", hold: { id, purpose: "referral" } });
    for (const [as, action] of [
      [nurse, "depart"],
      [doctor, "arrive"],
      [doctor, "admit"],
    ] as const)
      await step(world, id, as, { do: action });
    expect(await guard()).toMatchObject({ kind: "occupied", residentId: "resident-1", stayId: id });
    await step(world, id, doctor, { do: "ready" });
    await step(world, id, "doctor@home-1", { do: "accept-down" });
    await step(world, id, doctor, { do: "depart-back" });
    expect(await guard()).toEqual({ kind: "free" });
  });

  test("says so at the admission when the hold ran out and the bed is another's", async () => {
    const { id } = await request(world);
    await step(world, id, desk, { do: "accept", bedId: "w1" });
    await step(world, id, doctor, { do: "arrive" });
    world.pass(4 * day);
    const other = await request(world, { residentId: "resident-2" });
    await step(world, other.id, desk, { do: "accept", bedId: "w1" });
    await step(world, other.id, doctor, { do: "arrive" });
    expect((await step(world, other.id, doctor, { do: "admit" })).steps.at(-1).bedLost).toBeUndefined();
    const admitted = await step(world, id, doctor, { do: "admit" });
    expect([admitted.state, admitted.bed, admitted.steps.at(-1).bedLost]).toEqual(["admitted", undefined, true]);
  });

  test("lets the bed go when it is declined after all, or cancelled", async () => {
    const residents = new ResidentStore(world.tables);
    for (const [as, action] of [
      [desk, "decline"],
      [nurse, "cancel"],
    ] as const) {
      const { id } = await request(world, { residentId: "resident-2" });
      await step(world, id, desk, { do: "accept", bedId: "w1" });
      await step(world, id, as, { do: action, reason: "不再需要" });
      expect((await residents.bedStates("hospital-1", ["w1"]))[0]?.guard).toEqual({ kind: "free" });
      if (action === "decline") await step(world, id, nurse, { do: "cancel", reason: "不再需要" });
    }
  });
});

describe("who may", () => {
  test("a step is the house's whose part it is, unless they said so on the telephone", async () => {
    const { id } = await request(world);
    expect((await act(world, id, "doctor@home-1", { do: "accept" })).body).toMatchObject({ code: "not-your-part" });
    const phone = { with: "急诊科王医生", note: "同意，直接送抢救室" };
    const accepted = await step(world, id, "doctor@home-1", { do: "accept", phone });
    expect(accepted.steps.at(-1)).toMatchObject({
      what: "accept",
      facility: { id: "home-1" },
      party: "destination",
      phone,
    });
    expect(accepted.can).toContainEqual({ do: "depart", as: "home-1", byPhone: false });
    expect(accepted.can).toContainEqual({ do: "arrive", as: "home-1", byPhone: true });
  });

  test("at night the nurse of the home writes down what the hospital answered on the telephone, and takes it back", async () => {
    const { id } = await request(world);
    const phone = { with: "急诊科王医生", note: "同意，直接送抢救室" };
    const refused = { code: "not-your-part" };
    expect((await act(world, id, "nurse@hospital-1", { do: "accept" })).body).toMatchObject(refused);
    expect((await act(world, id, "nurse@hospital-1", { do: "accept", phone })).body).toMatchObject(refused);
    expect((await act(world, id, "carer@home-1", { do: "accept", phone })).body).toMatchObject(refused);
    expect((await act(world, id, nurse, { do: "accept" })).body).toMatchObject(refused);
    const accepted = await step(world, id, nurse, { do: "accept", phone });
    expect(accepted.state).toBe("accepted");
    expect(accepted.steps.at(-1)).toMatchObject({ what: "accept", facility: { id: "home-1" }, phone });
    expect((await step(world, id, nurse, { do: "take-back" })).state).toBe("requested");
    expect((await step(world, id, nurse, { do: "decline", phone, reason: "没有床位" })).state).toBe("declined");
  });

  test("nobody of another house sees it, nor learns that it is there", async () => {
    const { id } = await request(world);
    const theirs = await world.call("show-referral", { id, as: "doctor@hospital-2" });
    const none = await world.call("show-referral", { id: "id-999", as: "doctor@hospital-2" });
    expect(theirs.status).toBe(404);
    expect(JSON.stringify(theirs.body).replaceAll(id, "·")).toBe(JSON.stringify(none.body).replaceAll("id-999", "·"));
    expect((await act(world, id, "doctor@hospital-2", { do: "accept" })).status).toBe(404);
  });

  test("the receiving house reads the case and not the resident's record", async () => {
    const { id } = await request(world);
    expect((await world.must("show-referral", { id, as: doctor })).residentName).toBe("王桂英");
    expect((await world.call("show-resident", { id: "resident-1", as: doctor })).status).toBe(404);
  });

  test("a tap that comes twice changes nothing; one on a version that is gone is refused", async () => {
    const { id, version } = await request(world);
    const once = await step(world, id, desk, { do: "accept", version });
    const twice = await step(world, id, desk, { do: "accept", version });
    expect(twice.version).toBe(once.version);
    expect((await act(world, id, nurse, { do: "cancel", reason: "误点", version })).body).toMatchObject({
      code: "version-conflict",
    });
  });
});

describe("the green channel", () => {
  test("is called from an alert in one action, accepted by agreement, and announced at the receiving desk at once", async () => {
    const id = await green({ centre: "trauma" });
    const shown = await world.must("show-referral", { id, as: desk });
    expect(shown).toMatchObject({ state: "accepted", mode: "green-channel", byPolicy: false, retrospective: {} });
    expect(shown.offers).toMatchObject([{ facility: { id: "hospital-1" }, answer: "by-agreement" }]);
    expect(await calledFor(world, "hospital-1")).toMatchObject([
      { kind: "referral-incoming", priority: "high", facilityId: "hospital-1", escalation: { kind: "to-plan" } },
    ]);
    const told = world.news.filter(({ facilityId }) => facilityId === "hospital-1");
    expect(told.flatMap(({ referrals }) => referrals)).toMatchObject([{ id, state: "accepted" }]);
    expect(JSON.stringify(world.news)).not.toContain("王桂英");
    expect(JSON.stringify(world.news)).not.toContain("跌倒");
    const [snapshot] = (await new ReferralStepStore(world.tables).listSnapshots(id)).items;
    expect(snapshot).toMatchObject({ occasion: "request", fields: { alert: { value: { kind: "fall" } } } });
  });

  test("calls the desk: coordinator, nurses and doctors of the hospital, none of the home", async () => {
    await green();
    await letTimePass(world, second);
    const [alert] = await calledFor(world, "hospital-1");
    const called = alert?.timeline.find(({ what }) => what === "called")?.called;
    expect(called?.people.toSorted()).toEqual([
      "doctor of hospital-1",
      "nurse of hospital-1",
      "referral-coordinator of hospital-1",
    ]);
  });

  test("calls by the name of the house, not by a bed that happens to be called like the person's at home", async () => {
    await green();
    await letTimePass(world, second);
    const calls = [...world.queued.values()].filter(({ queue }) => queue === "notification-due");
    const messages = calls.map(({ name, dueAt }, at) => ({
      messageId: `m-${at}`,
      timer: { name, dueAt },
      receiveCount: 1,
    }));
    await world.invoke("send-notification", queueEvent("notification-due", messages));
    const toDesk = world.sent.map(({ message }) => message.title).filter((title) => title.includes("县人民医院"));
    expect(toDesk.length).toBeGreaterThan(0);
    expect(world.sent.map(({ message }) => message.title).join()).not.toContain("内科1床");
  });

  test("shows the home no alert of the hospital's, nor the hospital one of the home's", async () => {
    await green();
    const list = async (as: string, query: Record<string, string>) =>
      (await world.must("list-alerts", { as, query })).items.map(({ kind }: { kind: string }) => kind);
    expect(await list(nurse, { residentId: "resident-1" })).toEqual(["fall"]);
    expect(await list(desk, {})).toEqual(["referral-incoming"]);
  });

  test("is quiet once the desk has seen it, and its alert ends with the arrival", async () => {
    const id = await green();
    const [alert] = await calledFor(world, "hospital-1");
    await world.must("acknowledge-alert", { id: alert?.id ?? "", as: desk, body: {} });
    await letTimePass(world, 9 * minute);
    const seen = await new AlertStore(world.tables).find(alert?.id ?? "");
    expect(seen?.timeline.filter(({ what }) => what === "called").length).toBeLessThanOrEqual(1);
    await step(world, id, carer, { do: "depart" });
    await step(world, id, "nurse@hospital-1", { do: "arrive" });
    expect(await calledFor(world, "hospital-1")).toEqual([]);
  });

  test("is never declined: the hospital puts another in its place, which is announced there and not here", async () => {
    const id = await green();
    expect((await act(world, id, desk, { do: "decline", reason: "抢救室满" })).body).toMatchObject({
      code: "step-impossible",
    });
    const moved = await step(world, id, desk, { do: "substitute", toFacilityId: "hospital-2", reason: "抢救室满" });
    expect(moved).toMatchObject({ state: "accepted", destination: { id: "hospital-2" } });
    expect(moved.offers.map(({ answer }: { answer: string }) => answer)).toEqual(["passed-on", "by-agreement"]);
    expect(await calledFor(world, "hospital-1")).toEqual([]);
    expect(await calledFor(world, "hospital-2")).toMatchObject([{ kind: "referral-incoming" }]);
    expect(world.news.at(-1)?.facilityId).toBeDefined();
    expect(new Set(world.news.slice(-3).map(({ facilityId }) => facilityId))).toContain("hospital-2");
  });

  test("makes an emergency of a routine request that waits, and shows one that there is", async () => {
    const { id } = await request(world, { toFacilityId: "hospital-2" });
    const upgraded = await green();
    expect(upgraded).toBe(id);
    expect(await caseOf(world, id)).toMatchObject({
      mode: "green-channel",
      state: "accepted",
      destinationId: "hospital-1",
    });
    const again = await world.must("call-green-channel", { id: (await fall(world)) || "", as: nurse, body: {} });
    expect(again.id).toBe(id);
    expect(await calledFor(world, "hospital-1")).toHaveLength(1);
  });

  test("is never blocked by a case that nobody brought to its end", async () => {
    const { id } = await request(world);
    await step(world, id, desk, { do: "accept" });
    await step(world, id, desk, { do: "arrive" });
    await step(world, id, "nurse@hospital-1", { do: "treat" });
    const next = await green();
    expect(next).not.toBe(id);
    expect(await caseOf(world, id)).toMatchObject({ state: "closed" });
    expect(await caseOf(world, next)).toMatchObject({ state: "accepted", previousId: id });
  });

  test("asks before it ends a case whose person lies in the hospital", async () => {
    const { id } = await request(world);
    await step(world, id, desk, { do: "arrive" });
    await step(world, id, doctor, { do: "admit" });
    const alert = await fall(world);
    const refused = await world.call("call-green-channel", { id: alert, as: nurse, body: {} });
    expect(refused.body).toMatchObject({ code: "referral-open", about: id });
    const anew = await world.must("call-green-channel", { id: alert, as: nurse, body: { anew: true } });
    expect(anew.id).not.toBe(id);
    expect(await caseOf(world, id)).toMatchObject({ state: "closed" });
  });

  test("goes out although nothing of the snapshot can be read", async () => {
    const alert = await fall(world);
    const { engine } = world;
    world.engine = {
      ...intercepted(engine, async () => undefined),
      query: async (table, query) => {
        if (table.name === "series") throw new Error("the series are unreadable");
        return engine.query(table, query);
      },
    };
    const { state } = await world.must("call-green-channel", { id: alert, as: carer, body: {} });
    expect(state).toBe("accepted");
  });

  test("goes out although the record is such that no snapshot can be taken of it", async () => {
    const alert = await fall(world);
    const residents = new ResidentStore(world.tables);
    const resident = (await residents.find("resident-1")) as NonNullable<Awaited<ReturnType<typeof residents.find>>>;
    const { birthDate: _, ...damaged } = resident;
    await residents.replace(resident, damaged as typeof resident);
    const { state, snapshots } = await world.must("call-green-channel", { id: alert, as: carer, body: {} });
    expect([state, snapshots]).toEqual(["accepted", []]);
    expect(world.log.some(({ message }) => message === "the snapshot of an emergency was not taken")).toBe(true);
  });

  test("is not called from an alert that speaks of a referral itself, nor without an agreement", async () => {
    await green();
    const [incoming] = await calledFor(world, "hospital-1");
    const again = await world.call("call-green-channel", { id: incoming?.id ?? "", as: desk, body: {} });
    expect(again.body).toMatchObject({ code: "step-impossible" });
    const agreements = new AgreementStore(world.tables);
    for (const id of ["home-1-hospital-1", "home-1-hospital-2"]) {
      const agreement = (await agreements.find(id)) as NonNullable<Awaited<ReturnType<typeof agreements.find>>>;
      await agreements.save({ ...agreement, covers: ["up-referral"], version: 2 });
    }
    const body = { residentId: "resident-2", mode: "green-channel" };
    expect((await world.call("request-referral", { as: nurse, body })).body).toMatchObject({ code: "no-route" });
  });
});

describe("who comes to another house", () => {
  test("is treated there in the same case, which says where and who said so, and is followed up", async () => {
    const id = await green();
    const elsewhere = { do: "arrive-elsewhere", toFacilityId: "outside-1", reason: "120 直接送市一院，随车医生来电" };
    for (const toFacilityId of ["home-1", "nowhere"])
      expect((await act(world, id, nurse, { ...elsewhere, toFacilityId })).body).toMatchObject({ code: "no-route" });
    expect((await act(world, id, nurse, { ...elsewhere, reason: undefined })).body).toMatchObject({
      errors: [{ pointer: "#/reason" }],
    });
    const there = await step(world, id, nurse, elsewhere);
    expect(there).toMatchObject({ state: "arrived", destination: { id: "outside-1" } });
    expect(there.offers.map(({ answer }: { answer: string }) => answer)).toEqual(["withdrawn", "accepted"]);
    expect(await calledFor(world, "hospital-1")).toEqual([]);
    expect((await world.call("show-referral", { id, as: desk })).status).toBe(404);
    await step(world, id, nurse, { do: "receive-back" });
    expect((await step(world, id, nurse, { do: "follow-up" })).state).toBe("closed");
  });

  test("outside the service is said with where, and by whom", async () => {
    const id = await green();
    expect((await act(world, id, nurse, { do: "elsewhere" })).body).toMatchObject({ code: "invalid-request" });
    const away = await step(world, id, nurse, { do: "elsewhere", reason: "邻市医院，女儿来电" });
    expect(away).toMatchObject({ state: "away", waitsFor: "origin" });
    expect(away.closedAt).toBeUndefined();
  });
});

describe("by the facility's policy", () => {
  const agreed = { greenChannel: { afterStep: 3 } };
  const agree = (body: object = agreed) =>
    world.must("set-referral-policy", { id: "home-1", as: "facility-manager@home-1", body });

  test("the green channel is called when nobody answers, after the agreed step, once, and people go on being called", async () => {
    await agree();
    const alert = await fall(world);
    await letTimePass(world, 2 * minute - 1);
    expect(await calledFor(world, "hospital-1")).toEqual([]);
    await letTimePass(world, 2);
    const [incoming] = await calledFor(world, "hospital-1");
    const id = incoming?.reason.code === "referral" ? incoming.reason.referralId : "";
    const shown = await world.must("show-referral", { id, as: desk });
    expect(shown).toMatchObject({ byPolicy: true, alertId: alert, state: "accepted" });
    await letTimePass(world, 20 * minute);
    expect((await stepsOf(world, id)).filter(({ what }) => what === "request")).toHaveLength(1);
    const called = (await new AlertStore(world.tables).find(alert))?.timeline.filter(({ what }) => what === "called");
    expect(called?.length).toBeGreaterThan(5);
  });

  test("nobody calls it when somebody answered, nor for who is under a hospice plan, nor without an agreed policy", async () => {
    const alert = await fall(world);
    await letTimePass(world, 11 * minute);
    expect(await calledFor(world, "hospital-1")).toEqual([]);
    await agree();
    await world.must("acknowledge-alert", { id: alert, as: carer, body: {} });
    await letTimePass(world, 4 * minute);
    expect(await calledFor(world, "hospital-1")).toEqual([]);
    await letTimePass(world, 20 * second);
    const residents = new ResidentStore(world.tables);
    const resident = (await residents.find("resident-1")) as NonNullable<Awaited<ReturnType<typeof residents.find>>>;
    await residents.replace(resident, { ...resident, palliative: true });
    await letTimePass(world, 20 * minute);
    expect(await calledFor(world, "hospital-1")).toEqual([]);
  });

  test("a case that is over is not begun again for the same calls", async () => {
    await agree();
    await fall(world);
    await letTimePass(world, 3 * minute);
    const [incoming] = await calledFor(world, "hospital-1");
    const id = incoming?.reason.code === "referral" ? incoming.reason.referralId : "";
    await step(world, id, nurse, { do: "elsewhere", reason: "家属自驾去市里，女儿来电" });
    await letTimePass(world, 30 * minute);
    expect(await calledFor(world, "hospital-1")).toEqual([]);
  });

  test("it goes out at the next try when the storage failed", async () => {
    await agree();
    await fall(world);
    let failing = true;
    world.engine = intercepted(world.tables, async (writes) => {
      if (failing && writes.some(({ table }) => table.name === "referrals")) throw new Error("the storage is down");
    });
    await letTimePass(world, 3 * minute);
    expect(await calledFor(world, "hospital-1")).toEqual([]);
    failing = false;
    await letTimePass(world, 3 * minute);
    expect(await calledFor(world, "hospital-1")).toHaveLength(1);
  });

  test("is set only towards a hospital that has agreed", async () => {
    const wrong = await world.call("set-referral-policy", {
      id: "home-1",
      as: "facility-manager@home-1",
      body: { greenChannel: { afterStep: 2, toFacilityId: "outside-1" } },
    });
    expect(wrong.body).toMatchObject({ code: "no-route" });
    await agree();
    expect(await world.must("show-referral-policy", { id: "home-1", as: nurse })).toMatchObject({
      version: 1,
      ...agreed,
    });
  });
});

describe("who is late", () => {
  test("is called through an alert of their own house, which the next step ends", async () => {
    const { id } = await request(world);
    await letTimePass(world, 2 * hour + second);
    const [late] = await calledFor(world, "hospital-1");
    expect(late).toMatchObject({
      kind: "referral-late",
      priority: "medium",
      reason: { state: "requested", referralId: id },
    });
    expect(await calledFor(world, "home-1")).toEqual([]);
    expect(late?.reason).toMatchObject({ house: "县人民医院", owner: "referral-coordinator of hospital-1" });
    const { reason } = await world.must("show-alert", { id: late?.id ?? "", as: desk });
    expect(reason.zh).toContain("负责：县人民医院 referral-coordinator of hospital-1");
    const triaged = await step(world, id, "nurse@hospital-1", { do: "triage" });
    expect(await calledFor(world, "hospital-1")).toEqual([]);
    expect(triaged.steps.at(-1).lateMinutes).toBeCloseTo(0, 0);
    expect(triaged.stages[0]).toMatchObject({ state: "requested", isLate: true });
  });

  test("is named: who acted last for that house, wherever the call of it goes", async () => {
    const { id } = await request(world);
    await step(world, id, desk, { do: "accept" });
    await letTimePass(world, day + second);
    expect((await stepsOf(world, id)).at(-1)).toMatchObject({ what: "late", owner: "nurse of home-1" });
    const shown = await world.must("show-referral", { id, as: nurse });
    expect(shown.steps.at(-1).owner).toBe("nurse of home-1");
  });

  test("is called once however often the timer comes, and by the sweep when the timer is lost", async () => {
    const { id } = await request(world);
    world.pass(3 * hour);
    world.queued.clear();
    await world.invoke("sweep-referrals", recorded("schedule"));
    await world.invoke("sweep-referrals", recorded("schedule"));
    await Promise.all(Array.from({ length: 5 }, () => wakeReferral(world, id)));
    expect(await calledFor(world, "hospital-1")).toHaveLength(1);
    expect((await stepsOf(world, id)).map(({ what }) => what)).toEqual(["request", "late"]);
  });

  test("is called again when a person closed the alert and nothing happened", async () => {
    const { id } = await request(world);
    await letTimePass(world, 2 * hour + second);
    const [late] = await calledFor(world, "hospital-1");
    await world.must("resolve-alert", { id: late?.id ?? "", as: doctor, body: { outcome: "real" } });
    world.pass(day + minute);
    await wakeReferral(world, id);
    expect(await calledFor(world, "hospital-1")).toHaveLength(1);
  });

  test("in the green channel is high, and where nobody uses the service the other side is called", async () => {
    await green();
    await letTimePass(world, 10 * minute + second);
    const late = (await calledFor(world, "home-1")).filter(({ kind }) => kind === "referral-late");
    expect(late.map(({ priority }) => priority)).toEqual(["high"]);
    const { id } = await request(world, { residentId: "resident-2", toFacilityId: "outside-1" });
    world.pass(2 * hour + second);
    await wakeReferral(world, id);
    expect((await calledFor(world, "home-1")).map(({ reason }) => reason)).toContainEqual(
      expect.objectContaining({ referralId: id, state: "requested" }),
    );
  });

  test("a request that nobody touches ends after a week, and stands in nobody's way", async () => {
    const { id } = await request(world);
    world.pass(2 * hour + 7 * day + second);
    await world.invoke("sweep-referrals", recorded("schedule"));
    expect(await caseOf(world, id)).toMatchObject({ state: "cancelled" });
    expect(await calledFor(world, "hospital-1")).toEqual([]);
  });
});

describe("the end of somebody's care", () => {
  test("ends a case that has not begun to move, and leaves one that has on the hospital's board", async () => {
    for (const isMoving of [false, true]) {
      const residentId = isMoving ? "resident-1" : "resident-2";
      const { id } = await request(world, { residentId });
      if (isMoving) await step(world, id, desk, { do: "accept" });
      if (isMoving) await step(world, id, nurse, { do: "depart" });
      await world.must("discharge-resident", { id: residentId, body: { reason: "hospital", openAlerts: "real" } });
      expect((await caseOf(world, id)).state).toBe(isMoving ? "en-route" : "cancelled");
    }
  });

  test("who died is not expected anywhere", async () => {
    const id = await green();
    await world.must("discharge-resident", { id: "resident-1", body: { reason: "deceased", openAlerts: "real" } });
    expect((await caseOf(world, id)).state).toBe("died");
    expect(await calledFor(world, "hospital-1")).toEqual([]);
  });

  test("and a move to another home takes no alert of the hospital along", async () => {
    await green();
    await world.must("move-resident", { id: "resident-1", body: { facilityId: "centre-1", bedId: null } });
    expect(await calledFor(world, "hospital-1")).toHaveLength(1);
    expect(await calledFor(world, "centre-1")).toEqual([]);
  });
});

describe("the receiving board", () => {
  const board = async (house = "hospital-1", as = desk) => world.must("list-arrivals", { id: house, as });

  test("shows who comes and when, what to make ready, and the clocks from the door on", async () => {
    const id = await green({ centre: "stroke" });
    await step(world, id, carer, { do: "depart", expectedAt: new Date(world.now + 25 * minute).toISOString() });
    const [expected] = (await board()).expected;
    expect(expected).toMatchObject({ id, minutesToArrival: 25, state: "en-route", residentName: "王桂英" });
    expect(expected.checklist.map(({ code }: { code: string }) => code)).toContain("prepare-ct");
    await world.must("record-time-point", { id, as: "nurse@hospital-1", body: { code: "prepare-ct" } });
    await step(world, id, "nurse@hospital-1", { do: "arrive" });
    world.pass(20 * minute);
    await world.must("record-time-point", { id, as: "nurse@hospital-1", body: { code: "ct" } });
    world.pass(15 * minute);
    const { here } = await board();
    const clocks = Object.fromEntries(here[0].clocks.map((clock: { code: string }) => [clock.code, clock]));
    expect(clocks["door-to-ct"]).toMatchObject({ state: "met", minutes: 20, targetMinutes: 25 });
    expect(clocks["door-to-needle"]).toMatchObject({ state: "running", minutes: 35, targetMinutes: 60 });
    expect(here[0].checklist.find(({ code }: { code: string }) => code === "prepare-ct").doneAt).toBeDefined();
  });

  test("lists who is fit to go back, since how many days, and at home who comes back", async () => {
    const { id } = await request(world);
    await step(world, id, desk, { do: "arrive" });
    await step(world, id, doctor, { do: "admit" });
    await step(world, id, doctor, { do: "ready" });
    world.pass(3 * day + hour);
    expect((await board()).fitForDown).toMatchObject([{ id, fitForDays: 3 }]);
    expect((await board("home-1", nurse)).comingBack).toMatchObject([{ id }]);
    await step(world, id, "doctor@home-1", { do: "decline-down", reason: "隔离房间不够" });
    const moved = await step(world, id, doctor, { do: "offer-down", toFacilityId: "centre-1" });
    expect(moved).toMatchObject({ state: "ready-for-down", return: { id: "centre-1" } });
    expect((await board()).fitForDown).toMatchObject([{ id, fitForDays: 3 }]);
    await step(world, id, "doctor@centre-1", { do: "accept-down" });
    expect((await board("centre-1", "nurse@centre-1")).comingBack).toMatchObject([{ id, state: "down-accepted" }]);
  });

  test("a moment is corrected with its reason only, beside what was said, and never lies in the future", async () => {
    const id = await green({ centre: "stroke" });
    const say = (at: number, reason?: string) =>
      world.call("record-time-point", {
        id,
        as: nurse,
        body: { code: "last-known-well", at: new Date(at).toISOString(), reason },
      });
    expect((await say(world.now + hour)).body).toMatchObject({ code: "step-impossible" });
    await say(world.now - hour);
    expect((await say(world.now - 2 * hour)).body).toMatchObject({ errors: [{ pointer: "#/reason" }] });
    await say(world.now - 2 * hour, "家属更正");
    const { timePoints } = await caseOf(world, id);
    expect(timePoints.map(({ at, reason }) => [at, reason])).toEqual([
      [world.now - hour, undefined],
      [world.now - 2 * hour, "家属更正"],
    ]);
  });

  test("a repeated tap changes no time; the hospital's moments are the hospital's, and none is of an ended case", async () => {
    const id = await green({ centre: "chest-pain" });
    const tap = (code: string, as: string) => world.call("record-time-point", { id, as, body: { code } });
    await step(world, id, nurse, { do: "depart" });
    await step(world, id, "nurse@hospital-1", { do: "arrive" });
    const door = world.now;
    world.pass(5 * minute);
    await tap("first-ecg", doctor);
    world.pass(10 * minute);
    expect((await tap("first-ecg", "nurse@hospital-1")).status).toBe(200);
    expect((await tap("needle", nurse)).body.code).toBe("not-your-part");
    expect((await caseOf(world, id)).timePoints.map(({ at }) => at)).toEqual([door + 5 * minute]);
    await step(world, id, doctor, { do: "died" });
    expect((await tap("wire", doctor)).body.code).toBe("step-impossible");
  });
});

test("whoever may see a resident sees where their open referral has brought them, and nobody of the staff", async () => {
  await world.person("supervisor", { roles: [{ role: "health-supervisor" }] });
  const shown = async () => (await world.must("show-resident", { id: "resident-1", as: "supervisor" })).transfer;
  expect(await shown()).toBeUndefined();
  const { id, destination } = await request(world);
  const hospital = destination.name;
  expect(await shown()).toEqual({ stage: "leaving", hospital, since: expect.any(String) });
  await step(world, id, desk, { do: "accept" });
  await step(world, id, carer, { do: "depart" });
  expect(await shown()).toMatchObject({ stage: "on-the-way", hospital });
  await step(world, id, "nurse@hospital-1", { do: "arrive" });
  expect(await shown()).toMatchObject({ stage: "at-hospital" });
  await step(world, id, "nurse@hospital-1", { do: "admit" });
  expect(await shown()).toMatchObject({ stage: "in-hospital" });
  await step(world, id, doctor, { do: "died" });
  expect(await shown()).toBeUndefined();
});

test("with a damaged referral a resident's page opens all the same, and does not say that all is well", async () => {
  const { id } = await request(world);
  const item = (await world.tables.get(tables.referrals, { key: `referral#${id}` })) as Item;
  await world.tables.write([{ kind: "put", table: tables.referrals, item: { ...item, json: "{" } }]);
  expect((await world.must("show-resident", { id: "resident-1", as: nurse })).transfer).toEqual({ stage: "unknown" });
  expect(world.log.map(({ message }) => message)).toContain("referral cannot be read");
});

test("the list has each case once, for every house of the caller, the last one first", async () => {
  const first = await request(world);
  world.pass(minute);
  const second = await request(world, { residentId: "resident-2" });
  await world.person("both", {
    roles: [
      { role: "nurse", facilityId: "home-1" },
      { role: "nurse", facilityId: "hospital-1" },
    ],
  });
  const { items } = await world.must("list-referrals", { as: "both" });
  expect(items.map(({ id }: { id: string }) => id)).toEqual([second.id, first.id]);
  expect((await world.must("list-referrals", { as: "doctor@hospital-2" })).items).toEqual([]);
});
