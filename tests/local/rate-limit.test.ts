import { expect, test } from "vitest";
import { rateLimit } from "../../local/rate-limit.ts";

test("a burst passes at once, what follows waits for the sustained rate", () => {
  const limit = rateLimit({ perSecond: 10, burst: 3 }, () => 0);
  expect([1, 2, 3, 4, 5].map(() => limit.take())).toEqual([0, 0, 0, 100, 200]);
});

test("the reserve fills up again, and no further than it was", () => {
  let now = 0;
  const limit = rateLimit({ perSecond: 10, burst: 2 }, () => now);
  limit.take();
  limit.take();
  now = 60_000;
  expect([1, 2, 3].map(() => limit.take())).toEqual([0, 0, 100]);
});

test("trying takes nothing when there is nothing", () => {
  let now = 0;
  const limit = rateLimit({ perSecond: 1, burst: 1 }, () => now);
  expect([limit.tryTake(), limit.tryTake(), limit.tryTake()]).toEqual([true, false, false]);
  now = 1_000;
  expect(limit.tryTake()).toBe(true);
});
