import { beforeEach, expect, test } from "vitest";
import { hour, minute } from "../../domain/model/time.ts";
import { relativeOf } from "../relatives.ts";
import { channel } from "./escalating.ts";
import { ask, consent, fine, licence, note, visitActs, visitWorld } from "./visiting.ts";
import type { World } from "./world.ts";

let world: World;
const reach = { phone: "+8613800000001", pushes: [], language: "zh" } as const;
const residents = ["resident-1", "resident-2", "resident-3"] as const;

beforeEach(async () => {
  world = await visitWorld();
  const third = { id: "resident-3", name: "赵桂兰", sex: "female", birthDate: "1938-01-01", facilityId: "home-1" };
  await world.must("register-resident", { body: third });
  await channel(world, { id: "sms-1", settings: { kind: "sms", gateway: { kind: "sns" } } });
  await world.person("leading", {
    name: "主诊",
    roles: [{ role: "doctor", facilityId: "home-1" }],
    licence,
    reach,
  });
});
const { join, stateOf, wake } = visitActs(() => world);

/** A round of the three in an hour; the ids of their visits. */
async function round(body: object = {}): Promise<readonly string[]> {
  const scheduledAt = new Date(world.now + hour).toISOString();
  const ids = residents.map((_, index) => `round-${index}`);
  for (const [index, residentId] of residents.entries()) {
    const one = { ...ask, kind: "ward-round", id: ids[index], residentId, roundId: "round", scheduledAt, ...body };
    await world.must("request-visit", { body: one, as: "nurse" });
  }
  return ids;
}

/** The timers that are due by then go off, each at its time. */
async function passTo(at: number): Promise<void> {
  for (;;) {
    const due = [...world.timers].filter(([name, dueAt]) => name.startsWith("round-") && dueAt <= at);
    const [next] = due.toSorted(([, one], [, other]) => one - other);
    if (next === undefined) break;
    world.now = Math.max(world.now, next[1]);
    world.timers.delete(next[0]);
    await wake(next[0]);
  }
  world.now = at;
}

/** Sees one of them for so long, from the waiting room to the signed note. */
async function see(id: string, ms: number): Promise<void> {
  for (const as of ["leading", "nurse"]) await join(id, as);
  await world.must("arrange-visit", { id, body: consent, as: "nurse" });
  await world.must("conduct-visit", { id, body: { ...fine, needsExamination: false }, as: "leading" });
  await world.must("conduct-visit", { id, body: { kind: "begin" }, as: "leading" });
  const until = world.now + ms;
  while (world.now < until) {
    await passTo(Math.min(until, world.now + minute));
    for (const as of ["leading", "nurse"]) await join(id, as);
  }
  await world.must("conduct-visit", { id, body: { kind: "end" }, as: "leading" });
  await world.must("save-visit-note", { id, body: { ...note, version: 0 }, as: "leading" });
  await world.must("sign-visit", { id, body: { version: 1 }, as: "leading" });
}

const listed = async (): Promise<Record<string, string>> => {
  const { items } = await world.must("list-visits", { query: { roundId: "round" }, as: "leading" });
  return Object.fromEntries(items.map(({ id, state }: { id: string; state: string }) => [id, state]));
};
const told = () => world.sent.map(({ message }) => message.title);

test("a round over three of 25 minutes each reaches the last one, and nobody hears that somebody was missed", async () => {
  const [first = "", second = "", third = ""] = await round();
  await passTo(world.now + hour);
  await see(first, 25 * minute);
  expect(await listed()).toEqual({ [first]: "signed", [second]: "scheduled", [third]: "scheduled" });
  await see(second, 25 * minute);
  await see(third, 25 * minute);
  expect(await listed()).toEqual({ [first]: "signed", [second]: "signed", [third]: "signed" });
  expect(told()).toEqual(["视频巡诊 03:10"]);
});

test("who was passed over is missed an hour after the last of the round was seen, and not before", async () => {
  const [first = "", second = "", third = ""] = await round();
  await passTo(world.now + hour);
  await see(first, 10 * minute);
  await see(third, 10 * minute);
  await passTo(world.now + hour - minute);
  expect(await stateOf(second)).toBe("scheduled");
  await passTo(world.now + minute);
  expect(await stateOf(second)).toBe("no-show");
  expect(told()).toEqual(["视频巡诊 03:10", "视频巡诊 03:10 未成行"]);
  expect((await join(second, "leading")).body.visit.state).toBe("waiting");
});

test("a round to which nobody came is missed after 20 minutes, and told once, of the first of it", async () => {
  const ids = await round();
  const at = world.now + hour;
  await passTo(at + 20 * minute - 1);
  expect(new Set(Object.values(await listed()))).toEqual(new Set(["scheduled"]));
  await passTo(at + 20 * minute);
  expect(new Set(Object.values(await listed()))).toEqual(new Set(["no-show"]));
  const paths = world.sent.map(({ message }) => message.path);
  expect(paths).toEqual([`/visits/${ids[0]}`, `/visits/${ids[0]}`]);
});

test("the relatives of each are told of their own", async () => {
  const relations = [relativeOf("resident-2", "儿子")];
  await world.person("his-son", { relations, reach: { ...reach, phone: "+8613800000009" } });
  const [, second] = await round();
  await world.must("arrange-visit", { id: second ?? "", body: { kind: "invite", personId: "his-son" }, as: "nurse" });
  await passTo(world.now + 50 * minute);
  expect(world.sent.map(({ message }) => message.path).toSorted()).toEqual(["/visits/round-0", "/visits/round-1"]);
});

test("a round is listed to who has a part in it, and to nobody else", async () => {
  await round();
  for (const as of ["county-doctor", "daughter", "son"]) {
    const { items } = await world.must("list-visits", { query: { roundId: "round" }, as });
    expect(items.map(({ id }: { id: string }) => id)).toEqual(as === "county-doctor" ? [] : ["round-0"]);
  }
});
