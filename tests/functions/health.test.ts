import { expect, test } from "vitest";
import { health } from "../../contracts/http/health.ts";
import { minute } from "../../domain/model/time.ts";
import { World } from "./world.ts";

test("a cell states its clock, and what was refused, in the form that the pages read", async () => {
  const world = await new World().furnish();
  await world.telemetry(world.message("bed-1", "telemetry", "nonsense", "m1"));
  const answer = await world.must("show-health");
  expect(health.parse(answer)).toEqual({
    status: "ok",
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    time: "2026-11-22T02:10:00+08:00",
    speed: 1,
    mode: "live",
    messages: { refused: 1 },
    deadLetters: 0,
  });
});

test("it is degraded, and still tells the time, while the tables do not answer", async () => {
  const world = new World();
  world.engine = { ...world.engine, query: () => Promise.reject(new Error("down")) };
  const answer = await world.must("show-health");
  expect(answer).toMatchObject({ status: "degraded", time: "2026-11-22T02:10:00+08:00" });
  expect(world.log.map(({ message }) => message)).toContain("the quarantine cannot be counted");
});

test("who is no operator is told whether it is well and what time it is, and nothing else, whatever they ask", async () => {
  const world = await new World().furnish();
  await world.person("carer", { roles: [{ role: "carer", facilityId: "home-1" }] });
  const answer = await world.must("show-health", { as: "carer", query: { details: "1" } });
  expect(answer).toEqual({ status: "ok", time: "2026-11-22T02:10:00+08:00", speed: 1, mode: "live" });
});

test("operators see how the parts do: what is overdue, who was called, what was refused", async () => {
  const world = await new World().furnish();
  await world.person("operator", { roles: [{ role: "operator" }] });
  const details = async () => (await world.must("show-health", { as: "operator", query: { details: "1" } })).details;
  expect(await details()).toEqual({
    ingest: { devices: 3, silent: 0 },
    timers: { watchesOverdue: 0, escalationsOverdue: 0, notificationsOverdue: 0 },
    alerts: { open: 0, unanswered: 0, uncalled: 0 },
    channels: [],
    quarantine: expect.objectContaining({ "not-senml": 0 }),
    unknown: [],
  });
  await world.telemetry(world.heartRate("bed-1", 60, "m1"), world.message("bed-1", "telemetry", "nonsense", "m2"));
  await world.urgent(world.message("band-1", "event", { id: "e1", type: "sos" }, "m3"));
  expect((await details()).alerts).toEqual({ open: 1, unanswered: 1, uncalled: 0 });
  world.pass(20 * minute);
  expect(await details()).toMatchObject({
    ingest: { devices: 3, silent: 3, lastHeardAt: "2026-11-22T02:10:00+08:00" },
    timers: { watchesOverdue: 2, escalationsOverdue: 1 },
    alerts: { open: 1, unanswered: 1, uncalled: 1 },
    quarantine: { "not-senml": 1 },
  });
});

test("how late telemetry is stored is told as far as it is known", async () => {
  const world = await new World().furnish();
  const details = async () => (await world.must("show-health", { query: { details: "1" } })).details;
  expect((await details()).ingest).not.toHaveProperty("lagMs");
  world.lagMs = 42_000;
  expect((await details()).ingest).toMatchObject({ devices: 3, lagMs: 42_000 });
  world.broken.add("ingestLag");
  expect(await details()).toMatchObject({ ingest: { devices: 3 }, unknown: ["ingest"] });
});

test("a part that cannot be read is named, and holds up no other", async () => {
  const world = await new World().furnish();
  const { engine } = world;
  world.engine = {
    get: (...call) => engine.get(...call),
    getMany: (...call) => engine.getMany(...call),
    query: async (table, query) => {
      if (table.name === "alerts") throw new Error("disk trouble");
      return engine.query(table, query);
    },
    write: (...call) => engine.write(...call),
  };
  const { details } = await world.must("show-health", { query: { details: "1" } });
  expect(details).toMatchObject({ ingest: { devices: 3 }, unknown: ["alerts"] });
});
