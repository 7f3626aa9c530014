import type { FhirResource } from "fhir/r4";
import { beforeEach, describe, expect, test } from "vitest";
import { alertTitle } from "../../contracts/words.ts";
import { day, hour, minute } from "../../domain/model/time.ts";
import { referralCallPolicy } from "../../domain/referrals/call-policy.ts";
import { AgreementStore } from "../../stores/agreement-store.ts";
import { act, agree, calledFor, caseOf, consortium, letTimePass, request, step } from "./referring.ts";
import { World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
  await consortium(world);
});

const nurse = "nurse@home-1";
const triage = "nurse@hospital-1";
const dueAfter = async (id: string) => {
  const stage = (await caseOf(world, id)).stages.at(-1);
  return stage?.dueAt === undefined ? undefined : stage.dueAt - stage.at;
};
const shown = (id: string) => world.must("show-referral", { id, as: nurse });

describe("how soon somebody has to be seen", () => {
  test.each([
    ["stat", 30 * minute, "high"],
    ["asap", 2 * hour, "medium"],
    ["urgent", day, "low"],
    ["routine", 2 * day, "low"],
    [undefined, 2 * hour, "low"],
  ])("asked as %s decides by when it is answered, and how loud it is asked", async (urgency, within, priority) => {
    const { id } = await request(world, urgency === undefined ? {} : { urgency });
    expect(await dueAfter(id)).toBe(within);
    expect(await calledFor(world, "hospital-1")).toMatchObject([{ kind: "referral-asked", priority }]);
    expect((await shown(id)).urgency).toBe(urgency);
  });

  test("is decided at triage with its reason, which stands in the row beside what was asked for, and can be taken back", async () => {
    const { id } = await request(world, { urgency: "routine" });
    await step(world, id, triage, { do: "triage", urgency: "stat", reason: "面色苍白，血压偏低" });
    expect(await dueAfter(id)).toBe(hour);
    const after = await shown(id);
    expect(after.urgency).toBe("stat");
    expect(after.steps.map(({ urgency }: { urgency?: object }) => urgency)).toEqual([
      { is: "routine" },
      { was: "routine", is: "stat" },
    ]);
    expect(after.steps[1].reason).toBe("面色苍白，血压偏低");
    await step(world, id, triage, { do: "take-back" });
    expect((await shown(id)).urgency).toBe("routine");
    expect(await dueAfter(id)).toBe(2 * day);
  });

  test("is unsaid again where triage that said it is taken back", async () => {
    const { id } = await request(world);
    await step(world, id, triage, { do: "triage", urgency: "stat" });
    await step(world, id, triage, { do: "take-back" });
    expect((await shown(id)).urgency).toBeUndefined();
  });

  test("stays with the case where the next house is asked, and a refusal of an emergency is loud at home", async () => {
    const { id } = await request(world, { urgency: "stat" });
    await step(world, id, "doctor@hospital-1", { do: "decline", reason: "没有床位" });
    expect(await dueAfter(id)).toBe(15 * minute);
    expect(await calledFor(world, "home-1")).toMatchObject([{ kind: "referral-asked", priority: "high" }]);
    await step(world, id, nurse, { do: "offer", toFacilityId: "hospital-2" });
    expect((await caseOf(world, id)).urgency).toBe("stat");
    expect(await calledFor(world, "hospital-2")).toMatchObject([{ priority: "high" }]);
  });

  test("whoever is late with an emergency is called as for one", async () => {
    const { id } = await request(world, { urgency: "stat" });
    await letTimePass(world, 31 * minute);
    expect((await caseOf(world, id)).lateAlertId).toBeDefined();
    expect(await calledFor(world, "hospital-1")).toMatchObject([{ kind: "referral-late", priority: "high" }]);
  });

  test("is not carried to a hospital that is asked to take them on, unless it is said", async () => {
    const { id } = await request(world, { urgency: "routine" });
    for (const [as, action] of [
      ["doctor@hospital-1", "accept"],
      [nurse, "depart"],
      ["doctor@hospital-1", "arrive"],
    ] as const)
      await step(world, id, as, { do: action });
    await agree(world, "hospital-1", "hospital-2", ["up-referral"]);
    const onward = { do: "transfer-onward", toFacilityId: "hospital-2", reason: "须造影" };
    await step(world, id, "doctor@hospital-1", onward);
    expect((await caseOf(world, id)).urgency).toBeUndefined();
    await step(world, id, "doctor@hospital-1", { do: "take-back" });
    await step(world, id, "doctor@hospital-1", { ...onward, urgency: "stat" });
    expect(await calledFor(world, "hospital-2")).toMatchObject([{ kind: "referral-asked", priority: "high" }]);
  });
});

describe("whoever signed with a family doctor", () => {
  test("is marked on the case, and comes before others of the same urgency, never before a more urgent one", async () => {
    await world.must("change-resident", { id: "resident-1", body: { familyDoctor: "城关卫生院 王医生" } });
    const first = await request(world, { urgency: "urgent" });
    expect(first.isContracted).toBe(true);
    const others = ["urgent", "stat", "routine", undefined] as const;
    for (const [n, urgency] of others.entries()) {
      const residentId = `other-${n}`;
      await world.must("register-resident", {
        body: { id: residentId, name: `他人${n}`, sex: "male", birthDate: "1940-01-01", facilityId: "home-1" },
      });
      world.now -= minute;
      await request(world, { residentId, ...(urgency !== undefined && { urgency }) });
    }
    const { entry } = await world.must("export-referral", { id: first.id, as: triage });
    const resources = entry.map(({ resource }: { resource: FhirResource }) => resource);
    expect(resources.find((each: FhirResource) => each.resourceType === "ServiceRequest")).toMatchObject({
      priority: "urgent",
      note: [{ text: "优先转诊（家庭医生签约）" }],
    });
    const { requests } = await world.must("list-arrivals", { id: "hospital-1", as: triage });
    expect(
      requests.map(({ residentId, urgency }: { residentId: string; urgency?: string }) => [residentId, urgency]),
    ).toEqual([
      ["other-1", "stat"],
      ["other-3", undefined],
      ["resident-1", "urgent"],
      ["other-0", "urgent"],
      ["other-2", "routine"],
    ]);
  });
});

describe("triage finds an emergency", () => {
  test("by one step of the hospital, which tells its desk, and calls the home until somebody leaves", async () => {
    const { id } = await request(world, { urgency: "asap" });
    expect((await act(world, id, triage, { do: "triage", urgency: "stat" })).status).toBe(400);
    await step(world, id, triage, { do: "triage", urgency: "stat", reason: "血压偏低" });
    const after = await step(world, id, triage, { do: "upgrade", reason: "须立即处置" });
    expect([after.mode, after.state, after.destination.id]).toEqual(["green-channel", "accepted", "hospital-1"]);
    expect(after.stages.map(({ state, mode }: { state: string; mode?: string }) => [state, mode])).toEqual([
      ["requested", "routine"],
      ["triaged", "routine"],
      ["accepted", undefined],
    ]);
    expect((await calledFor(world, "hospital-1")).map(({ kind }) => kind)).toEqual(["referral-incoming"]);
    const [told] = await calledFor(world, "home-1");
    expect(told).toMatchObject({ kind: "referral-asked", priority: "high" });
    expect(told && alertTitle(told.kind, told.reason).zh).toBe("医院要求走绿色通道，请立即送出");
    await step(world, id, nurse, { do: "note", reason: "正在准备" });
    expect((await calledFor(world, "home-1")).map((alert) => alert.id)).toEqual([told?.id]);
    await step(world, id, nurse, { do: "depart" });
    expect(await calledFor(world, "home-1")).toEqual([]);
  });

  test("for itself alone, and only where an agreement opens the green channel to it", async () => {
    const { id } = await request(world, {});
    const other = await act(world, id, triage, { do: "upgrade", toFacilityId: "hospital-2" });
    expect([other.status, (await caseOf(world, id)).mode]).toEqual([400, "routine"]);
    const agreements = new AgreementStore(world.tables);
    const way = { id: "home-1-hospital-1", fromFacilityId: "home-1", toFacilityId: "hospital-1" };
    const less = { ...way, covers: ["up-referral"], validFrom: "2026-01-01", changes: [], version: 2 } as const;
    expect(await agreements.save(less)).toBe("saved");
    const closed = await act(world, id, triage, { do: "upgrade" });
    expect([closed.status, (await caseOf(world, id)).destinationId]).toEqual([422, "hospital-1"]);
  });

  test("said by whoever sends them calls nobody at home", async () => {
    const { id } = await request(world, { urgency: "asap" });
    await step(world, id, nurse, { do: "upgrade" });
    expect(await calledFor(world, "home-1")).toEqual([]);
  });
});

test("a question that presses calls at any hour, and nobody has to be on site for it", () => {
  const { rules } = referralCallPolicy("hospital-1", "referral-asked");
  expect(rules.map(({ priority, daily, onSiteWithinMs }) => [priority, daily !== undefined, onSiteWithinMs])).toEqual([
    ["high", false, day],
    ["medium", false, day],
    ["low", true, day],
  ]);
});

describe("the house's own times", () => {
  const set = (body: object) =>
    world.call("set-referral-policy", { id: "hospital-1", as: "facility-manager@hospital-1", body });

  test("are said for each urgency, shown with their default to whoever may read the policy, and hold", async () => {
    const { status } = await set({ deadlines: { routine: { requested: 45 }, answers: { stat: { requested: 10 } } } });
    expect(status).toBe(200);
    const rows = (await world.must("show-referral-policy", { id: "hospital-1", as: triage })).deadlines.filter(
      ({ state, mode }: { state: string; mode: string }) => state === "requested" && mode === "routine",
    );
    expect(
      rows.map((row: Record<string, unknown>) => [row.urgency, row.defaultMinutes, row.ownMinutes, row.longestMinutes]),
    ).toEqual([
      ["stat", 30, 10, 120],
      ["asap", 120, 45, 480],
      ["urgent", 1440, undefined, 5760],
      ["routine", 2880, undefined, 11_520],
    ]);
    expect(await dueAfter((await request(world, { urgency: "stat" })).id)).toBe(10 * minute);
  });

  test.each([
    ["longer than four times the default", { stat: { requested: 121 } }, "#/deadlines/answers/stat/requested"],
    ["of what the stage itself has", { asap: { requested: 60 } }, "#/deadlines/answers/asap/requested"],
  ])("%s are refused by their place", async (_claim, answers, pointer) => {
    const { status, body } = await set({ deadlines: { answers } });
    expect([status, body.errors[0].pointer]).toEqual([400, pointer]);
  });
});
