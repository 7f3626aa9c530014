import { join } from "node:path";
import { expect, test } from "vitest";
import { canary } from "../../domain/model/canary.ts";
import { hour, minute } from "../../domain/model/time.ts";
import { newCanaryFigures } from "../../local/canary-figures.ts";
import { virtualClock } from "../../local/clock.ts";
import { healthOf } from "../../local/health.ts";
import { connectedByWord, get, startedBox, temporaryFolder, withDevices } from "./box-under-test.ts";

const noon = Date.parse("2026-11-22T12:00:00+08:00");

test("a box calls itself once a minute and shows in its health that the call was answered", async () => {
  const clock = virtualClock(noon);
  const box = await startedBox({ clock });
  expect(await get(box, "/api/health")).not.toHaveProperty("canary");
  await clock.advanceTo(noon + 2 * minute);
  expect(await get(box, "/api/health")).toMatchObject({
    status: "ok",
    canary: { isAnswered: true, latencyMs: 0, answeredAt: "2026-11-22T12:02:00+08:00" },
    messages: { taken: 0, refused: 0 },
    deadLetters: 0,
  });
});

test("nobody sees it on the board, and no device can connect in its name with another's certificate", async () => {
  const clock = virtualClock(noon);
  const box = await startedBox({ clock });
  await withDevices(box, "w1");
  await clock.advanceTo(noon + 3 * minute);
  const lists = ["facilities", "residents", "alerts", "alerts?state=closed", "devices", "quarantine"];
  const answers = await Promise.all(lists.map((list) => get(box, `/api/${list}`)));
  expect(JSON.stringify(answers)).not.toContain("canary");
});

test("nobody can speak in its name by its name alone", async () => {
  const clock = virtualClock(noon);
  const box = await startedBox({ clock });
  await clock.advanceTo(noon + minute);
  await expect(connectedByWord(box, canary.deviceId)).rejects.toThrow(/Not authorized/);
});

test("a box that cannot store events says so: unanswered, degraded, and a dead letter for each call", async () => {
  const clock = virtualClock(noon);
  let isBroken = false;
  const box = await startedBox({
    clock,
    wrapEngine: (engine) => ({
      get: (...call) => engine.get(...call),
      getMany: (...call) => engine.getMany(...call),
      query: (...call) => engine.query(...call),
      write: async (writes) => {
        if (isBroken && writes.some(({ table }) => table.name === "events")) throw new Error("disk trouble");
        return engine.write(writes);
      },
    }),
  });
  await clock.advanceTo(noon + 2 * minute);
  isBroken = true;
  await clock.advanceTo(noon + 4 * minute);
  expect(await get(box, "/api/health")).toMatchObject({
    status: "degraded",
    canary: { isAnswered: false, checkedAt: "2026-11-22T12:04:00+08:00", answeredAt: "2026-11-22T12:03:00+08:00" },
    deadLetters: 2,
  });
  isBroken = false;
  await clock.advanceTo(noon + 6 * minute);
  expect((await get(box, "/api/health")).canary).toMatchObject({ isAnswered: true });
});

test("after a restart the box goes on with the same canary, and takes the pause for no failure", async () => {
  const dataFolder = join(temporaryFolder(), "data");
  const before = await startedBox({ dataFolder, clock: virtualClock(noon - 2 * minute) });
  await (before.clock as ReturnType<typeof virtualClock>).advanceTo(noon);
  await before.stop();
  const clock = virtualClock(noon + 30 * minute);
  const box = await startedBox({ dataFolder, clock });
  await clock.advanceTo(noon + 32 * minute);
  expect(await get(box, "/api/health")).toMatchObject({ status: "ok", canary: { isAnswered: true } });
  expect((await get(box, `/api/alerts?residentId=${canary.residentId}`)).status).toBe(400);
});

test.each([
  ["a call that was not answered degrades the box by itself", 1, false, 0, "degraded"],
  ["one that was judged three minutes ago is still news", 1, true, 3 * minute, "ok"],
  ["none judged for longer degrades the box, whatever the last one came to", 1, true, 3 * minute + 1, "degraded"],
  ["none judged three minutes after the start degrades it too", 1, undefined, 3 * minute + 1, "degraded"],
  ["in a simulation ten seconds of its time mean nothing", 600, false, 0, "ok"],
  ["nor do three minutes", 600, undefined, hour, "ok"],
])("%s", async (_claim, speed, isAnswered, unjudgedMs, status) => {
  const health = await healthOf({
    clock: { ...virtualClock(noon), speed },
    mode: "live",
    quarantine: { counts: async () => ({}) as never },
    counters: { taken: 0, lastFaultAt: undefined, hasDamage: false },
    canary: {
      state: isAnswered === undefined ? undefined : { isAnswered, checkedAt: noon },
      chain: undefined,
      unjudgedMs,
    },
    devicesConnected: () => 0,
    tellsOperators: true,
  });
  expect(health.status).toBe(status);
});

test("a box tells for how long no call was judged also when its clock was set back since", () => {
  const clock = virtualClock(noon);
  let setBackMs = 0;
  const figures = newCanaryFigures({ now: () => clock.now() - setBackMs, elapsedMs: clock.elapsedMs });
  void clock.advanceBy(2 * minute);
  figures.put({ CanaryLatency: 40 });
  setBackMs = 5 * hour;
  void clock.advanceBy(4 * minute);
  expect(figures.unjudgedMs).toBe(4 * minute);
});
