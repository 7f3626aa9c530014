import { describe, expect, test } from "vitest";
import { boxTime, corrected } from "../../web/data/box-clock.ts";
import { bedStateAt, freshnessAt, presenceAt, silentSince } from "../../web/data/freshness.ts";
import { settingsFrom, themeAt } from "../../web/data/settings.ts";
import { fixtureCounty, vital } from "./fixture/county.ts";

const minute = 60_000;
const noon = Date.UTC(2026, 10, 22, 4);
const pulse = vital("heart-rate", 72, noon, "mat-1");
const [, calm] = fixtureCounty(2, noon).residents;
if (calm === undefined) throw new Error("the fixture is empty");

describe("a heart rate", () => {
  test.each([
    ["is live at exactly two minutes", 2 * minute, "live"],
    ["is stale a millisecond later", 2 * minute + 1, "stale"],
    ["is stale at exactly fifteen minutes", 15 * minute, "stale"],
    ["is lost a millisecond later", 15 * minute + 1, "lost"],
  ])("%s", (_claim, age, freshness) => {
    expect(freshnessAt(pulse, noon + age)).toBe(freshness);
  });
});

describe("monitoring", () => {
  test("is what the server says while anything of the person is heard", () => {
    expect(presenceAt(calm, noon)).toBe("monitored");
  });

  test("is none once every value of the person is lost, whatever was said before the line went quiet", () => {
    const silent = { ...calm, vitals: [pulse] };
    expect(presenceAt(silent, noon + 15 * minute)).toBe("monitored");
    expect(presenceAt(silent, noon + 15 * minute + 1)).toBe("unmonitored");
  });

  test("a battery that still reports is nobody listening to the person", () => {
    const onlyBattery = { ...calm, vitals: [pulse, vital("battery", 80, noon + 20 * minute, "band-1")] };
    expect(presenceAt(onlyBattery, noon + 20 * minute)).toBe("unmonitored");
    expect(silentSince(onlyBattery)).toBe(noon);
  });

  test("of a call button, which measures nothing of the person, is the server's to judge", () => {
    expect(presenceAt({ ...calm, vitals: [vital("battery", 80, noon, "sos-1")] }, noon + 3 * 60 * minute)).toBe(
      "monitored",
    );
  });

  test("is never better than the server says", () => {
    expect(presenceAt({ ...calm, monitoring: { state: "unmonitored", silentDeviceIds: [] } }, noon)).toBe(
      "unmonitored",
    );
  });
});

describe("the bed", () => {
  const inBed = { ...calm, vitals: [vital("bed-occupancy", true, noon, "mat-1")] };
  test.each([
    ["is occupied while its sensor is heard", inBed, noon, { kind: "in-bed" }],
    ["is unknown once its sensor is lost", inBed, noon + 16 * minute, { kind: "unknown" }],
    ["is unknown without a sensor", { ...calm, vitals: [] }, noon, { kind: "unknown" }],
    [
      "is empty since the server's moment, not since the last reading",
      {
        ...calm,
        vitals: [vital("bed-occupancy", false, noon, "mat-1")],
        outOfBedSince: new Date(noon - minute).toISOString(),
      },
      noon,
      { kind: "out-of-bed", since: noon - minute },
    ],
  ])("%s", (_claim, resident, now, state) => {
    expect(bedStateAt(resident, now)).toEqual(state);
  });
});

describe("the box's clock", () => {
  const clock = { boxAt: noon, pageAt: 0, speed: 60 };
  test("runs at the box's speed", () => {
    expect(boxTime(clock, 1_000)).toBe(noon + minute);
  });

  test("lets time flow through small disagreements, and follows large ones", () => {
    expect(corrected(clock, noon + minute + 30_000, 1_000)).toBe(clock);
    expect(boxTime(corrected(clock, noon + 60 * minute, 1_000), 1_000)).toBe(noon + 60 * minute);
  });
});

describe("the theme", () => {
  test.each([
    ["19:59", "light"],
    ["20:00", "night"],
    ["05:59", "night"],
    ["06:00", "light"],
  ])("at %s in Shanghai is %s", (time, theme) => {
    expect(themeAt("auto", Date.parse(`2026-11-22T${time}:00+08:00`))).toBe(theme);
  });
});

describe("kept settings", () => {
  test.each([
    ["nothing", null],
    ["no JSON", "{"],
    ["another shape", "[1]"],
    ["null", "null"],
    ["fields of other types", '{"language":7,"theme":"pink","person":""}'],
  ])("%s gives the defaults", (_claim, text) => {
    expect(settingsFrom(text)).toEqual({ language: "zh", theme: "auto", hasShortcuts: true });
  });
});
