import { describe, expect, test } from "vitest";
import { SqliteTableEngine } from "../../adapters/table/sqlite.ts";
import { day, hour } from "../../domain/model/time.ts";
import { caseFigures, isLate, wentDown } from "../../domain/referrals/figures.ts";
import { figuresOf } from "../../domain/referrals/month-figures.ts";
import { arePapersOpen } from "../../domain/referrals/papers-due.ts";
import { demoReferralsBefore, makeDemoReferrals } from "../../local/demo-referrals.ts";
import { demoFacilities } from "../../local/sign-in/demo-people.ts";
import { ReferralStore } from "../../stores/referral-store.ts";

const starts = ["2026-11-23T03:00:00+08:00", "2026-03-01T00:00:00+08:00", "2026-12-31T23:59:00+08:00"];

describe.each(starts)("what the demo's county did before it starts at %s", (start) => {
  const now = Date.parse(start);
  const cases = demoReferralsBefore(now).map(({ versions }) => versions.at(-1)?.referral);

  test("goes by the rules, and nothing of it is to come or late", () => {
    for (const referral of cases) {
      expect(Math.max(...(referral?.stages ?? []).map(({ at }) => at))).toBeLessThanOrEqual(now);
      expect(referral !== undefined && arePapersOpen(referral)).toBe(false);
      expect(referral !== undefined && isLate(referral, now + hour)).toBe(false);
    }
  });

  test("fills figures, the work list of who may go back, and follow-ups", () => {
    const known = cases.flatMap((referral) => referral ?? []);
    const open = known.filter(({ closedAt }) => closedAt === undefined).map(({ state }) => state);
    expect(open.sort()).toEqual(["down-accepted", "follow-up-due", "ready-for-down"]);
    expect(new Set(known.map(({ residentId }) => residentId)).size).toBe(known.length);
    const figures = figuresOf(known.map((referral) => caseFigures(referral, [], now)));
    expect(figures.toDoor?.count).toBeGreaterThan(10);
    expect(figures.stages.some(({ late }) => late > 0)).toBe(true);
    expect(known.filter(wentDown).length).toBeGreaterThan(5);
  });
});

test("is written once, however often the demo starts", async () => {
  const now = Date.parse("2026-11-23T03:00:00+08:00");
  const store = new ReferralStore(SqliteTableEngine.open(":memory:", { now: () => now }));
  for (const start of [now, now + 3 * day]) await makeDemoReferrals(store, start);
  const { items } = await store.listRequestedBetween(demoFacilities.hospital, now - 60 * day, now);
  expect(items).toHaveLength(demoReferralsBefore(now).length);
  expect((await store.listOfHouse(demoFacilities.hospital, "open")).items).toHaveLength(3);
});
