import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  coverBegins,
  dateText,
  dayOf,
  dutyOf,
  dutyText,
  endMoved,
  momentOf,
  onDay,
  partText,
  spanOf,
  swappable,
  weekdayOf,
  weekOf,
} from "../../web/duty/week.ts";

const at = (time: string) => Date.parse(`${time}:00+08:00`);
const day = 86_400_000;

describe("a week of a roster", () => {
  test("begins on Monday, whatever the day, wherever the workstation stands", () => {
    for (const time of ["2026-11-16T00:00", "2026-11-19T12:00", "2026-11-22T23:59"])
      expect(weekOf(at(time)).map(dateText)).toEqual([
        "2026-11-16",
        "2026-11-17",
        "2026-11-18",
        "2026-11-19",
        "2026-11-20",
        "2026-11-21",
        "2026-11-22",
      ]);
    expect(weekdayOf(at("2026-11-22T00:00"))).toBe(0);
  });

  test("a night duty lies in both its days, and each says so", () => {
    const night = { from: at("2026-11-16T23:00"), until: at("2026-11-17T07:00") };
    const [monday = 0, tuesday = 0, wednesday = 0] = weekOf(night.from);
    expect([monday, tuesday, wednesday].map((midnight) => onDay([night], midnight).length)).toEqual([1, 1, 0]);
    expect(dutyText(night, monday)).toBe("23:00–07:00");
    expect(dutyText(night, tuesday)).toBe("…–07:00");
    expect(partText(night, monday)).toBe("23:00–24:00");
    expect(partText(night, tuesday)).toBe("00:00–07:00");
  });

  test("what ends at midnight is not on the day after", () => {
    const evening = { from: at("2026-11-16T15:00"), until: at("2026-11-17T00:00") };
    const [monday = 0, tuesday = 0] = weekOf(evening.from);
    expect(onDay([evening], tuesday)).toEqual([]);
    expect(dutyText(evening, monday)).toBe("15:00–24:00");
  });

  test("a duty that ends before it begins, or when it begins, ends the day after", () => {
    expect(dutyOf("2026-11-16", "23:00", "07:00")).toEqual({
      from: at("2026-11-16T23:00"),
      until: at("2026-11-17T07:00"),
    });
    expect(dutyOf("2026-11-16", "08:00", "08:00")).toEqual({
      from: at("2026-11-16T08:00"),
      until: at("2026-11-17T08:00"),
    });
    expect(dutyOf("2026-11-16", "", "08:00")).toBeUndefined();
    expect(momentOf("", "08:00")).toBeUndefined();
  });

  test("a duty of more than 24 hours keeps its length when it is edited, and moves with its first day", () => {
    const long = spanOf("2026-11-16", "08:00", "2026-11-17", "20:00");
    expect(long).toEqual({ from: at("2026-11-16T08:00"), until: at("2026-11-17T20:00") });
    expect(endMoved("2026-11-16", "2026-11-30", "2026-11-17")).toBe("2026-12-01");
    expect(endMoved("2026-11-16", "", "2026-11-17")).toBe("2026-11-17");
    expect(spanOf("2026-11-17", "08:00", "2026-11-17", "08:00")).toBeUndefined();
    expect(spanOf("2026-11-17", "08:00", "", "09:00")).toBeUndefined();
  });

  test("every moment of a span is shown in exactly the days that it lies in", () => {
    const minute = fc.integer({ min: 0, max: 7 * 1440 - 1 });
    fc.assert(
      fc.property(minute, fc.integer({ min: 1, max: 36 * 60 }), (start, length) => {
        const days = weekOf(at("2026-11-16T00:00"));
        const from = (days[0] ?? 0) + start * 60_000;
        const until = from + length * 60_000;
        const shown = days.filter((midnight) => onDay([{ from, until }], midnight).length > 0);
        expect(shown).toEqual(days.filter((midnight) => midnight >= dayOf(from) && midnight <= dayOf(until - 1)));
        expect(shown.length).toBeLessThanOrEqual(Math.ceil((length * 60_000) / day) + 1);
      }),
    );
  });
});

describe("a duty that somebody taps", () => {
  const now = Date.UTC(2026, 10, 22, 4);
  const at = (hours: number) => new Date(now + hours * 3_600_000).toISOString();
  const duty = (id: string, personId: string, from: number, until: number, role = "carer") => ({
    id,
    role,
    from: at(from),
    until: at(until),
    person: { id: personId },
  });
  const over = duty("over", "me", -10, -2);
  const mine = duty("mine", "me", 100, 108);
  const running = duty("running", "zhou", -1, 7);
  const theirs = duty("theirs", "zhou", 200, 208);
  const nurse = duty("nurse", "chen", 5, 13, "nurse");
  const ahead = [over, mine, running, theirs, nurse];

  test.each([
    ["one's own: those of colleagues of the same role, not begun, in whichever week", mine, ["theirs"]],
    ["a colleague's: one's own that have not begun", theirs, ["mine"]],
    ["one that has begun: none", running, []],
    ["one that is over: none", over, []],
  ])("is swapped for %s", (_claim, tapped, offered) => {
    expect(swappable(tapped, ahead, "me", now).map(({ id }) => id)).toEqual(offered);
  });

  test.each([
    ["runs: from now, to the minute", running, now + 90_500, now + 60_000],
    ["is to come: from its beginning", theirs, now, now + 200 * 3_600_000],
    ["is over: from its beginning", over, now, now - 10 * 3_600_000],
  ])("and that %s is covered", (_claim, tapped, at, begins) => {
    expect(coverBegins(tapped, at)).toBe(begins);
  });
});
