import { beforeEach, describe, expect, test } from "vitest";
import type { FamilyWishes } from "../../domain/family-telling/wishes.ts";
import type { Person, Relation } from "../../domain/model/person.ts";
import { hour, minute } from "../../domain/model/time.ts";
import type { Notification } from "../../domain/notify/notification.ts";
import { queueEvent } from "../../functions/shell/events.ts";
import { NotificationStore } from "../../stores/notification-store.ts";
import { PersonStore } from "../../stores/person-store.ts";
import { relativeOf } from "../relatives.ts";
import { greenCase, hospitalDoctor, open, opened, reason, withRecord } from "./break-glass.ts";
import { intercepted, recorded, type World } from "./world.ts";

/* What relatives are told by their telephones of a record that was opened in an emergency. */

let world: World;
let caseId: string;
beforeEach(async () => {
  world = await withRecord();
  // Before there are relatives: what they hear of the fall is another test's.
  caseId = await greenCase(world);
});

async function relative(
  id: string,
  relation: Relation = relativeOf("resident-1", "女儿", ["alerts"]),
  { wishes, language = "zh" }: { readonly wishes?: FamilyWishes; readonly language?: "zh" | "en" } = {},
): Promise<void> {
  await world.person(id, {
    relations: [relation],
    reach: { phone: "+8613900000009", pushes: [], language },
    ...(wishes !== undefined && { familyWishes: wishes }),
  });
}

async function tell(): Promise<void> {
  for (let round = 0; round < 10; round += 1) {
    const due = [...world.queued.values()].filter(({ queue, dueAt }) => queue === "family-due" && dueAt <= world.now);
    if (due.length === 0) return;
    for (const { queue, name, dueAt } of due) {
      world.queued.delete(`${queue}#${name}`);
      const messages = [{ messageId: name.slice(-80), timer: { name, dueAt }, receiveCount: 1 }];
      await world.invoke("tell-families", queueEvent("family-due", messages));
    }
  }
}

const sweep = () => world.invoke("sweep-families", recorded("schedule"));
const sent = () => world.sent.filter(({ message }) => message.id.startsWith("family-opening-"));
const rows = async (id: string): Promise<readonly Notification[]> =>
  (await new NotificationStore(world.tables).listByAlert(`family-opening-${id}`)).items;

test("a relative is told at once which hospital and what they are there, and nothing of whom or of what", async () => {
  await relative("daughter");
  await relative("son", undefined, { language: "en" });
  await opened(world, caseId);
  await tell();
  expect(sent().map(({ message: { title, body, path } }) => [title, body, path])).toEqual([
    ["县人民医院的医生因急救打开了您家人的病历", "松鹤院 · 打开安护查看", "/family/#/looks"],
    [
      "A doctor of 县人民医院 opened your relative's record in an emergency",
      "松鹤院 · Open Anhu to see more",
      "/family/#/looks",
    ],
  ]);
  expect(JSON.stringify(world.sent.map(({ message }) => message))).not.toMatch(/王桂英|昏迷|过敏|doctor of hospital/);
});

test("whoever hears of alerts or sees the record is told, and whoever is called in an emergency; nobody else", async () => {
  for (const one of ["status-light", "vitals", "alerts", "record", "video"] as const)
    await relative(`by-${one}`, relativeOf("resident-1", "女儿", [one]));
  await relative("contact", { residentId: "resident-1", relation: "邻居", isEmergencyContact: true });
  await relative("nobody", { residentId: "resident-1", relation: "邻居" });
  await relative("elsewhere", relativeOf("resident-2"));
  const told = (await rows(await opened(world, caseId))).map(({ to }) => (to.kind === "person" ? to.personId : ""));
  expect(told.toSorted()).toEqual(["by-alerts", "by-record", "contact"]);
});

describe("once for each opening", () => {
  beforeEach(() => relative("daughter"));

  test("however often timers go off, the sweep comes by, and somebody taps", async () => {
    await opened(world, caseId);
    await open(world, caseId);
    const timers = [...world.queued.values()].filter(({ queue }) => queue === "family-due");
    await tell();
    await sweep();
    for (const timer of timers) world.queued.set(`again#${timer.name}`, timer);
    await tell();
    expect(sent()).toHaveLength(1);
  });

  test("also when it is opened on; anew when it is opened anew", async () => {
    const id = await opened(world, caseId);
    await tell();
    await world.must("change-own-opening", { id, as: hospitalDoctor, body: { do: "renew", reason } });
    await tell();
    expect(sent()).toHaveLength(1);
    world.pass(9 * hour);
    await opened(world, caseId);
    await tell();
    expect(sent()).toHaveLength(2);
  });
});

describe("nothing is lost", () => {
  beforeEach(() => relative("daughter"));

  test("when whoever wrote the opening stopped before any timer was set: the sweep finds it", async () => {
    world.broken.add("timer");
    await opened(world, caseId);
    world.broken.delete("timer");
    await tell();
    expect(sent()).toEqual([]);
    world.pass(minute);
    await sweep();
    await tell();
    expect(sent()).toHaveLength(1);
  });

  test("whichever write of the opening fails: nobody is told of what was not opened, and what was opened is told", async () => {
    for (let failing = 1; failing <= 3; failing += 1) {
      let writes = 0;
      world.engine = intercepted(world.tables, async () => {
        writes += 1;
        if (writes === failing) throw new Error("the machine stopped");
      });
      const { status } = await open(world, caseId);
      world.engine = world.tables;
      const isOpen = (await new PersonStore(world.tables).find(hospitalDoctor))?.openings !== undefined;
      const made = (await new NotificationStore(world.tables).listFamilyOverdue("home-1", world.now, 10)).items;
      expect({ failing, status, told: made.length }).toEqual({ failing, status, told: isOpen ? 1 : 0 });
    }
    await tell();
    expect(sent()).toHaveLength(1);
  });
});

describe("what a relative wishes and may hear", () => {
  const quiet = { from: 0, until: 1439 };

  test("quiet hours hold it until they end: it is no alarm", async () => {
    await relative("daughter", undefined, { wishes: { quiet } });
    const id = await opened(world, caseId);
    await tell();
    expect(sent()).toEqual([]);
    const [row] = await rows(id);
    expect(row).toMatchObject({ state: "due", isHeld: true });
    world.now = row?.dueAt as number;
    await sweep();
    await tell();
    expect(sent()).toHaveLength(1);
  });

  test("a consent that is taken back before it is sent: it is not", async () => {
    await relative("daughter");
    const id = await opened(world, caseId);
    const store = new PersonStore(world.tables);
    const before = (await store.find("daughter")) as Person;
    await store.save({ ...before, relations: [], version: before.version + 1 });
    await tell();
    expect(sent()).toEqual([]);
    expect(await rows(id)).toMatchObject([{ state: "cancelled", error: "no-consent" }]);
  });

  test("a way that they did not choose is not taken", async () => {
    await relative("daughter", undefined, { wishes: { channels: ["email"] } });
    expect(await rows(await opened(world, caseId))).toEqual([]);
  });
});

test("the staff of the home see in the deliveries that it was told", async () => {
  await relative("daughter");
  await opened(world, caseId);
  await tell();
  const { items } = await world.must("list-deliveries", { id: "home-1", as: "facility-manager@home-1" });
  expect(items.filter(({ family }: { family?: string }) => family === "record-opened")).toMatchObject([
    { state: "accepted" },
  ]);
});
