import { expect, onTestFinished, test } from "vitest";
import { startTimers, timerTable } from "../../adapters/timer/table.ts";
import { systemClock } from "../../local/clock.ts";
import { enginesUnderTest } from "../engines.ts";

test("a queue whose deliveries hang holds up no other, and takes no more than its places", async () => {
  const engine = await enginesUnderTest()[0]?.open({ tables: [timerTable] });
  if (engine === undefined) throw new Error("no engine");
  const clock = systemClock();
  let free = (): void => undefined;
  const hanging = new Promise<void>((resolve) => {
    free = resolve;
  });
  let hangs = 0;
  let seen = (): void => undefined;
  const other = new Promise<void>((resolve) => {
    seen = resolve;
  });
  const timers = await startTimers({
    engine,
    clock,
    atOnce: { "notification-due": 3 },
    async deliver(queue) {
      if (queue === "watch-due") return seen();
      hangs += 1;
      await hanging;
    },
    onDeadLetter: () => undefined,
  });
  onTestFinished(() => timers.stop());
  const due = (queue: string, name: string) => timers.set({ queue, name, dueAt: clock.now() });
  await Promise.all(Array.from({ length: 50 }, (_, n) => due("notification-due", `n${n}`)));
  await due("watch-due", "r1");
  await other;
  expect(hangs).toBe(3);
  free();
});
