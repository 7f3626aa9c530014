import { describe, expect, test } from "vitest";
import { countResidents } from "../../web/board/board-filter.ts";
import { boxTime, corrected } from "../../web/data/box-clock.ts";
import {
  bedStateAt,
  freshnessAt,
  isFromSilent,
  isOutOfReach,
  presenceAt,
  silentSince,
} from "../../web/data/freshness.ts";
import { settingsFrom, themeAt } from "../../web/data/settings.ts";
import { fixtureCounty, iso, vital } from "./fixture/county.ts";

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
  const mat = { id: "mat-1", kind: "bed-sensor" as const, lastHeardAt: iso(noon + 20 * minute), isSilent: false };
  const inBed = { ...calm, vitals: [vital("bed-occupancy", true, noon, "mat-1")], devices: [mat] };
  const out = { ...inBed, vitals: [vital("bed-occupancy", false, noon, "mat-1")], outOfBedSince: iso(noon) };
  test.each([
    ["is occupied while its sensor is heard", inBed, noon, { kind: "in-bed" }],
    [
      "is only what was last said once that is stale",
      inBed,
      noon + 3 * minute + 1,
      { kind: "stale", wasInBed: true, at: noon },
    ],
    [
      "is not empty as a fact once that is stale",
      out,
      noon + 3 * minute + 1,
      { kind: "stale", wasInBed: false, at: noon },
    ],
    ["is unknown once the value is lost", inBed, noon + 16 * minute, { kind: "unknown" }],
    [
      "is unknown at once when its sensor is silent, however young the value",
      { ...inBed, devices: [{ ...mat, isSilent: true }] },
      noon,
      { kind: "unknown" },
    ],
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

test("whoever was out of bed when the sensor fell quiet no longer counts as out of bed", () => {
  const out = {
    ...calm,
    vitals: [vital("bed-occupancy", false, noon, "mat-1")],
    devices: [{ id: "mat-1", kind: "bed-sensor" as const, lastHeardAt: iso(noon), isSilent: false }],
  };
  const counted = [0, 3, 4, 10].map((minutes) => countResidents([out], new Map(), noon + minutes * minute));
  expect(counted.map((counts) => counts["out-of-bed"])).toEqual([1, 1, 0, 0]);
});

describe("an old value", () => {
  const later = noon + 17 * minute;
  const band = { id: "band-1", kind: "wristband" as const, lastHeardAt: iso(later - minute), isSilent: false };
  const spo2 = vital("spo2", 97, noon, "band-1");
  test.each([
    ["has no signal when the server says that its device is silent", [{ ...band, isSilent: true }], true],
    ["has no signal when the page itself has heard nothing", [{ ...band, lastHeardAt: iso(noon) }], true],
    ["is not measured while its device is heard", [band], false],
    ["is not measured when a device took it that has since been taken away", [], false],
  ])("%s", (_claim, devices, isWithoutSignal) => {
    expect(isFromSilent({ devices }, spo2, later)).toBe(isWithoutSignal);
  });

  test("a smoke detector that is heard is no signal of the person", () => {
    const smoke = { id: "smoke-1", kind: "smoke-detector" as const, lastHeardAt: iso(later), isSilent: false };
    const vitals = [spo2, vital("battery", 80, later, "smoke-1")];
    expect(isOutOfReach({ vitals, devices: [{ ...band, isSilent: true }, smoke] }, later)).toBe(true);
    expect(isOutOfReach({ vitals, devices: [band, smoke] }, later)).toBe(false);
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
