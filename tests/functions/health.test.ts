import { expect, test } from "vitest";
import { health } from "../../contracts/http/health.ts";
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
  expect(world.log).toMatchObject([{ level: "error" }]);
});
