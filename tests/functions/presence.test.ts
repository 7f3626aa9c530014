import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import type { PresenceEvent } from "../../contracts/presence.ts";
import { hour, minute, second } from "../../domain/model/time.ts";
import { sqsEvent } from "../../functions/shell/events.ts";
import { intercepted, recorded, World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
});

function event(eventType: PresenceEvent["eventType"], versionNumber: number, more: Partial<PresenceEvent> = {}) {
  const reason = eventType === "disconnected" ? { disconnectReason: "CONNECTION_LOST" } : {};
  return { clientId: "band-1", timestamp: world.now, eventType, versionNumber, ...reason, ...more };
}

async function settle(...bodies: readonly unknown[]): Promise<readonly string[]> {
  const messages = bodies.map((body, index) => ({
    messageId: `p${index}`,
    body,
    sentAt: world.now,
    receiveCount: 1,
  }));
  const answer = (await world.invoke("settle-presence", sqsEvent("presence", messages))) as {
    batchItemFailures: { itemIdentifier: string }[];
  };
  return answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

async function band(of = world) {
  const { items } = await of.must("list-devices", { query: { residentId: "resident-1" } });
  return items.find(({ id }: { id: string }) => id === "band-1");
}

async function kindsOpen(): Promise<readonly string[]> {
  return (await world.openAlerts("resident-1")).map(({ kind }) => kind);
}

describe("a connection that is lost", () => {
  test("as AWS tells it makes the device offline and, when it does not return, alerts as its last will does", async () => {
    expect(await world.invoke("settle-presence", recorded("sqs-presence-connected"))).toEqual({
      batchItemFailures: [],
    });
    expect(await band()).toMatchObject({ connection: "online", isSilent: false });
    expect(await world.invoke("settle-presence", recorded("sqs-presence-disconnected"))).toEqual({
      batchItemFailures: [],
    });
    expect(await band()).toMatchObject({ connection: "offline", isSilent: false });
    expect(world.live.at(-1)).toMatchObject({ facilityId: "home-1", change: { residentId: "resident-1" } });
    world.pass(2 * minute);
    await world.wake("resident-1");
    expect(await kindsOpen()).toEqual(["device-silent"]);
  });

  test("looks the same on the device and its resident as the last will of the same moment", async () => {
    const other = await new World().furnish();
    await settle(event("connected", 1));
    await other.urgent(other.message("band-1", "status", { connection: "online" }, "s1"));
    for (const each of [world, other]) each.pass(minute);
    await settle(event("disconnected", 1));
    await other.urgent(other.message("band-1", "status", { connection: "offline" }, "s2"));
    expect(await band()).toEqual(await band(other));
    const watches = await Promise.all(
      [world, other].map((each) => each.deps("sweep-watches").watches.find("resident-1")),
    );
    expect(watches[0]?.watch).toEqual(watches[1]?.watch);
  });

  test("and told by the last will as well, in either order, is one change", async () => {
    await settle(event("connected", 1));
    world.pass(minute);
    await world.urgent(world.message("band-1", "status", { connection: "offline" }, "s1"));
    const before = await world.deps("sweep-watches").watches.find("resident-1");
    await settle(event("disconnected", 1));
    expect(await world.deps("sweep-watches").watches.find("resident-1")).toEqual(before);
  });

  test("is no news when the device was back before that settled: nothing is written and nobody alarmed", async () => {
    await settle(event("connected", 1));
    world.pass(10 * minute);
    const lost = event("disconnected", 1);
    world.pass(5 * second);
    await settle(event("connected", 2));
    const before = await world.deps("sweep-watches").watches.find("resident-1");
    world.pass(25 * second);
    world.live.length = 0;
    await settle(lost);
    expect(await world.deps("sweep-watches").watches.find("resident-1")).toEqual(before);
    expect(world.live).toEqual([]);
    expect(await band()).toMatchObject({ connection: "online" });
  });

  test("is no news either when its end and the return come in one batch, whatever their order", async () => {
    await settle(event("connected", 1));
    world.pass(10 * minute);
    const lost = event("disconnected", 1);
    world.pass(5 * second);
    const back = event("connected", 2);
    const told: (string | undefined)[] = [];
    world.engine = intercepted(world.tables, async (writes) => {
      for (const write of writes) {
        if (write.table.name === "watches" && write.kind === "put") told.push(JSON.stringify(write.item));
      }
    });
    await settle(lost, back);
    expect(told.join()).not.toContain("offline");
    expect(await band()).toMatchObject({ connection: "online" });
  });
});

test("a device that says goodbye is not offline: it may sleep until its next report", async () => {
  await settle(event("connected", 1));
  world.pass(minute);
  await settle(event("disconnected", 1, { disconnectReason: "CLIENT_INITIATED_DISCONNECT" }));
  expect((await band()).connection).toBe("online");
  world.pass(3 * minute);
  await world.wake("resident-1");
  expect(await kindsOpen()).not.toContain("device-silent");
});

test("whatever the order of the words of a day, and however often each comes, the device ends as the newest has it", async () => {
  const runs = fc.record({
    seconds: fc.array(fc.integer({ min: 1, max: 2 * 60 * 60 }), { minLength: 1, maxLength: 10 }),
    seed: fc.infiniteStream(fc.nat(1000)),
  });
  await fc.assert(
    fc.asyncProperty(runs, async ({ seconds, seed }) => {
      world = await new World().furnish();
      const words = seconds.map((forSeconds, index) => {
        const word = event(index % 2 === 0 ? "connected" : "disconnected", Math.floor(index / 2));
        world.pass(forSeconds * second);
        return word;
      });
      const arrivals = [...words, ...words]
        .map((word) => ({ word, place: seed.next().value as number }))
        .sort((a, b) => a.place - b.place)
        .map(({ word }) => word);
      for (let from = 0; from < arrivals.length; from += 3)
        expect(await settle(...arrivals.slice(from, from + 3))).toEqual([]);
      const newest = words.length % 2 === 1 ? "online" : "offline";
      expect((await band()).connection).toBe(newest);
      const { presence } = (await world.deps("settle-presence").devices.find("band-1")) ?? {};
      expect(presence).toMatchObject({ connection: newest, version: Math.floor((words.length - 1) / 2) });
    }),
    { numRuns: 40 },
  );
});

describe("of clients that are no devices in service", () => {
  test.each(["browser-7f3a", "bed-2", "SN-1"])("%s leaves no trace", async (clientId) => {
    await world.must("revoke-device", { id: "bed-2" });
    const expected = { id: "SN-1", kind: "radar", residentId: "resident-1" };
    await world.must("expect-devices", { body: { devices: [expected] } });
    const writes: string[] = [];
    world.engine = intercepted(world.tables, async (all) => void writes.push(...all.map(({ table }) => table.name)));
    expect(await settle(event("connected", 1, { clientId }), event("disconnected", 1, { clientId }))).toEqual([]);
    expect(writes).toEqual([]);
  });
});

describe("what cannot be taken in", () => {
  test("is kept for operators when it is no word of the broker", async () => {
    const wrong = [{ clientId: "band-1" }, { ...event("connected", 1), eventType: "subscribed" }, "hello", null];
    expect(await settle(...wrong)).toEqual([]);
    const { items } = await world.must("list-quarantine");
    expect(items).toHaveLength(wrong.length);
  });

  test.each(["devices", "watches"])(
    "is delivered again when the %s cannot be written, and then it holds",
    async (table) => {
      await settle(event("connected", 1));
      world.pass(hour);
      const lost = event("disconnected", 1);
      world.engine = intercepted(world.tables, async (writes) => {
        if (writes.some((write) => write.table.name === table)) throw new Error(`${table} is down`);
      });
      const bystander = event("connected", 1, { clientId: "nobody" });
      expect(await settle(lost, bystander)).toEqual(["p0"]);
      world.engine = world.tables;
      expect(await settle(lost)).toEqual([]);
      expect(await band()).toMatchObject({ connection: "offline" });
    },
  );

  test("is delivered again record by record: all that one batch said of the device", async () => {
    world.engine = intercepted(world.tables, async (writes) => {
      if (writes.some((write) => write.table.name === "devices")) throw new Error("devices is down");
    });
    expect(await settle(event("connected", 1), event("disconnected", 1), event("connected", 2))).toEqual([
      "p0",
      "p1",
      "p2",
    ]);
  });

  test("is not lost to a status that is written at the same moment", async () => {
    let isRacing = false;
    world.engine = intercepted(world.tables, async (writes) => {
      if (isRacing || !writes.some(({ table }) => table.name === "devices")) return;
      isRacing = true;
      await world.urgent(world.message("band-1", "status", { connection: "online", firmware: "3.0" }, "m1"));
    });
    expect(await settle(event("connected", 7))).toEqual([]);
    const device = await world.deps("settle-presence").devices.find("band-1");
    expect(device).toMatchObject({ firmware: "3.0", presence: { connection: "online", version: 7 } });
  });
});
