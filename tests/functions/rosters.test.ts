import { beforeEach, describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { roster } from "../../contracts/http/duties.ts";
import { callChain, escalationPolicy } from "../../contracts/http/escalation.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { defaultPolicy } from "../../domain/escalation/default-policy.ts";
import { day, hour } from "../../domain/model/time.ts";
import { channel, staffed } from "./escalating.ts";
import { type Answer, World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
  await staffed(world);
  await world.person("carer-zhao", { roles: [{ role: "carer", facilityId: "home-1" }] });
});

const inHours = (hours: number): string => isoTimeOf(world.now + hours * hour);

function change(body: Record<string, unknown>, as = "manager-he"): Promise<Answer> {
  return world.call("change-duties", { id: "home-1", as, body });
}

async function added(personId: string, fromHours: number, untilHours: number, role = "carer"): Promise<Answer["body"]> {
  const span = { from: inHours(fromHours), until: inHours(untilHours) };
  const { status, body } = await change({ do: "add", role, personId, ...span });
  expect(body).toMatchObject({ items: [{ kind: "planned", version: 1 }] });
  expect(status).toBe(200);
  return body.items[0];
}

async function rosterOf(query: Record<string, string> = {}): Promise<Answer["body"]> {
  const body = await world.must("list-duties", { id: "home-1", as: "carer-wang", query });
  expect(z.safeParse(roster, body).error).toBeUndefined();
  return body;
}

const spansOf = (items: readonly { person: { id: string }; from: string; until: string }[]) =>
  items.map(({ person, from, until }) => [
    person.id,
    (Date.parse(from) - world.now) / hour,
    (Date.parse(until) - world.now) / hour,
  ]);

describe("a roster", () => {
  test("has duties with names, its gaps ahead, overlaps, and who may be planned", async () => {
    await added("carer-wang", 0, 8);
    await added("carer-zhao", 6, 16);
    await added("nurse-liu", 0, 24, "nurse");
    const body = await rosterOf({ until: inHours(24) });
    expect(spansOf(body.items)).toEqual([
      ["carer-wang", 0, 8],
      ["nurse-liu", 0, 24],
      ["carer-zhao", 6, 16],
    ]);
    expect(body.rolesWithRoster).toEqual(["carer", "nurse"]);
    expect(body.gaps).toEqual([{ role: "carer", from: inHours(16), until: inHours(24) }]);
    expect(body.overlaps).toEqual([]);
    expect(body.people).toContainEqual({ id: "nurse-liu", name: "nurse-liu", roles: ["nurse"] });
    expect((await rosterOf()).gaps.at(-1)).toMatchObject({ role: "nurse", until: isoTimeOf(world.now + 14 * day) });
  });

  test.each([
    [
      "add",
      (own: Answer["body"]) => ({
        do: "add",
        role: "carer",
        personId: own.person.id,
        from: inHours(12),
        until: inHours(20),
      }),
    ],
    [
      "change",
      (_own: Answer["body"], other: Answer["body"]) => ({
        do: "change",
        dutyId: other.id,
        version: 1,
        personId: "carer-wang",
      }),
    ],
  ])(
    "to %s is refused where it would put somebody twice on duty, also while no index has heard of the first duty",
    async (_what, body) => {
      const other = await added("carer-zhao", 14, 22);
      const { tables } = world;
      world.engine = {
        get: (...call) => tables.get(...call),
        getMany: (...call) => tables.getMany(...call),
        write: (...call) => tables.write(...call),
        query: async (table, query) => (query.index === "byStart" ? { items: [] } : tables.query(table, query)),
      };
      const own = await added("carer-wang", 10, 18);
      expect(await change(body(own, other))).toMatchObject({ status: 409, body: { code: "duty-impossible" } });
      world.engine = tables;
      expect((await rosterOf()).overlaps).toEqual([]);
    },
  );

  test("shows no gap for roles without a roster, and none that lies behind", async () => {
    expect((await rosterOf()).gaps).toEqual([]);
    await added("carer-wang", 4, 8);
    world.pass(5 * hour);
    const { gaps } = await rosterOf({ from: inHours(-5), until: inHours(3) });
    expect(gaps).toEqual([]);
  });

  test.each([
    ["an end before its beginning", { from: "2026-11-22T00:00:00+08:00", until: "2026-11-21T00:00:00+08:00" }],
    ["more than 62 days", { from: "2026-11-22T00:00:00+08:00", until: "2027-02-22T00:00:00+08:00" }],
  ])("is refused for %s", async (_claim, query) => {
    expect(await world.call("list-duties", { id: "home-1", query })).toMatchObject({ status: 400 });
  });
});

describe("a change of the roster", () => {
  test("moves, gives to another, covers in part and removes", async () => {
    const duty = await added("carer-wang", 1, 9);
    const moved = await change({
      do: "change",
      dutyId: duty.id,
      version: 1,
      until: inHours(10),
      personId: "carer-zhao",
    });
    expect(moved).toMatchObject({ status: 200, body: { items: [{ person: { id: "carer-zhao" }, version: 2 }] } });
    const part = { from: inHours(3), until: inHours(5) };
    const cover = await change({ do: "cover", dutyId: duty.id, version: 2, personId: "carer-wang", ...part });
    expect(cover.body.items).toHaveLength(3);
    const { items } = await rosterOf();
    expect(spansOf(items)).toEqual([
      ["carer-zhao", 1, 3],
      ["carer-wang", 3, 5],
      ["carer-zhao", 5, 10],
    ]);
    expect(items[1]).toMatchObject({ kind: "cover", insteadOf: { id: "carer-zhao" } });
    const removed = await change({ do: "remove", dutyId: items[1].id, version: 1 });
    expect(removed.body).toMatchObject({ items: [], removed: [items[1].id] });
    expect(removed.body.gaps[0]).toMatchObject({ role: "carer", from: "2026-11-22T05:10:00+08:00" });
    expect((await rosterOf()).items).toHaveLength(2);
  });

  test("copies a week, each duty to whom it was planned for, and copying again changes nothing", async () => {
    const duty = await added("carer-wang", 1, 9);
    await change({ do: "cover", dutyId: duty.id, version: 1, personId: "carer-zhao" });
    const copy = { do: "copy", from: inHours(0), until: inHours(24), everyDays: 7, times: 2 };
    expect((await change(copy)).body.items).toHaveLength(2);
    expect((await change(copy)).body.items).toHaveLength(0);
    const { items } = await rosterOf({ from: inHours(0), until: inHours(20 * 24) });
    expect(spansOf(items)).toEqual([
      ["carer-zhao", 1, 9],
      ["carer-wang", 169, 177],
      ["carer-wang", 337, 345],
    ]);
  });

  test.each([
    ["longer than 36 hours", { until: 37 }, 409, "duty-impossible"],
    ["that ends before it begins", { from: 5, until: 4 }, 409, "duty-impossible"],
    ["of somebody in another role", { personId: "nurse-liu" }, 404, "unknown-person"],
    ["of somebody unknown", { personId: "nobody" }, 404, "unknown-person"],
    ["while they are on duty already", { personId: "carer-zhao", from: 29, until: 31 }, 409, "duty-impossible"],
  ])("refuses a duty %s", async (_claim, given, status, code) => {
    await added("carer-zhao", 30, 32);
    const {
      personId = "carer-wang",
      from = 0,
      until = 8,
    } = given as { personId?: string; from?: number; until?: number };
    const answer = await change({ do: "add", role: "carer", personId, from: inHours(from), until: inHours(until) });
    expect(answer).toMatchObject({ status, body: { code } });
    expect((await rosterOf()).items).toHaveLength(1);
  });

  test("refuses what others changed, and what is not there", async () => {
    const duty = await added("carer-wang", 1, 9);
    await change({ do: "change", dutyId: duty.id, version: 1, until: inHours(8) });
    expect(await change({ do: "remove", dutyId: duty.id, version: 1 })).toMatchObject({ status: 409 });
    expect(await change({ do: "remove", dutyId: "none", version: 1 })).toMatchObject({ status: 404 });
  });

  test("made five times at once stands there once", async () => {
    const body = { do: "add", role: "carer", personId: "carer-wang", from: inHours(1), until: inHours(9) };
    const answers = await Promise.all(Array.from({ length: 5 }, () => change(body)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(4);
    expect((await rosterOf()).items).toHaveLength(1);
  });

  test("is for managers and operators alone", async () => {
    const body = { do: "add", role: "carer", personId: "carer-wang", from: inHours(0), until: inHours(8) };
    expect(await change(body, "carer-wang")).toMatchObject({ status: 403 });
    expect(await change(body, "nurse-liu")).toMatchObject({ status: 403 });
  });
});

describe("a swap", () => {
  const swap = (body: Record<string, unknown>, as: string) => world.call("swap-duties", { id: "home-1", as, body });

  test("changes both duties when the other accepts, and nothing before", async () => {
    const own = await added("carer-wang", 10, 18);
    const other = await added("carer-zhao", 34, 42);
    const proposed = await swap({ do: "propose", dutyId: own.id, withDutyId: other.id }, "carer-wang");
    expect(proposed).toMatchObject({ status: 200, body: { state: "proposed", askedOf: { id: "carer-zhao" } } });
    expect((await rosterOf()).swaps).toEqual([proposed.body]);
    const swapId = proposed.body.id;
    expect(await swap({ do: "accept", swapId }, "carer-wang")).toMatchObject({ status: 409 });
    expect(await swap({ do: "accept", swapId }, "carer-zhao")).toMatchObject({
      status: 200,
      body: { state: "accepted" },
    });
    const { items, swaps } = await rosterOf();
    expect(spansOf(items)).toEqual([
      ["carer-zhao", 10, 18],
      ["carer-wang", 34, 42],
    ]);
    expect(swaps).toEqual([]);
    expect(await swap({ do: "withdraw", swapId }, "carer-wang")).toMatchObject({ status: 409 });
  });

  test("of a duty that was changed meanwhile is refused, and both stay", async () => {
    const own = await added("carer-wang", 10, 18);
    const other = await added("carer-zhao", 34, 42);
    const { body } = await swap({ do: "propose", dutyId: own.id, withDutyId: other.id }, "carer-wang");
    await change({ do: "change", dutyId: own.id, version: 1, until: inHours(20) });
    expect(await swap({ do: "accept", swapId: body.id }, "carer-zhao")).toMatchObject({ status: 409 });
    expect(spansOf((await rosterOf()).items).map(([who]) => who)).toEqual(["carer-wang", "carer-zhao"]);
  });

  test.each(["carer-wang", "carer-zhao"])(
    "that puts %s twice on duty at once is refused, and both stay",
    async (who) => {
      const own = await added("carer-wang", 10, 18);
      const other = await added("carer-zhao", 34, 42);
      const { body } = await swap({ do: "propose", dutyId: own.id, withDutyId: other.id }, "carer-wang");
      await (who === "carer-wang" ? added(who, 36, 44) : added(who, 12, 16));
      const answer = await swap({ do: "accept", swapId: body.id }, "carer-zhao");
      expect(answer).toMatchObject({ status: 409, body: { code: "duty-impossible" } });
      expect((await rosterOf()).overlaps).toEqual([]);
      expect((await rosterOf()).swaps).toHaveLength(1);
    },
  );

  test("of duties that overlap each other is no obstacle", async () => {
    const own = await added("carer-wang", 10, 18);
    const other = await added("carer-zhao", 16, 24);
    const { body } = await swap({ do: "propose", dutyId: own.id, withDutyId: other.id }, "carer-wang");
    expect(await swap({ do: "accept", swapId: body.id }, "carer-zhao")).toMatchObject({ status: 200 });
  });

  test.each([
    ["does not hold the role any more", { roles: [] }],
    ["was disabled", { disabledAt: 1 }],
  ])("with somebody who %s is refused", async (_claim, lost) => {
    const own = await added("carer-wang", 10, 18);
    const other = await added("carer-zhao", 34, 42);
    const { body } = await swap({ do: "propose", dutyId: own.id, withDutyId: other.id }, "carer-wang");
    const { people } = world.deps("change-person");
    const wang = await people.find("carer-wang");
    if (wang === undefined) throw new Error("nobody");
    await people.save({ ...wang, ...lost, version: wang.version + 1 });
    const answer = await swap({ do: "accept", swapId: body.id }, "carer-zhao");
    expect(answer).toMatchObject({ status: 404, body: { code: "unknown-person" } });
  });

  test("is proposed by whose duty it is", async () => {
    const own = await added("carer-wang", 10, 18);
    const other = await added("carer-zhao", 34, 42);
    const body = { do: "propose", dutyId: own.id, withDutyId: other.id };
    expect(await swap(body, "carer-zhao")).toMatchObject({ status: 409, body: { code: "duty-impossible" } });
    expect(await swap({ ...body, withDutyId: "none" }, "carer-wang")).toMatchObject({ status: 404 });
  });
});

describe("an escalation policy", () => {
  const set = (body: Record<string, unknown>, as = "manager-he") =>
    world.call("set-escalation-policy", { id: "home-1", as, body });
  const rule = {
    priority: "high",
    steps: [{ afterSeconds: 0, call: [{ kind: "on-duty", role: "nurse" }], channels: ["sms"] }],
    repeatEverySeconds: 120,
    onSiteWithinSeconds: 300,
  };

  test("is the default, then what was set, by whom and when; each version is kept", async () => {
    const first = await world.must("show-escalation-policy", { id: "home-1", as: "carer-wang" });
    expect(first).toMatchObject({ version: 0, isDefault: true, history: [] });
    expect(first.rules).toHaveLength(defaultPolicy("home-1").rules.length);
    const answer = await set({ version: 0, rules: [rule] });
    expect(answer).toMatchObject({
      status: 200,
      body: { version: 1, isDefault: false, setBy: "manager-he", rules: [rule] },
    });
    expect(escalationPolicy.safeParse(answer.body).error).toBeUndefined();
    const back = await set({ version: 1, rules: null });
    expect(back.body).toMatchObject({ version: 2, isDefault: true, rules: first.rules });
    expect(back.body.history.map(({ version }: { version: number }) => version)).toEqual([2, 1]);
  });

  test("that was shown can be sent back as it is", async () => {
    const { rules } = await world.must("show-escalation-policy", { id: "home-1" });
    const answer = await set({ version: 0, rules });
    expect(answer).toMatchObject({ status: 200, body: { version: 1, rules } });
  });

  test.each([
    ["that leaves high uncalled", { rules: [{ ...rule, priority: "low" }] }, 400, "invalid-request"],
    ["that gives up", { rules: [{ ...rule, repeatEverySeconds: undefined }] }, 400, "invalid-request"],
    [
      "that calls somebody of elsewhere",
      { rules: [withCallee({ kind: "person", personId: "nobody" })] },
      404,
      "unknown-person",
    ],
    [
      "that calls a channel of elsewhere",
      { rules: [withCallee({ kind: "channel", channelId: "x" })] },
      404,
      "unknown-channel",
    ],
    ["that was seen in another version", { version: 3 }, 409, "version-conflict"],
  ])("%s is refused", async (_claim, given, status, code) => {
    await channel(world, { id: "x", facilityId: "home-2", settings: { kind: "wecom", url: "https://example.org/" } });
    const answer = await set({ version: 0, rules: [rule], ...given });
    expect(answer).toMatchObject({ status, body: { code } });
    if (status === 400) expect(answer.body.errors[0].pointer).toMatch(/^#\/rules/);
    expect(await world.must("show-escalation-policy", { id: "home-1" })).toMatchObject({ version: 0 });
  });

  test("is set by managers alone", async () => {
    expect(await set({ version: 0, rules: [rule] }, "nurse-liu")).toMatchObject({ status: 403 });
  });

  function withCallee(callee: Record<string, unknown>) {
    return { ...rule, steps: [{ afterSeconds: 0, call: [callee] }] };
  }
});

describe("the call chain", () => {
  test("says who would be called now, by what, and what would fail", async () => {
    await added("carer-zhao", 0, 8);
    const body = await world.must("show-call-chain", { id: "home-1", as: "nurse-liu" });
    expect(z.safeParse(callChain, body).error).toBeUndefined();
    const [high] = body.chains;
    expect(high.steps[0].people.map(({ id }: { id: string }) => id)).toEqual(["carer-zhao", "nurse-liu"]);
    expect(high.steps[0].people[0].ways).toContainEqual({ channel: "sms", state: "no-address" });
    expect(high.steps[0].people[1].ways).toContainEqual({ channel: "sms", state: "ready" });
    const codes = body.warnings.map(({ code, priority, personId }: Record<string, string>) => [
      code,
      priority,
      personId,
    ]);
    expect(codes).toContainEqual(["no-working-channel", "high", "carer-zhao"]);
    expect(codes).toContainEqual(["gap-ahead", "high", undefined]);
  });

  test("says it for any other time", async () => {
    await added("carer-wang", 0, 8);
    const body = await world.must("show-call-chain", { id: "home-1", query: { at: inHours(9) } });
    expect(body.warnings).toContainEqual(
      expect.objectContaining({ code: "nobody-on-duty", role: "carer", priority: "high" }),
    );
  });
});

test("whose browser takes no push is shown by the call chain, and nobody else's", async () => {
  const browser = (n: number) => ({ endpoint: `https://push.example.com/${n}`, p256dh: "k", auth: "a", addedAt: 0 });
  const nurse = [{ role: "nurse", facilityId: "home-1" }] as const;
  for (const [n, id] of ["nurse-a", "nurse-b"].entries())
    await world.person(id, { roles: nurse, reach: { pushes: [browser(n)], language: "zh" } });
  const keys = { publicKey: "B", privateKey: "p", contact: "mailto:a@example.com" };
  await channel(world, { id: "pushes", settings: { kind: "web-push", keys } });
  const states = async () => {
    const { chains } = await world.must("show-call-chain", { id: "home-1", as: "manager-he" });
    const people = chains.flatMap(({ steps }: Answer["body"]) => steps.flatMap((step: Answer["body"]) => step.people));
    const push = (id: string) =>
      people
        .find((one: Answer["body"]) => one.id === id)
        ?.ways.find((way: Answer["body"]) => way.channel === "web-push")?.state;
    return [push("nurse-a"), push("nurse-b")];
  };
  expect(await states()).toEqual(["ready", "ready"]);
  world.answerMessage = async () => ({ kind: "refused", detail: "bad-subscription" });
  await world.must("send-test-message", { as: "nurse-b", body: { channel: "web-push" } });
  world.answerMessage = async () => ({ kind: "accepted" });
  await world.must("send-test-message", { as: "nurse-a", body: { channel: "web-push" } });
  expect(await states()).toEqual(["ready", "failing"]);
  await world.must("send-test-message", { as: "nurse-b", body: { channel: "web-push" } });
  expect(await states()).toEqual(["ready", "ready"]);
});
