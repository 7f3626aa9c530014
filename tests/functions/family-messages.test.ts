import { beforeEach, describe, expect, test } from "vitest";
import { familyThread, familyThreads } from "../../contracts/http/family-messages.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import type { DataClass } from "../../domain/access/data-classes.ts";
import type { Person } from "../../domain/model/person.ts";
import { minute } from "../../domain/model/time.ts";
import { queueEvent } from "../../functions/shell/events.ts";
import { PersonStore } from "../../stores/person-store.ts";
import { channel, onDuty, staffed } from "./escalating.ts";
import { type Answer, World } from "./world.ts";

let world: World;

beforeEach(async () => {
  world = await new World().furnish();
  await staffed(world);
  await channel(world, {
    id: "push",
    settings: { kind: "web-push", keys: { publicKey: "B", privateKey: "p", contact: "mailto:a@example.com" } },
  });
  await relative("daughter", ["status-light", "video"]);
});

const push = (id: string) => ({ endpoint: `https://push.example.com/${id}`, p256dh: "k", auth: "a", addedAt: 0 });

async function relative(id: string, classes: readonly DataClass[], residentId = "resident-1"): Promise<void> {
  await world.person(id, {
    name: "王芳",
    relations: [{ residentId, relation: "女儿", consent: { id: "c", classes, from: 0 } }],
    reach: { pushes: [push(id)], language: "zh" },
  });
}

async function revoke(id: string, classes: readonly DataClass[]): Promise<void> {
  const store = new PersonStore(world.tables);
  const before = (await store.find(id)) as Person;
  const relations = before.relations.map((one) => ({ ...one, consent: { id: "c2", classes, from: 0 } }));
  await store.save({ ...before, relations, version: before.version + 1 });
}

const write = (as: string, id: string, text: string, personId?: string, to = "resident-1"): Promise<Answer> =>
  world.call("write-family-message", { id: to, as, body: { id, text, ...(personId && { personId }) } });
const thread = async (as: string, personId?: string) =>
  familyThread.parse(
    await world.must("show-family-thread", { id: "resident-1", as, query: personId ? { personId } : {} }),
  );
const threads = async (as: string) => familyThreads.parse(await world.must("list-family-threads", { as }));
const seen = (as: string, personId?: string) =>
  world.must("read-family-thread", {
    id: "resident-1",
    as,
    body: { until: isoTimeOf(world.now), ...(personId && { personId }) },
  });

/** Lets all go out that is to be sent. */
async function deliver(): Promise<void> {
  for (const { queue, name, dueAt } of [...world.queued.values()]) {
    world.queued.delete(`${queue}#${name}`);
    const messages = [{ messageId: name.slice(-80), timer: { name, dueAt }, receiveCount: 1 }];
    if (queue === "notification-due") await world.invoke("send-notification", queueEvent(queue, messages));
    if (queue === "family-due") await world.invoke("tell-families", queueEvent(queue, messages));
  }
}

describe("a message of a relative", () => {
  test("is read and answered by the care team, and the relative sees who by role and surname alone", async () => {
    expect(await write("daughter", "m1", "爸爸今天吃饭怎么样？")).toMatchObject({ status: 201 });
    expect(await threads("nurse-liu")).toMatchObject({
      unread: 1,
      items: [{ residentName: "王桂英", relativeName: "王芳", relation: "女儿", unread: 1, lastBy: "relative" }],
    });
    world.pass(minute);
    await write("nurse-liu", "a1", "午饭吃得很好。", "daughter");
    expect((await threads("nurse-liu")).unread).toBe(0);
    const own = await thread("daughter");
    expect(own.unread).toBe(1);
    expect(own.items.map(({ by, text }) => [by, text])).toEqual([
      [{ kind: "team", role: "nurse", name: "nurse-liu" }, "午饭吃得很好。"],
      [{ kind: "relative", name: "王芳" }, "爸爸今天吃饭怎么样？"],
    ]);
    await seen("daughter");
    expect((await thread("daughter")).unread).toBe(0);
  });

  test("stands once however often a page sends it, and not under another's words", async () => {
    await write("daughter", "m1", "你好");
    expect(await write("daughter", "m1", "你好")).toMatchObject({ status: 201 });
    expect(await write("daughter", "m1", "别的话")).toMatchObject({ status: 409, body: { code: "already-exists" } });
    expect((await thread("daughter")).items).toHaveLength(1);
    expect((await threads("nurse-liu")).unread).toBe(1);
  });

  test.each([
    ["no words", ""],
    ["blanks alone", "   "],
    ["more than a thousand letters", "字".repeat(1001)],
  ])("of %s is refused", async (_claim, text) => {
    expect(await write("daughter", "m1", text)).toMatchObject({ status: 400 });
  });

  test("is told to carers and nurses on duty by one push until it is read, and by nothing else", async () => {
    for (const id of ["carer-wang", "nurse-liu"]) {
      const store = new PersonStore(world.tables);
      const before = (await store.find(id)) as Person;
      await store.save({ ...before, reach: { ...before.reach, pushes: [push(id)] }, version: before.version + 1 });
    }
    await onDuty(world, "nurse-liu", "nurse", 60 * minute);
    await onDuty(world, "carer-wang", "carer", 60 * minute);
    await write("daughter", "m1", "在吗");
    await write("daughter", "m2", "爸爸想要一副新眼镜");
    await deliver();
    expect(world.sent.map(({ route, message }) => `${route.channel} ${message.title}`)).toEqual([
      "web-push 有家属留言 · 松鹤院",
      "web-push 有家属留言 · 松鹤院",
    ]);
    expect(JSON.stringify(world.sent.map(({ message }) => message))).not.toMatch(/眼镜|王芳|王桂英/);
    expect(world.sent[0]?.message.path).toBe("/family-messages");
    await seen("nurse-liu", "daughter");
    world.pass(minute);
    await write("daughter", "m3", "谢谢");
    await deliver();
    expect(world.sent).toHaveLength(4);
  });

  test("that is answered is told to the relative without its words, and not after the consent ended", async () => {
    await write("nurse-liu", "a1", "血压正常", "daughter");
    await deliver();
    expect(world.sent.map(({ message }) => [message.title, message.path])).toEqual([
      ["护理团队给您回了消息", "/family/#/messages"],
    ]);
    expect(JSON.stringify(world.sent)).not.toContain("血压");
    await write("nurse-liu", "a2", "血压正常", "daughter");
    await revoke("daughter", ["video"]);
    await deliver();
    expect(world.sent).toHaveLength(1);
  });

  test("comes no oftener than somebody writes by hand", async () => {
    for (let n = 0; n < 20; n += 1) await write("daughter", `m${n}`, "在吗");
    expect(await write("daughter", "m20", "在吗")).toMatchObject({ status: 429, body: { code: "too-often" } });
  });
});

describe("nobody sees what is another's", () => {
  test.each([
    ["another relative of the same resident, whose", "son", ["status-light"], "resident-1", "daughter", 404],
    ["a relative without consent for the light", "cousin", ["alerts"], "resident-1", undefined, 403],
    ["a relative of another resident", "stranger", ["status-light"], "resident-2", undefined, 404],
  ] as const)("%s", async (_claim, id, classes, residentId, personId, status) => {
    await write("daughter", "m1", "只给护理团队看");
    await relative(id, classes, residentId);
    const query = personId === undefined ? {} : { personId };
    const answer = await world.call("show-family-thread", { id: "resident-1", as: id, query });
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).not.toContain("只给");
  });

  test("another relative has an empty thread of their own", async () => {
    await write("daughter", "m1", "只给护理团队看");
    await relative("son", ["status-light"]);
    expect(await thread("son")).toMatchObject({ personId: "son", items: [] });
  });

  test("nobody of the staff of another house, in lists neither", async () => {
    await world.must("register-facility", { body: { id: "home-2", name: "别院", kind: "care-home", beds: [] } });
    await world.person("nurse-far", { roles: [{ role: "nurse", facilityId: "home-2" }] });
    await write("daughter", "m1", "只给护理团队看");
    expect((await threads("nurse-far")).items).toEqual([]);
    const answer = await world.call("show-family-thread", {
      id: "resident-1",
      as: "nurse-far",
      query: { personId: "daughter" },
    });
    expect(answer.status).toBe(404);
  });

  test("who is no relative of the resident is as unknown as who does not exist", async () => {
    for (const personId of ["carer-wang", "nobody"]) {
      const query = { personId };
      const answer = await world.call("show-family-thread", { id: "resident-1", as: "nurse-liu", query });
      expect(answer).toMatchObject({ status: 404, body: { code: "unknown-person" } });
    }
  });

  test("after the consent ended the relative reads and writes nothing, and the care team still reads", async () => {
    await write("daughter", "m1", "你好");
    await revoke("daughter", []);
    expect((await write("daughter", "m2", "在吗")).status).toBe(403);
    expect(await thread("nurse-liu", "daughter")).toMatchObject({ mayWrite: false, items: [{ text: "你好" }] });
    expect(await write("nurse-liu", "a1", "好", "daughter")).toMatchObject({ status: 404 });
  });
});

describe("a picture from the care team", () => {
  const dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  const send = (as = "carer-wang", body: Record<string, unknown> = {}) =>
    world.call("send-family-picture", {
      id: "resident-1",
      as,
      body: { id: "p1", text: "今天晒太阳", data: dot, ...body },
    });
  const show = (as: string, picture = "p1", id = "resident-1") =>
    world.call("show-family-picture", { id, as, query: { picture } });

  test("goes to the relatives who may see pictures, and to nobody else", async () => {
    await relative("son", ["status-light", "record"]);
    expect(await world.must("show-picture-audience", { id: "resident-1", as: "carer-wang" })).toEqual({
      items: [{ personId: "daughter", name: "王芳", relation: "女儿" }],
    });
    expect(await send()).toMatchObject({ status: 201, body: { sentTo: 1 } });
    expect((await thread("daughter")).items).toMatchObject([
      { text: "今天晒太阳", picture: { id: "p1", type: "image/png" } },
    ]);
    expect((await thread("son")).items).toEqual([]);
    expect(await show("daughter")).toMatchObject({ status: 200, body: { id: "p1", data: dot } });
    expect((await show("carer-wang")).status).toBe(200);
    expect((await show("son")).status).toBe(403);
    await deliver();
    expect(world.sent.map(({ message }) => message.title)).toEqual(["护理团队给您发来一张照片"]);
  });

  test("lies under a name that tells of nobody", async () => {
    await send();
    expect([...world.files.keys()]).toEqual(["pictures/p1"]);
  });

  test("is not shown any more once its consent is taken back, in the thread neither", async () => {
    await send();
    await revoke("daughter", ["status-light"]);
    expect((await show("daughter")).status).toBe(403);
    const [one] = (await thread("daughter")).items;
    expect(one).toMatchObject({ hasPicture: true });
    expect(one).not.toHaveProperty("picture");
  });

  test("is shown to a relative only where it was sent to them", async () => {
    await send();
    await relative("son", ["status-light", "video"]);
    expect(await show("son")).toMatchObject({ status: 404, body: { code: "unknown-picture" } });
    expect(await show("daughter", "p2")).toMatchObject({ status: 404 });
    await relative("stranger", ["video"], "resident-2");
    expect((await show("stranger", "p1", "resident-2")).status).toBe(404);
  });

  test("is kept by nobody where no relative may see it", async () => {
    await revoke("daughter", ["status-light"]);
    expect(await send()).toMatchObject({ status: 409, body: { code: "nobody-may-see-it" } });
    expect(world.files.size).toBe(0);
  });

  test.each([
    ["no picture", { data: "aGVsbG8gd29ybGQ=" }, 422],
    ["more than a request takes", { data: "A".repeat(940_001) }, 400],
    ["no base64", { data: "<script>--" }, 400],
  ])("that is %s is refused, and nothing is kept", async (_claim, body, status) => {
    expect((await send("carer-wang", body)).status).toBe(status);
    expect(world.files.size).toBe(0);
  });

  test("sent twice stands once, and reaches whom it had not reached", async () => {
    await send();
    await relative("son", ["status-light", "video"]);
    expect(await send()).toMatchObject({ status: 201, body: { sentTo: 2 } });
    expect((await thread("daughter")).items).toHaveLength(1);
    expect((await thread("son")).items).toHaveLength(1);
  });

  test.each(["manager-he", "doctor-sun", "daughter"])("is not sent by %s", async (who) => {
    expect((await send(who)).status).toBe(403);
  });
});

describe("how a relative wants to be told", () => {
  const wishes = (as: string) => world.must("show-family-wishes", { as });
  const wish = (body: unknown) => world.call("set-family-wishes", { as: "daughter", body });

  test("is by every way that they have until they say otherwise", async () => {
    expect(await wishes("daughter")).toEqual({ channels: ["web-push", "sms", "email"], reachable: ["web-push"] });
  });

  test("is kept as set, each part apart, and taken back with null", async () => {
    await wish({ quiet: { from: "22:30", until: "07:05" } });
    await wish({ channels: ["sms"] });
    expect(await wishes("daughter")).toMatchObject({ channels: ["sms"], quiet: { from: "22:30", until: "07:05" } });
    expect(await wish({ quiet: null, channels: null })).toMatchObject({
      status: 200,
      body: { channels: ["web-push", "sms", "email"] },
    });
    expect(await wishes("daughter")).not.toHaveProperty("quiet");
  });

  test.each([
    { quiet: { from: "24:00", until: "07:00" } },
    { quiet: { from: "7:00", until: "08:00" } },
    { channels: ["voice"] },
    { channels: ["pigeon"] },
  ])("is refused where it makes no sense: %o", async (body) => {
    expect(await wish(body)).toMatchObject({ status: 400 });
  });

  test("survives what others change of the person", async () => {
    await wish({ channels: ["sms"] });
    await world.must("change-me", { as: "daughter", body: { phone: "+8613800000009" } });
    expect(await wishes("daughter")).toMatchObject({ channels: ["sms"], reachable: ["web-push", "sms"] });
  });
});
