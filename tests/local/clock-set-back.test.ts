import { expect, test } from "vitest";
import { hour, minute } from "../../domain/model/time.ts";
import { type Clock, virtualClock } from "../../local/clock.ts";
import { connectedByWord, get, startedBox, telemetry, withDevices } from "./box-under-test.ts";

const noon = Date.parse("2026-11-22T12:00:00+08:00");

/** Time that passes as told, under a wall clock that can be set; its timers take the spans that they were to take. */
function settableClock() {
  const time = virtualClock(noon);
  let setBackMs = 0;
  const now = (): number => time.now() - setBackMs;
  const clock: Clock = {
    now,
    elapsedMs: time.elapsedMs,
    speed: 1,
    setTimer: (callback, at) => time.setTimer(callback, time.now() + Math.max(0, at - now())),
  };
  return {
    clock,
    setBack(ms: number) {
      setBackMs += ms;
    },
    pass: (ms: number) => time.advanceBy(ms),
  };
}

test("a box whose clock is set back by hours goes on: silence is found in its time, and its health is true", async () => {
  const { clock, setBack, pass } = settableClock();
  const box = await startedBox({ clock });
  await withDevices(box, "w1");
  const client = await connectedByWord(box, "w1");
  await pass(5 * minute);
  await client.publishAsync("anhu/v1/w1/telemetry", telemetry(71, clock.now()), { qos: 1 });
  setBack(5 * hour);
  for (let minutes = 1; minutes <= 14; minutes += 1) {
    await pass(minute);
    expect(await get(box, "/api/health")).toMatchObject({ status: "ok", canary: { isAnswered: true }, deadLetters: 0 });
  }
  const { canary, time } = await get(box, "/api/health");
  expect(Math.abs(Date.parse(time) - Date.parse(canary.checkedAt))).toBeLessThan(2 * minute);
  expect((await get(box, "/api/alerts")).items.map(({ kind }: { kind: string }) => kind)).toEqual(["device-silent"]);
});
