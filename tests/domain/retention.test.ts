import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day } from "../../domain/model/time.ts";
import { retentionClassNames } from "../../domain/retention/classes.ts";
import { type ErasedPart, merged } from "../../domain/retention/erasure.ts";
import { judgeRetention } from "../../domain/retention/judge.ts";
import { keptUntil } from "../../domain/retention/kept-until.ts";
import { endOf, isShorter, type Period, periodOf, periodText } from "../../domain/retention/period.ts";
import { leastPeriods, lengthenable, lengthened } from "../../domain/retention/periods.ts";

const at = (text: string) => Date.parse(`${text}+08:00`);
const starts = { serviceEnd: at("2026-11-22T10:00:00"), lastVisit: at("2026-10-01T09:00:00") };
const some = fc.oneof(
  fc.record({ years: fc.integer({ min: 1, max: 99 }) }),
  fc.record({ months: fc.integer({ min: 1, max: 999 }) }),
  fc.record({ days: fc.integer({ min: 1, max: 9999 }) }),
) as fc.Arbitrary<Period>;
const times = fc.integer({ min: at("2020-01-01T00:00:00"), max: at("2060-01-01T00:00:00") });

describe("a period", () => {
  test.each([
    ["2026-11-22T10:00:00", "15y", "2041-11-22T10:00:00"],
    ["2024-02-29T00:30:00", "1y", "2025-03-01T00:30:00"],
    ["2024-02-29T00:30:00", "4y", "2028-02-29T00:30:00"],
    ["2026-08-31T12:00:00", "6m", "2027-03-01T12:00:00"],
    ["2026-12-31T23:59:59", "6m", "2027-07-01T23:59:59"],
    ["2026-11-22T10:00:00", "90d", "2027-02-20T10:00:00"],
  ])("from %s of %s ends at %s in Shanghai", (from, span, until) => {
    expect(endOf(at(from), periodOf(span) as Period)).toBe(at(until));
  });

  test("reads as it is written, and ends later than it begins", () => {
    fc.assert(
      fc.property(some, times, (period, from) => {
        expect(periodOf(periodText(period))).toEqual(period);
        expect(endOf(from, period)).toBeGreaterThan(from);
        expect(isShorter(period, period)).toBe(false);
      }),
    );
  });

  test.each(["", "0y", "15", "y", "-1y", "1.5y", "15years", "123456d"])("is not %j", (text) => {
    expect(periodOf(text)).toBeUndefined();
  });
});

describe("periods of an operator", () => {
  test("are longer than those of the law, or refused each with its source", () => {
    const read = lengthened({ "outpatient-record": "20y", "resident-file": "59m", series: "1y", "security-log": "1y" });
    expect(read).toMatchObject({ kind: "faults" });
    const faults = read.kind === "faults" ? read.faults : [];
    expect(faults.map(({ class: name }) => name)).toEqual(["resident-file", "series", "security-log"]);
    expect(faults[0]?.zh).toContain("养老机构管理办法 2020");
    expect(lengthened({ "outpatient-record": "20y" })).toMatchObject({
      kind: "periods",
      periods: { "outpatient-record": { years: 20 }, "inpatient-record": { years: 30 } },
    });
  });

  test("are never shorter than law, whatever is asked for", () => {
    fc.assert(
      fc.property(fc.constantFrom(...lengthenable), some, times, (name, period, from) => {
        const read = lengthened({ [name]: periodText(period) });
        if (read.kind === "faults") return;
        const least = leastPeriods[name] as Period;
        // The end of a month makes a day of difference between spans that are as long.
        expect(endOf(from, read.periods[name] as Period)).toBeGreaterThanOrEqual(endOf(from, least) - 3 * day);
      }),
    );
  });
});

describe("records", () => {
  test.each([
    ["outpatient-record", "2041-10-01T09:00:00"],
    ["inpatient-record", "2056-11-22T10:00:00"],
    ["resident-file", "2031-11-22T10:00:00"],
    ["internet-process", "2029-10-01T09:00:00"],
    ["consent-evidence", "2029-11-22T10:00:00"],
  ] as const)("of the class %s are kept until %s", (name, until) => {
    expect(keptUntil(name, starts, leastPeriods)).toBe(at(until));
  });

  test("are judged by who asks: a request deletes what no law keeps and puts the rest away, time alone waits", () => {
    const context = { starts, periods: leastPeriods, now: at("2026-12-01T00:00:00"), isHeld: false };
    const until = at("2031-11-22T10:00:00");
    expect(judgeRetention("sensor-data", "request", context)).toEqual({ kind: "delete" });
    expect(judgeRetention("resident-file", "request", context)).toEqual({ kind: "archive", until });
    expect(judgeRetention("resident-file", "schedule", context)).toEqual({ kind: "keep", until });
    const later = { ...context, now: until };
    for (const occasion of ["request", "schedule"] as const)
      expect(judgeRetention("resident-file", occasion, later)).toEqual({ kind: "delete" });
    expect(judgeRetention("account", "schedule", later)).toEqual({ kind: "keep" });
  });

  test("under a legal hold are kept, whatever they are, whoever asks and whenever", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...retentionClassNames),
        fc.constantFrom("request", "schedule"),
        times,
        (name, occasion, now) => {
          const context = { starts, periods: leastPeriods, now, isHeld: true };
          expect(judgeRetention(name, occasion as "request", context).kind).toBe("keep");
        },
      ),
    );
  });
});

test("what several runs did adds up, and what is only kept counts once", () => {
  const part = (name: string, end: ErasedPart["end"], count: number): ErasedPart => ({
    part: name,
    class: "resident-file",
    count,
    end,
  });
  expect(
    merged(
      [part("notes", "deleted", 2), part("audit", "kept", 5)],
      [part("notes", "deleted", 1), part("audit", "kept", 4)],
    ),
  ).toEqual([part("notes", "deleted", 3), part("audit", "kept", 4)]);
});
