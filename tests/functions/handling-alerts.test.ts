import { beforeEach, describe, expect, test } from "vitest";
import { alert as alertSchema } from "../../contracts/http/alerts.ts";
import { minute } from "../../domain/model/time.ts";
import { ItemTooLargeError } from "../../domain/ports.ts";
import { type HttpFixture, intercepted, recorded, World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
});

async function fallen(): Promise<string> {
  await world.invoke("ingest-event", recorded("iot-rule-fall"));
  return (await world.openAlerts("resident-1"))[0]?.id ?? "";
}

function acknowledge(id: string, by: string) {
  return world.call("acknowledge-alert", { id, body: { by } });
}

function resolve(id: string, outcome = "real", by = "护工李") {
  return world.call("resolve-alert", { id, body: { by, outcome } });
}

test("an acknowledgement as API Gateway hands it over is kept and shown to the board", async () => {
  const id = await fallen();
  const event = recorded("http-acknowledge") as HttpFixture;
  const answer = await world.invoke("acknowledge-alert", { ...event, pathParameters: { id } });
  expect(answer).toMatchObject({ statusCode: 200 });
  const view = alertSchema.parse(JSON.parse((answer as { body: string }).body));
  expect(view).toMatchObject({ id, handling: "acknowledged" });
  expect(view.timeline.at(-1)).toMatchObject({ what: "acknowledged", by: "护工李" });
  expect(world.live.at(-1)?.change.alerts).toMatchObject([{ id, handling: "acknowledged" }]);
});

describe("acknowledging", () => {
  test("again by the same person changes nothing", async () => {
    const id = await fallen();
    const first = await acknowledge(id, "护工李");
    expect(await acknowledge(id, "护工李")).toEqual(first);
  });

  test("by another person is refused and names who has it", async () => {
    const id = await fallen();
    await acknowledge(id, "护工李");
    const { status, body } = await acknowledge(id, "护工王");
    expect({ status, code: body.code }).toEqual({ status: 409, code: "taken-by-another" });
    expect(body.detail).toContain("护工李");
  });

  test("by ten people at once lets exactly one have it", async () => {
    const id = await fallen();
    const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => acknowledge(id, `护工${index}`)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === "taken-by-another")).toHaveLength(9);
  });
});

describe("resolving", () => {
  test("closes alert, guard and the watch's condition, so that the next fall is a new alert", async () => {
    const id = await fallen();
    expect(await resolve(id, "false")).toMatchObject({ status: 200, body: { handling: "resolved", outcome: "false" } });
    expect(await world.openAlerts("resident-1")).toEqual([]);
    expect((await world.must("list-alerts", { query: { state: "closed" } })).items).toMatchObject([{ id }]);

    world.pass(5 * minute);
    const at = new Date(world.now).toISOString();
    await world.urgent(world.message("band-1", "event", { id: "f2", type: "fall", at }, "m2"));
    const [next] = await world.openAlerts("resident-1");
    expect(next).toMatchObject({ kind: "fall" });
    expect(next?.id).not.toBe(id);
  });

  test("again by the same words changes nothing, by other words is refused", async () => {
    const id = await fallen();
    const first = await resolve(id, "real");
    expect(await resolve(id, "real")).toEqual(first);
    expect(await resolve(id, "false")).toMatchObject({ status: 409, body: { code: "already-resolved" } });
  });

  test("an alert that nobody knows is a 404", async () => {
    expect(await resolve("nothing")).toMatchObject({ status: 404, body: { code: "unknown-alert" } });
  });
});

test("resolving while readings and events pour in loses neither", async () => {
  const id = await fallen();
  const t = world.now / 1000;
  const packs = Array.from({ length: 20 }, (_, index) =>
    world.message("bed-1", "telemetry", [{ n: "heart-rate", v: 60 + index, t: t - index }], `m${index}`),
  );
  const at = new Date(world.now).toISOString();
  const sos = world.message("band-1", "event", { id: "sos-1", type: "sos", at }, "m-sos");
  const [resolved] = await Promise.all([
    resolve(id),
    acknowledge(id, "护工李"),
    world.urgent(sos),
    ...packs.map((pack) => world.telemetry(pack)),
  ]);
  expect(resolved.status).toBe(200);
  expect(await world.openAlerts("resident-1")).toMatchObject([{ kind: "sos" }]);
  const watched = (await world.deps("sweep-watches").watches.find("resident-1"))?.watch;
  expect(Object.keys(watched?.open ?? {})).toEqual(["sos"]);
  expect(watched?.recent.filter(([, code]) => code === "heart-rate")).toHaveLength(20);
  const { series } = await world.must("read-observations", { id: "resident-1", query: { code: "heart-rate" } });
  expect(series[0].points).toHaveLength(20);
});

describe("the device that called", () => {
  test("is told of the acknowledgement, once", async () => {
    const id = await fallen();
    await acknowledge(id, "护工李");
    await acknowledge(id, "护工李");
    const command = { command: "acknowledge", eventId: "fall-0001" };
    expect(world.commands).toEqual([{ deviceId: "band-1", command }]);
  });

  test("cannot hinder it by being out of reach", async () => {
    world.broken.add("command");
    expect((await acknowledge(await fallen(), "护工李")).status).toBe(200);
  });
});

describe("a call that the person has not seen", () => {
  async function callAgain(id: string): Promise<void> {
    world.pass(5 * minute);
    await world.urgent(world.message("band-1", "event", { id, type: "fall" }, id));
  }

  test.each(["acknowledge-alert", "resolve-alert"] as const)(
    "is not answered by %s of the version before",
    async (name) => {
      const id = await fallen();
      await callAgain("second");
      const said = { by: "护工李", ...(name === "resolve-alert" ? { outcome: "real" } : {}) };
      const refused = await world.call(name, {
        id,
        body: { ...said, version: 1 },
        headers: { "accept-language": "en" },
      });
      expect(refused).toMatchObject({ status: 409, body: { code: "version-conflict" } });
      expect(refused.body.detail).toContain("called again");
      const [open] = await world.openAlerts("resident-1");
      expect(open).toMatchObject({ id, handling: "new", version: 2 });
      expect((await world.call(name, { id, body: { ...said, version: 2 } })).status).toBe(200);
    },
  );

  test("is not closed either when it comes while the request runs, though that names no version", async () => {
    const id = await fallen();
    let isCalled = false;
    world.engine = intercepted(world.tables, async (writes) => {
      // That it was asked is told before the alert is read.
      if (isCalled || !writes.some(({ table }) => table.name === "alerts")) return;
      isCalled = true;
      world.pass(5 * minute);
      await world.urgent(world.message("band-1", "event", { id: "second", type: "fall" }, "m2"));
    });
    expect(await acknowledge(id, "护工李")).toMatchObject({ status: 409, body: { code: "version-conflict" } });
    expect(await world.openAlerts("resident-1")).toMatchObject([{ id, handling: "new" }]);
  });

  test("is only a call: what changed otherwise hinders nobody", async () => {
    const id = await fallen();
    await acknowledge(id, "护工李");
    expect((await world.call("resolve-alert", { id, body: { outcome: "real", version: 1 } })).status).toBe(200);
  });
});

describe("an alert with an endless story", () => {
  test("can still be acknowledged and resolved, and costs no other call", { timeout: 180_000 }, async () => {
    const id = await fallen();
    for (let index = 0; index < 3000; index++) {
      world.pass(61_000);
      await world.urgent(world.message("band-1", "event", { id: `f${index}`, type: "fall" }, `m${index}`));
    }
    await world.urgent(world.message("band-1", "event", { id: "sos", type: "sos" }, "m-sos"));
    const open = await world.openAlerts("resident-1");
    expect(
      open
        .map(({ kind }) => kind)
        .filter((kind) => kind === "fall" || kind === "sos")
        .sort(),
    ).toEqual(["fall", "sos"]);
    expect((await acknowledge(id, "护工李")).status).toBe(200);
    expect((await resolve(id)).status).toBe(200);
    expect(JSON.stringify(open).length).toBeLessThan(100_000);
  });

  test("that no table takes is shortened, so that the call in the same commit is not lost", async () => {
    const id = await fallen();
    for (let index = 0; index < 40; index++) {
      world.pass(2 * minute);
      await world.urgent(world.message("band-1", "event", { id: `f${index}`, type: "fall" }, `m${index}`));
    }
    world.engine = intercepted(world.tables, async (writes) => {
      const alert = writes.find((write) => write.kind === "put" && JSON.stringify(write.item).length > 6000);
      if (alert?.table.name === "alerts") throw new ItemTooLargeError("alerts");
    });
    world.pass(2 * minute);
    await world.urgent(world.message("band-1", "event", { id: "last", type: "fall" }, "m-last"));
    expect(world.log.filter(({ message }) => message === "alert is too large and was shortened")).toHaveLength(1);
    expect((await world.openAlerts("resident-1")).map((alert) => alert.id)).toContain(id);
    const { watches } = world.deps("sweep-watches");
    expect((await watches.find("resident-1"))?.watch.seenEvents.at(-1)).toContain("last");
  });
});
