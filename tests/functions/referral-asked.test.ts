import { beforeEach, describe, expect, test } from "vitest";
import { alertTitle } from "../../contracts/words.ts";
import { ruleFor } from "../../domain/escalation/policy.ts";
import { day, hour, midnightInShanghai, minute } from "../../domain/model/time.ts";
import { referralCallPolicy } from "../../domain/referrals/call-policy.ts";
import { AgreementStore } from "../../stores/agreement-store.ts";
import { AlertStore } from "../../stores/alert-store.ts";
import { agree, calledFor, caseOf, consortium, letTimePass, request, step, wakeReferral } from "./referring.ts";
import { World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
  await consortium(world);
});

const nurse = "nurse@home-1";
const doctor = "doctor@hospital-1";
const second = "doctor@hospital-2";

const kindsFor = async (facilityId: string) => (await calledFor(world, facilityId)).map(({ kind }) => kind);
const everyone = async () => ({
  home: await kindsFor("home-1"),
  hospital: await kindsFor("hospital-1"),
  second: await kindsFor("hospital-2"),
});
const none = { home: [], hospital: [], second: [] };

describe("who has to answer is told in the same write", () => {
  test("a request calls the desk of the hospital with low priority, once, until the next step", async () => {
    world.now = midnightInShanghai(world.now) + day + 9 * hour;
    const { id } = await request(world);
    const [asked] = await calledFor(world, "hospital-1");
    expect(asked).toMatchObject({ kind: "referral-asked", priority: "low", handling: "new", raisedAt: world.now });
    expect(asked?.reason).toMatchObject({ referralId: id, state: "requested" });
    expect(await everyone()).toEqual({ ...none, hospital: ["referral-asked"] });
    await step(world, id, nurse, { do: "note", reason: "家属已同意" });
    expect((await calledFor(world, "hospital-1")).map((alert) => alert.id)).toEqual([asked?.id]);
    await letTimePass(world, minute);
    await world.must("acknowledge-alert", { id: asked?.id ?? "", as: doctor, body: {} });
    await letTimePass(world, hour);
    expect((await new AlertStore(world.tables).find(asked?.id ?? ""))?.handling).toBe("acknowledged");
    await step(world, id, doctor, { do: "triage" });
    expect(await everyone()).toEqual(none);
    expect((await caseOf(world, id)).askedAlertId).toBeUndefined();
  });

  test("a refusal calls the home, an offer to the next calls that one and the first no more", async () => {
    const { id } = await request(world);
    await step(world, id, doctor, { do: "decline", reason: "没有床位" });
    expect(await everyone()).toEqual({ ...none, home: ["referral-asked"] });
    await step(world, id, nurse, { do: "offer", toFacilityId: "hospital-2" });
    expect(await everyone()).toEqual({ ...none, second: ["referral-asked"] });
    await step(world, id, nurse, { do: "offer", toFacilityId: "hospital-1", reason: "床位已空出" });
    expect(await everyone()).toEqual({ ...none, hospital: ["referral-asked"] });
    await step(world, id, doctor, { do: "accept" });
    expect(await everyone()).toEqual(none);
  });

  test("fit to go back calls who takes back, their refusal the hospital, the next house asked that one", async () => {
    const { id } = await request(world);
    for (const [as, action] of [
      [doctor, "accept"],
      [nurse, "depart"],
      [doctor, "arrive"],
      [doctor, "ready"],
    ] as const)
      await step(world, id, as, { do: action });
    expect(await everyone()).toEqual({ ...none, home: ["referral-asked"] });
    const [first] = await calledFor(world, "home-1");
    await world.must("acknowledge-alert", { id: first?.id ?? "", as: nurse, body: {} });
    await step(world, id, doctor, { do: "offer-down", toFacilityId: "home-1" });
    expect(await calledFor(world, "home-1")).toMatchObject([{ id: first?.id, handling: "new" }]);
    await step(world, id, "doctor@home-1", { do: "decline-down", reason: "护理员不足" });
    expect(await everyone()).toEqual({ ...none, hospital: ["referral-asked"] });
    await step(world, id, doctor, { do: "offer-down", toFacilityId: "centre-1" });
    expect(await everyone()).toEqual(none);
    expect(await kindsFor("centre-1")).toEqual(["referral-asked"]);
    await step(world, id, "doctor@centre-1", { do: "accept-down" });
    expect(await kindsFor("centre-1")).toEqual([]);
  });

  test("on from hospital to hospital: the next one is asked, and its refusal calls the one that asked", async () => {
    const { id } = await request(world);
    for (const [as, action] of [
      [doctor, "accept"],
      [nurse, "depart"],
      [doctor, "arrive"],
    ] as const)
      await step(world, id, as, { do: action });
    await agree(world, "hospital-1", "hospital-2", ["up-referral"]);
    await step(world, id, doctor, { do: "transfer-onward", toFacilityId: "hospital-2", reason: "须造影" });
    expect(await everyone()).toEqual({ ...none, second: ["referral-asked"] });
    await step(world, id, second, { do: "decline", reason: "没有床位" });
    expect(await everyone()).toEqual({ ...none, hospital: ["referral-asked"] });
  });
});

describe("nobody is called who knows, or who would hear of it twice", () => {
  test("what was said on the telephone is known to whoever wrote it down; an external hospital has nobody to call", async () => {
    const phone = { with: "李医生" };
    const { id } = await request(world, { toFacilityId: "outside-1" });
    expect(await kindsFor("outside-1")).toEqual([]);
    await step(world, id, "doctor@home-1", { do: "decline", reason: "没有床位", phone });
    expect(await kindsFor("home-1")).toEqual([]);
  });

  test("an emergency calls as before, and a request that becomes one is no question any more", async () => {
    const { id } = await request(world);
    await step(world, id, nurse, { do: "upgrade" });
    expect(await everyone()).toEqual({ ...none, hospital: ["referral-incoming"] });
  });

  test("a request of the house to which they moved has the open call of the one before, to the end", async () => {
    const way = { fromFacilityId: "centre-1", toFacilityId: "hospital-1", validFrom: "2026-01-01" };
    await new AgreementStore(world.tables).save({ id: "up", ...way, covers: ["up-referral"], changes: [], version: 1 });
    const { id: before } = await request(world);
    const [asked] = await calledFor(world, "hospital-1");
    await world.must("move-resident", { id: "resident-1", body: { facilityId: "centre-1" } });
    const { id } = await request(world, {}, "nurse@centre-1");
    expect(await calledFor(world, "hospital-1")).toMatchObject([
      { id: asked?.id, handling: "new", reason: { referralId: id } },
    ]);
    expect((await caseOf(world, before)).askedAlertId).toBeUndefined();
    await step(world, id, doctor, { do: "accept" });
    expect(await kindsFor("hospital-1")).toEqual([]);
  });

  test("once it is late that is said instead, in one write", async () => {
    const { id } = await request(world);
    await letTimePass(world, 2 * hour);
    expect(await kindsFor("hospital-1")).toEqual(["referral-late"]);
    expect((await caseOf(world, id)).askedAlertId).toBeUndefined();
  });

  test("an acceptance that is taken back asks nobody: they know; an end of the home that is taken back asks the hospital", async () => {
    const { id } = await request(world);
    await step(world, id, doctor, { do: "accept" });
    await step(world, id, doctor, { do: "take-back" });
    expect(await everyone()).toEqual(none);
    await step(world, id, nurse, { do: "cancel", reason: "误点" });
    await step(world, id, nurse, { do: "take-back" });
    expect(await everyone()).toEqual({ ...none, hospital: ["referral-asked"] });
  });

  test("by message alone, to the desk first, never at night", () => {
    const concern = { priority: "low", isTechnical: false } as const;
    const policy = referralCallPolicy("hospital-1", "referral-asked");
    const at = (clock: string) => ruleFor(policy, concern, Date.parse(`2026-07-01T${clock}:00+08:00`));
    expect([at("06:59"), at("22:00")]).toEqual([undefined, undefined]);
    const steps = at("07:00")?.steps ?? [];
    expect(steps.map(({ afterMs, channels }) => [afterMs, channels])).toEqual([
      [0, ["web-push"]],
      [30 * minute, ["web-push"]],
    ]);
    expect(steps[0]?.call).not.toContainEqual({ kind: "on-duty", role: "doctor" });
  });
});

test("a request that nobody dealt with for a week ends, the home is told so, and the hospital reads it in its list", async () => {
  const { id } = await request(world);
  await letTimePass(world, 2 * hour);
  world.pass(7 * day);
  await wakeReferral(world, id);
  expect((await caseOf(world, id)).state).toBe("cancelled");
  expect(await everyone()).toEqual({ ...none, home: ["referral-ended"] });
  const [told] = await calledFor(world, "home-1");
  expect(told?.priority).toBe("low");
  if (told !== undefined) expect(alertTitle(told.kind, told.reason).zh).toBe("转诊长期无人办理，已自动结束：请核对");
  const list = await world.must("list-referrals", {
    as: doctor,
    query: { facilityId: "hospital-1", state: "closed" },
  });
  expect(JSON.stringify(list)).toContain("七天无人办理，自动结束");
});
