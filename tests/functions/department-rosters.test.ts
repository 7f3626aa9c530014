import { beforeEach, describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { roster } from "../../contracts/http/duties.ts";
import { callChain } from "../../contracts/http/escalation.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { alertTitle } from "../../contracts/words.ts";
import type { DutyRole, Shift } from "../../domain/duty/shift.ts";
import { day, hour, minute, second } from "../../domain/model/time.ts";
import { DutyStore } from "../../stores/duty-store.ts";
import { callsOf, fall, staffed } from "./escalating.ts";
import { calledFor, caseOf, consortium, letTimePass, request, step } from "./referring.ts";
import { type Answer, World } from "./world.ts";

let world: World;
const house = "hospital-1";
const departments = [
  { id: "desk", name: "双向转诊办", kind: "referral", isReferralDesk: true },
  { id: "er", name: "急诊科", kind: "emergency" },
  { id: "heart", name: "心内科", kind: "cardiology" },
  { id: "brain", name: "神经内科", kind: "neurology" },
];
beforeEach(async () => {
  world = await new World().furnish();
  await staffed(world);
  await consortium(world);
  await world.must("change-facility", { id: house, body: { departments } });
  for (const id of ["er", "heart", "brain", "ward"]) {
    const reach = { phone: "+8613800000001", pushes: [], language: "zh" } as const;
    await world.person(`${id}-doctor`, { name: id, roles: [{ role: "doctor", facilityId: house }], reach });
  }
});

const manager = `facility-manager@${house}`;
const coordinator = `referral-coordinator@${house}`;
const nurse = "nurse@home-1";
const change = (body: object): Promise<Answer> => world.call("change-duties", { id: house, as: manager, body });
const span = (fromHours: number, untilHours: number) => ({
  from: isoTimeOf(world.now + fromHours * hour),
  until: isoTimeOf(world.now + untilHours * hour),
});

async function onDuty(personId: string, role: DutyRole, departmentId?: string, untilMs = day): Promise<void> {
  const where = { facilityId: house, ...(departmentId !== undefined && { departmentId }) };
  const times = { from: world.now - hour, until: world.now + untilMs };
  const shift: Shift = {
    id: `${personId}-${departmentId}`,
    ...where,
    role,
    personId,
    ...times,
    kind: "planned",
    version: 1,
  };
  await new DutyStore(world.tables).commit({ put: [shift] });
}

/** Emergency, cardiology, neurology and a ward with a doctor each, the desk with its coordinator; no nurse is on duty. */
async function planned(): Promise<void> {
  await onDuty("er-doctor", "doctor", "er");
  await onDuty("heart-doctor", "doctor", "heart");
  await onDuty("brain-doctor", "doctor", "brain");
  await onDuty("ward-doctor", "doctor", "ward");
  await onDuty(coordinator, "referral-coordinator", "desk");
  await onDuty(`nurse@${house}`, "nurse", "ward");
}

const green = async (body: object = {}) =>
  world.must("call-green-channel", { id: await fall(world), as: nurse, body: { toFacilityId: house, ...body } });

/** Who of the hospital was called for the open alerts of a kind, since the last time. */
async function called(kind: string, since = 0): Promise<readonly string[]> {
  const open = (await calledFor(world, house)).filter((alert) => alert.kind === kind);
  const calls = (await Promise.all(open.map(({ id }) => callsOf(world, id)))).flat();
  const to = calls.filter(({ createdAt }) => createdAt >= since).map((call) => call.to);
  return [...new Set(to.flatMap((who) => (who.kind === "person" ? [who.personId] : [])))].sort();
}

describe("a roster of a house with departments", () => {
  test("takes duties for a department or for the whole house, and shows how each stands", async () => {
    const add = { do: "add", role: "doctor", personId: "heart-doctor", departmentId: "heart", ...span(0, 8) };
    const { body } = await change(add);
    expect(body.items).toMatchObject([{ departmentId: "heart", version: 1 }]);
    const moved = { do: "change", dutyId: body.items[0].id, version: 1, departmentId: null };
    expect((await change(moved)).body.items[0].departmentId).toBeUndefined();
    const back = { ...moved, version: 2, departmentId: "brain" };
    expect((await change(back)).body.items).toMatchObject([{ departmentId: "brain", version: 3 }]);
    const untouched = { do: "change", dutyId: body.items[0].id, version: 3, until: span(0, 9).until };
    expect((await change(untouched)).body.items).toMatchObject([{ departmentId: "brain", version: 4 }]);
    const shown = await world.must("list-duties", { id: house, as: manager, query: { until: span(0, 24).until } });
    expect(z.safeParse(roster, shown).error).toBeUndefined();
    expect(shown.desk).toBe("no-roster");
    expect(shown.departments.map(({ id, staffing }: { id: string; staffing: string }) => [id, staffing])).toEqual([
      ["desk", "no-roster"],
      ["er", "no-roster"],
      ["heart", "no-roster"],
      ["brain", "staffed"],
    ]);
    expect(shown.departments[3].gaps).toEqual([{ role: "doctor", ...span(9, 24) }]);
  });

  test("refuses a department that the house has not, says so, and changes nothing", async () => {
    const add = { do: "add", role: "doctor", personId: "heart-doctor", departmentId: "gone", ...span(0, 8) };
    const refused = await change(add);
    expect(refused).toMatchObject({ status: 409, body: { code: "duty-impossible" } });
    expect(JSON.stringify(refused.body)).toContain("没有这个科室");
    expect((await world.must("list-duties", { id: house, as: manager, query: {} })).items).toEqual([]);
  });

  test("copies with the department, but for one that is no more to the whole house", async () => {
    for (const [personId, departmentId] of [
      ["heart-doctor", "heart"],
      ["ward-doctor", "brain"],
    ]) {
      const { status } = await change({ do: "add", role: "doctor", personId, departmentId, ...span(1, 8) });
      expect(status).toBe(200);
    }
    await world.must("change-facility", { id: house, body: { departments: departments.slice(0, 3) } });
    const { body } = await change({ do: "copy", ...span(0, 24), everyDays: 1, times: 1 });
    const copied = body.items.map(({ person, departmentId }: { person: { id: string }; departmentId?: string }) => [
      person.id,
      departmentId,
    ]);
    expect(copied.sort()).toEqual([
      ["heart-doctor", "heart"],
      ["ward-doctor", undefined],
    ]);
  });

  test("says in the call chain whom a green channel calls first, and warns where nobody is at the desk", async () => {
    await planned();
    const shown = await world.must("show-call-chain", { id: house, as: manager, query: {} });
    expect(z.safeParse(callChain, shown).error).toBeUndefined();
    const names = (one: { people: { id: string }[] }) => one.people.map(({ id }) => id);
    expect(shown.referral.desk).toBe("staffed");
    expect(names(shown.referral.steps[0])).toEqual([coordinator, "er-doctor"]);
    expect(names(shown.referral.steps[1])).toContain("ward-doctor");
    expect(shown.warnings.map(({ code }: { code: string }) => code)).not.toContain("desk-empty");
    const later = { at: isoTimeOf(world.now + 2 * day) };
    const empty = await world.must("show-call-chain", { id: house, as: manager, query: later });
    expect(empty.referral.desk).toBe("nobody");
    expect(empty.warnings).toContainEqual(expect.objectContaining({ code: "desk-empty", priority: "high" }));
    expect(
      (await world.must("show-call-chain", { id: "hospital-2", as: `facility-manager@hospital-2`, query: {} }))
        .referral,
    ).toBeUndefined();
  });
});

describe("an emergency", () => {
  test("calls the centre's department and the desk at once, and the whole house when they do not answer", async () => {
    await planned();
    await green({ centre: "chest-pain" });
    await letTimePass(world, second);
    expect(await called("referral-incoming")).toEqual(["heart-doctor", coordinator]);
    await letTimePass(world, minute);
    expect(await called("referral-incoming")).toEqual(
      [
        "brain-doctor",
        `doctor@${house}`,
        "er-doctor",
        "heart-doctor",
        "ward-doctor",
        `nurse@${house}`,
        coordinator,
      ].sort(),
    );
  });

  test("calls the whole house at once where neither is on duty", async () => {
    await onDuty("ward-doctor", "doctor", "ward");
    await onDuty(coordinator, "referral-coordinator", "desk", -minute);
    await green({ centre: "chest-pain" });
    await letTimePass(world, second);
    expect(await called("referral-incoming")).toContain("ward-doctor");
  });

  test("of which another centre is to prepare calls that one's people, although the desk had answered", async () => {
    await planned();
    const { id } = await green({ centre: "chest-pain" });
    await letTimePass(world, second);
    const [incoming] = await calledFor(world, house);
    await world.must("acknowledge-alert", { id: incoming?.id ?? "", as: coordinator, body: {} });
    await letTimePass(world, 5 * minute);
    expect(await called("referral-incoming")).toEqual(["heart-doctor", coordinator]);
    const since = world.now;
    await step(world, id, coordinator, { do: "note", reason: "右侧肢体无力", centre: "stroke" });
    expect((await caseOf(world, id)).incomingAlertId).toBe(incoming?.id);
    await letTimePass(world, second);
    expect(await called("referral-incoming", since)).toEqual(["brain-doctor"]);
    await letTimePass(world, minute);
    expect(await called("referral-incoming", since)).toContain("ward-doctor");
  });

  test("to which words alone are added calls nobody anew", async () => {
    await planned();
    const { id } = await green({ centre: "chest-pain" });
    await letTimePass(world, second);
    const [incoming] = await calledFor(world, house);
    await world.must("acknowledge-alert", { id: incoming?.id ?? "", as: coordinator, body: {} });
    const since = world.now + 1;
    await step(world, id, coordinator, { do: "note", reason: "家属随车", centre: "chest-pain" });
    await letTimePass(world, 5 * minute);
    expect(await called("referral-incoming", since)).toEqual([]);
  });

  test("of an alert that was stored before there were departments calls the whole house", async () => {
    await planned();
    await world.must("change-facility", { id: house, body: { departments: [] } });
    await green({ centre: "chest-pain" });
    await world.must("change-facility", { id: house, body: { departments } });
    await letTimePass(world, second);
    expect(await called("referral-incoming")).toContain("ward-doctor");
  });
});

describe("a routine request", () => {
  test("asks the desk first; the department to which the desk gives it is told, until the next stage", async () => {
    await planned();
    world.now = Date.parse("2026-11-24T09:00:00+08:00");
    await planned2();
    const { id } = await request(world);
    await letTimePass(world, second);
    expect(await called("referral-asked")).toEqual([coordinator]);
    const since = world.now;
    await step(world, id, coordinator, { do: "triage", departmentId: "heart" });
    await letTimePass(world, second);
    expect(await called("referral-asked", since)).toEqual(["heart-doctor"]);
    await step(world, id, coordinator, { do: "note", reason: "已电话" });
    expect((await calledFor(world, house)).map(({ kind }) => kind)).toEqual(["referral-asked"]);
    await step(world, id, "heart-doctor", { do: "accept" });
    expect(await calledFor(world, house)).toEqual([]);
  });

  test("tells a department that is named with the acceptance that somebody is to come, and asks it nothing", async () => {
    await planned();
    const { id } = await request(world);
    const titles = async () => (await calledFor(world, house)).map(({ kind, reason }) => alertTitle(kind, reason).zh);
    await step(world, id, coordinator, { do: "triage", departmentId: "brain" });
    expect(await titles()).toEqual(["转诊等您答复"]);
    await step(world, id, coordinator, { do: "accept", departmentId: "heart" });
    expect(await titles()).toEqual(["转诊病人将来本科，请准备"]);
  });
});

/** The same people two days later. */
async function planned2(): Promise<void> {
  const store = new DutyStore(world.tables);
  for (const [personId, role, departmentId] of [
    ["heart-doctor", "doctor", "heart"],
    [coordinator, "referral-coordinator", "desk"],
  ] as const) {
    const times = { from: world.now - hour, until: world.now + day };
    const shift = { id: `later-${personId}`, facilityId: house, departmentId, role, personId, ...times } as const;
    await store.commit({ put: [{ ...shift, kind: "planned", version: 1 }] });
  }
}

test("a hospital at whose desk somebody is comes before one where people are on duty elsewhere", async () => {
  await planned();
  await onDuty(coordinator, "referral-coordinator", "elsewhere");
  const store = new DutyStore(world.tables);
  const desk = (await store.find(house, `${coordinator}-desk`)) as Shift;
  await store.commit({ put: [], removed: [desk] });
  const destination = async () =>
    (await world.must("call-green-channel", { id: await fall(world), as: nurse, body: {} })).destination.id;
  expect(await destination()).toBe("hospital-2");
});
