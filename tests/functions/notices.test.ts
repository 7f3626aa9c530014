import { beforeEach, describe, expect, test } from "vitest";
import { deliveryList } from "../../contracts/http/deliveries.ts";
import { handOverList } from "../../contracts/http/hand-overs.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { noticeWords } from "../../contracts/notification-words.ts";
import { hour, minute } from "../../domain/model/time.ts";
import { noticeKinds } from "../../domain/notify/notice.ts";
import { queueEvent } from "../../functions/shell/events.ts";
import { channel, fall, letEscalationsRun, staffed } from "./escalating.ts";
import { type Answer, World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
  await staffed(world);
  const reach = { phone: "+8613800000002", email: "zhao@example.com", pushes: [], language: "en" } as const;
  await world.person("carer-zhao", { roles: [{ role: "carer", facilityId: "home-1" }], reach });
});

const inHours = (hours: number): string => isoTimeOf(world.now + hours * hour);
const change = (body: Record<string, unknown>, as = "manager-he"): Promise<Answer> =>
  world.call("change-duties", { id: "home-1", as, body });
const swap = (body: Record<string, unknown>, as: string): Promise<Answer> =>
  world.call("swap-duties", { id: "home-1", as, body });

async function added(personId: string, from: number, until: number): Promise<Answer["body"]> {
  const span = { from: inHours(from), until: inHours(until) };
  return (await change({ do: "add", role: "carer", personId, ...span })).body.items[0];
}

/** Lets every timer of a notification go off that is due. */
async function sendAll(): Promise<void> {
  const due = [...world.queued.values()].filter(({ queue }) => queue === "notification-due");
  for (const { queue, name, dueAt } of due) world.queued.delete(`${queue}#${name}`) && (await wake(name, dueAt));
}

async function wake(name: string, dueAt: number): Promise<void> {
  await world.invoke(
    "send-notification",
    queueEvent("notification-due", [{ messageId: name.slice(-80), timer: { name, dueAt }, receiveCount: 1 }]),
  );
}

/** Which numbers were told what so far. */
const heard = (): readonly string[] =>
  world.sent.map(
    ({ route, message }) => `${"phone" in route ? route.phone.slice(-1) : route.channel} ${message.title}`,
  );

async function deliveries(): Promise<ReturnType<typeof deliveryList.parse>["items"]> {
  return deliveryList.parse(await world.must("list-deliveries", { id: "home-1", as: "manager-he" })).items;
}

describe("who is told of a swap", () => {
  const wang = "1";
  const zhao = "2";

  async function proposed(): Promise<string> {
    const own = await added("carer-wang", 10, 18);
    const other = await added("carer-zhao", 34, 42);
    const { body } = await swap({ do: "propose", dutyId: own.id, withDutyId: other.id }, "carer-wang");
    await sendAll();
    return body.id;
  }

  test("whoever is asked, in their language, with a way to the roster and nobody's name", async () => {
    await proposed();
    expect(heard()).toEqual([`${zhao} A colleague asks to swap duties · 松鹤院`]);
    expect(world.sent[0]?.message).toMatchObject({ path: "/duty", priority: "low", language: "en" });
    expect(JSON.stringify(world.sent[0]?.message)).not.toContain("carer-wang");
  });

  test.each([
    ["accept", "carer-zhao", `${wang} 换班已同意 · 松鹤院`],
    ["decline", "carer-zhao", `${wang} 换班被谢绝 · 松鹤院`],
    ["withdraw", "carer-wang", `${zhao} A swap was withdrawn · 松鹤院`],
  ])("after %s by %s the other", async (answer, by, told) => {
    const swapId = await proposed();
    expect(await swap({ do: answer, swapId }, by)).toMatchObject({ status: 200 });
    await sendAll();
    expect(heard().slice(1)).toEqual([told]);
  });

  test("nobody, when an answer is refused", async () => {
    const swapId = await proposed();
    expect(await swap({ do: "accept", swapId }, "carer-wang")).toMatchObject({ status: 409 });
    await sendAll();
    expect(heard()).toHaveLength(1);
  });

  test("once, however often the timer goes off", async () => {
    const [before] = [world.sent.length];
    await proposed();
    const { id } = (await deliveries())[0] as { readonly id: string };
    await wake(id, world.now);
    await wake(id, world.now);
    expect(world.sent.length - before).toBe(1);
  });

  test("all the same when the timer could not be set: the sweep finds it", async () => {
    world.broken.add("timer");
    await proposed();
    world.broken.delete("timer");
    expect(heard()).toEqual([]);
    world.pass(minute);
    await world.invoke("sweep-escalations", {});
    await sendAll();
    expect(heard()).toHaveLength(1);
  });

  test("by every way of theirs but a ringing telephone; and what failed stands in the deliveries", async () => {
    await channel(world, {
      id: "mail",
      settings: { kind: "email", smtp: { host: "h", port: 465, isTls: true, from: "a@example.com" } },
    });
    await channel(world, {
      id: "voice",
      settings: { kind: "voice", gateway: { kind: "http", url: "https://voice.example.com", secret: "s" } },
    } as never);
    world.answerMessage = async ({ channel: by }) =>
      by === "email" ? { kind: "refused", detail: "mailbox-unknown" } : { kind: "accepted" };
    await proposed();
    const items = await deliveries();
    expect(items.map(({ channel: by, state, notice }) => `${by} ${state} ${notice}`).toSorted()).toEqual([
      "email failed swap-proposed",
      "sms accepted swap-proposed",
    ]);
  });

  test("one that nobody took is no alert that reached nobody: the operators are not called for it", async () => {
    world.answerMessage = async () => ({ kind: "refused", detail: "number-unknown" });
    await proposed();
    expect((await deliveries()).map(({ state }) => state)).toEqual(["failed"]);
    expect(JSON.stringify(world.figures)).not.toContain("NobodyCalled");
    expect(world.log.filter(({ level }) => level === "error")).toEqual([]);
  });

  test("one that waits for its pace is neither told nor taken back with an alert that goes first", async () => {
    const own = await added("carer-wang", 10, 18);
    const other = await added("carer-zhao", 34, 42);
    await added("carer-zhao", 0, 8);
    for (const _ of Array(6)) await swap({ do: "propose", dutyId: own.id, withDutyId: other.id }, "carer-wang");
    await sendAll();
    expect(heard()).toHaveLength(5);
    await fall(world);
    await letEscalationsRun(world, 1);
    await sendAll();
    expect(heard()).toContainEqual(expect.stringMatching(/^2 ▲/));
    expect((await deliveries()).filter(({ notice, state }) => notice !== undefined && state === "due")).toHaveLength(1);
    world.pass(5 * minute);
    await sendAll();
    const told = (await deliveries()).filter(({ notice, state }) => notice !== undefined && state === "accepted");
    expect(told).toHaveLength(6);
  });

  test("nothing waits for somebody without an address", async () => {
    await world.person("carer-qian", { roles: [{ role: "carer", facilityId: "home-1" }] });
    const own = await added("carer-qian", 10, 18);
    const other = await added("carer-wang", 34, 42);
    const { body } = await swap({ do: "propose", dutyId: own.id, withDutyId: other.id }, "carer-qian");
    expect(await swap({ do: "decline", swapId: body.id }, "carer-wang")).toMatchObject({ status: 200 });
    await sendAll();
    expect(heard()).toEqual([`${wang} 有同事想和您换班 · 松鹤院`]);
  });
});

describe("who is told of a change of the roster", () => {
  test("of cover: whose duty it was, and who comes instead", async () => {
    const duty = await added("carer-wang", 1, 9);
    await change({ do: "cover", dutyId: duty.id, version: 1, personId: "carer-zhao" });
    await sendAll();
    expect(heard().toSorted()).toEqual(["1 您的班次已有人替 · 松鹤院", "2 A duty is yours now · 松鹤院"]);
  });

  test.each([
    ["of other times: whose duty it is", { do: "change", until: 10 }, ["1 您的班次改了时间 · 松鹤院"]],
    ["of a removed duty: whose it was", { do: "remove" }, ["1 您的班次已取消 · 松鹤院"]],
    ["of a change that changes nothing: nobody", { do: "change" }, []],
  ])("%s", async (_claim, { until, ...body }: { readonly do: string; readonly until?: number }, told) => {
    const duty = await added("carer-wang", 1, 9);
    const asked = { ...body, dutyId: duty.id, version: 1, ...(until !== undefined && { until: inHours(until) }) };
    expect(await change(asked)).toMatchObject({ status: 200 });
    await sendAll();
    expect(heard()).toEqual(told);
  });

  test("of what is over, of planning ahead and of one's own doing: nobody", async () => {
    const past = await added("carer-wang", -9, -1);
    await change({ do: "remove", dutyId: past.id, version: 1 });
    const { body } = await change({
      do: "add",
      role: "carer",
      personId: "carer-zhao",
      from: inHours(1),
      until: inHours(9),
    });
    await change({ do: "copy", from: inHours(0), until: inHours(24), everyDays: 7, times: 2 });
    expect(body.items).toHaveLength(1);
    await sendAll();
    expect(heard()).toEqual([]);
  });

  test("nobody, when somebody else changed the roster first", async () => {
    const duty = await added("carer-wang", 1, 9);
    await change({ do: "change", dutyId: duty.id, version: 1, until: inHours(10) });
    const late = await change({ do: "cover", dutyId: duty.id, version: 1, personId: "carer-zhao" });
    expect(late).toMatchObject({ status: 409 });
    await sendAll();
    expect(heard()).toEqual(["1 您的班次改了时间 · 松鹤院"]);
  });
});

describe("a hand-over", () => {
  const handOver = (as = "carer-wang", to = "carer-zhao") =>
    world.call("hand-over-alerts", { id: "home-1", as, body: { to, note: "夜里多看 205", alerts: [] } });
  const confirm = (as: string, { id, at }: { readonly id: string; readonly at: string }) =>
    world.call("confirm-hand-over", { id: "home-1", as, body: { handOverId: id, at } });
  const listed = async () =>
    handOverList.parse(await world.must("list-hand-overs", { id: "home-1", as: "carer-wang" })).items;

  test("is told to who takes it, without what it says", async () => {
    await handOver();
    await sendAll();
    expect(heard()).toEqual(["2 A colleague hands over to you · 松鹤院"]);
    expect(world.sent[0]?.message).toMatchObject({ path: "/hand-over" });
    expect(JSON.stringify(world.sent)).not.toContain("205");
  });

  test("is confirmed by who took it, once, and both see when", async () => {
    const { body } = await handOver();
    expect((await listed())[0]).not.toHaveProperty("confirmedAt");
    const first = await confirm("carer-zhao", body);
    expect(first).toMatchObject({ status: 200, body: { id: body.id, confirmedAt: isoTimeOf(world.now) } });
    world.pass(hour);
    expect((await confirm("carer-zhao", body)).body).toEqual(first.body);
    expect(await listed()).toEqual([first.body]);
  });

  test.each(["carer-wang", "manager-he", "nurse-liu"])("is not confirmed by %s, who did not take it", async (who) => {
    const { body } = await handOver();
    expect(await confirm(who, body)).toMatchObject({ status: 404, body: { code: "unknown-hand-over" } });
    expect((await listed())[0]).not.toHaveProperty("confirmedAt");
  });

  test("of another time or facility is none", async () => {
    const { body } = await handOver();
    expect(await confirm("carer-zhao", { ...body, at: inHours(1) })).toMatchObject({ status: 404 });
    expect(await confirm("carer-zhao", { ...body, id: "other" })).toMatchObject({ status: 404 });
  });
});

test.each(noticeKinds)(
  "the words of %s are complete in both languages, and name no time and no clinical thing",
  (kind) => {
    for (const language of ["zh", "en"] as const) {
      const { title, body } = noticeWords(kind, "松鹤院", language);
      expect(title.length + body.length).toBeGreaterThan(10);
      expect(`${title}${body}`).not.toMatch(/\d|跌倒|fall|alert/i);
    }
  },
);
