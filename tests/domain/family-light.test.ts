import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Alert, AlertKind } from "../../domain/alerts/alert.ts";
import { type LightSituation, lightHoldsMs, lightOf, type TransferNow } from "../../domain/family/light.ts";
import { lastSignOf } from "../../domain/family/sign-of-life.ts";
import { type DeviceKind, deviceKindNames } from "../../domain/model/device.ts";
import { type EpochMs, hour, minute, second } from "../../domain/model/time.ts";
import type { MonitoringPlan } from "../../domain/watch/plan.ts";
import type { LatestValue, OpenCondition, Watch, WatchedDevice } from "../../domain/watch/state.ts";

const now: EpochMs = Date.parse("2026-11-22T21:00:00+08:00");

const plan: MonitoringPlan = {
  limits: { "heart-rate": { low: 45, high: 120, delayMs: minute, hysteresis: 3, priority: "medium" } },
  news2: { scored: false, spo2Scale: 1 },
  lowBatteryPercent: 20,
};
const emptyPlan: MonitoringPlan = { ...plan, limits: {} };

const reason = { code: "out-of-bed", sinceMs: now - hour } as const;

function device(kind: DeviceKind, heardAgo: number | null = 10 * second): WatchedDevice {
  return {
    deviceId: kind,
    kind,
    since: now - 30 * 24 * hour,
    ...(heardAgo !== null && { lastHeardAt: now - heardAgo }),
  };
}

function value(of: LatestValue["value"], ago: number, deviceId = "bed-sensor"): LatestValue {
  return { value: of, at: now - ago, deviceId };
}

function watchOf(parts: Partial<Watch> & { readonly memory?: Partial<Watch["settled"]> } = {}): Watch {
  const { memory, ...rest } = parts;
  return {
    residentId: "r",
    settled: { latest: {}, news2: { openBand: "low" }, ...memory },
    recent: [],
    devices: [device("bed-sensor")],
    open: {},
    seenEvents: [],
    ...rest,
  };
}

/** In bed, with a pulse ten seconds ago. */
const asleep = { latest: { "heart-rate": value(62, 10 * second), "bed-occupancy": value(true, 10 * second) } };

function alertOf(parts: Partial<Alert> = {}): Alert {
  return {
    id: "a",
    residentId: "r",
    facilityId: "home",
    kind: "fall",
    priority: "high",
    condition: "active",
    handling: "new",
    raisedAt: now - 5 * minute,
    reason,
    inputs: [],
    timeline: [],
    caseId: "a",
    version: 1,
    ...parts,
  };
}

function light(parts: Partial<LightSituation> = {}) {
  return lightOf({ watch: watchOf({ memory: asleep }), alerts: [], transfer: undefined, plan, now, ...parts });
}

const open: OpenCondition = { alertId: "a", priority: "high", reason, raisedAt: now - minute };

describe("the light", () => {
  test("is well on a live pulse with nothing open, until the pulse is too old to be the present", () => {
    const shown = light();
    expect(shown).toMatchObject({ state: "well", reason: "fresh-signs", sign: { code: "heart-rate" } });
    expect(shown.validUntil).toBe(now - 10 * second + 2 * minute);
  });

  test("is well since the last alert was closed, one of a device too", () => {
    const closed = [
      alertOf({ id: "a", closedAt: now - 3 * hour }),
      alertOf({ id: "b", kind: "device-silent", closedAt: now - hour }),
      alertOf({ id: "c", kind: "low-battery", closedAt: now - minute }),
    ];
    expect(light({ alerts: closed })).toMatchObject({ state: "well", since: now - hour });
  });

  const vitalsGone = { latest: { "bed-occupancy": value(true, 10 * second), "heart-rate": value(62, 3 * minute) } };
  const table: readonly (readonly [string, Partial<LightSituation>, string, string])[] = [
    ["no watch", { watch: undefined }, "not-monitored", "no-device"],
    ["a damaged watch", { watch: undefined, isWatchUnreadable: true }, "not-monitored", "unreadable"],
    ["damaged alerts", { areAlertsUnreadable: true }, "not-monitored", "unreadable"],
    ["no device", { watch: watchOf({ memory: asleep, devices: [] }) }, "not-monitored", "no-device"],
    [
      "every device silent",
      { watch: watchOf({ memory: asleep, devices: [device("bed-sensor", hour)] }) },
      "not-monitored",
      "no-signal",
    ],
    [
      "a device that was never heard",
      { watch: watchOf({ memory: asleep, devices: [device("bed-sensor", null)] }) },
      "not-monitored",
      "no-signal",
    ],
    ["no plan", { plan: emptyPlan }, "not-monitored", "no-plan"],
    ["no sign of life at all", { watch: watchOf() }, "not-monitored", "no-signs"],
    ["a weight in the bed without a pulse", { watch: watchOf({ memory: vitalsGone }) }, "not-monitored", "signs-old"],
    [
      "a weight in the bed and somebody who moves in the room",
      {
        watch: watchOf({
          memory: { latest: { ...vitalsGone.latest, motion: value(true, minute), presence: value(true, minute) } },
        }),
      },
      "not-monitored",
      "signs-old",
    ],
    [
      "a clock that was set back",
      { watch: watchOf({ memory: { latest: { "heart-rate": value(62, -hour), spo2: value(97, second) } } }) },
      "not-monitored",
      "clock-set-back",
    ],
    [
      "one of two devices silent",
      { watch: watchOf({ memory: asleep, devices: [device("bed-sensor"), device("wristband", hour)] }) },
      "looked-after",
      "partly-monitored",
    ],
    [
      "a call button silent",
      { watch: watchOf({ memory: asleep, devices: [device("bed-sensor"), device("sos-button", 5 * hour)] }) },
      "looked-after",
      "partly-monitored",
    ],
    [
      "scales that nobody used",
      { watch: watchOf({ memory: asleep, devices: [device("bed-sensor"), device("scale", 60 * 24 * hour)] }) },
      "well",
      "fresh-signs",
    ],
    ["an urgent alert", { alerts: [alertOf()] }, "emergency", "alert-urgent"],
    [
      "an urgent alert that somebody is at",
      { alerts: [alertOf({ handling: "on-site" })] },
      "emergency",
      "alert-urgent",
    ],
    [
      "an urgent alert of which the list of alerts knows nothing yet",
      { watch: watchOf({ memory: asleep, open: { fall: open } }) },
      "emergency",
      "alert-urgent",
    ],
    ["an urgent alert, and no watch", { watch: undefined, alerts: [alertOf()] }, "emergency", "alert-urgent"],
    ["an urgent alert that is over", { alerts: [alertOf({ condition: "cleared" })] }, "looked-after", "alert-cleared"],
    ["another alert", { alerts: [alertOf({ kind: "bed-exit", priority: "medium" })] }, "looked-after", "alert-open"],
    [
      "what a person closed while it goes on",
      { watch: watchOf({ memory: asleep, open: { "spo2-limit": { ...open, resolvedAt: now - minute } } }) },
      "looked-after",
      "alert-cleared",
    ],
    ["an alert of a device", { alerts: [alertOf({ kind: "low-battery", priority: "low" })] }, "well", "fresh-signs"],
    ["what a house has to do", { alerts: [alertOf({ kind: "task-late", priority: "high" })] }, "well", "fresh-signs"],
    ["a hospital stay", { transfer: { kind: "away", since: now - hour } }, "looked-after", "away"],
    ["leaving for a hospital", { transfer: { kind: "leaving", since: now - hour } }, "looked-after", "leaving"],
    ["back from a hospital", { transfer: { kind: "back", since: now - hour } }, "looked-after", "back"],
    [
      "back from a hospital and unwatched",
      { transfer: { kind: "back", since: now - hour }, watch: watchOf({ devices: [] }) },
      "not-monitored",
      "no-device",
    ],
    ["a transfer that cannot be read", { transfer: { kind: "unknown" } }, "looked-after", "transfer-unknown"],
    [
      "an emergency at the hospital's door that began before",
      { transfer: { kind: "away", since: now - minute }, alerts: [alertOf({ raisedAt: now - hour })] },
      "looked-after",
      "away",
    ],
    [
      "an emergency that began while they were away",
      { transfer: { kind: "away", since: now - hour }, alerts: [alertOf({ raisedAt: now - minute })] },
      "emergency",
      "alert-urgent",
    ],
  ];
  test.each(table)("is what it has to be with %s", (_claim, parts, state, why) => {
    expect(light(parts as Partial<LightSituation>)).toMatchObject({ state, reason: why });
  });

  const leftBed = (agoMs: number, pulseAgoMs: number) =>
    watchOf({
      memory: {
        latest: { "bed-occupancy": value(false, 30 * second), "heart-rate": value(62, pulseAgoMs) },
        outOfBedSince: now - agoMs,
      },
    });
  test.each([
    ["five minutes after they left the bed", leftBed(5 * minute, 5 * minute + 10 * second), "well"],
    ["sixteen minutes after", leftBed(16 * minute, 16 * minute + 10 * second), "not-monitored"],
    ["five minutes after, without a pulse before", leftBed(5 * minute, 12 * minute), "not-monitored"],
  ])("%s is %s", (_claim, watch, state) => {
    expect(light({ watch }).state).toBe(state);
  });

  test("says of what is silent which device it is, in every state", () => {
    const devices = [device("bed-sensor"), device("wristband", hour)];
    for (const alerts of [[], [alertOf()]])
      expect(light({ alerts, watch: watchOf({ memory: asleep, devices }) }).silent).toMatchObject([
        { kind: "wristband" },
      ]);
  });
});

describe("of whatever is known", () => {
  const ago = fc.oneof(
    fc.integer({ min: 0, max: 90 * second }),
    fc.integer({ min: -2 * hour, max: 3 * hour }),
    fc.constantFrom(2 * minute, 2 * minute + 1, 15 * minute, 15 * minute + 1, 30 * minute, 30 * minute + 1),
  );
  const codes = ["heart-rate", "respiratory-rate", "spo2"] as const;
  const latest = fc
    .record({
      vital: fc.option(fc.tuple(fc.constantFrom(...codes), ago)),
      bed: fc.option(fc.tuple(fc.boolean(), ago)),
      motion: fc.option(fc.tuple(fc.boolean(), ago)),
      presence: fc.option(fc.tuple(fc.boolean(), ago)),
    })
    .map(({ vital, bed, motion, presence }) => ({
      ...(vital && { [vital[0]]: value(70, vital[1]) }),
      ...(bed && { "bed-occupancy": value(bed[0], bed[1]) }),
      ...(motion && { motion: value(motion[0], motion[1]) }),
      ...(presence && { presence: value(presence[0], presence[1]) }),
    }));
  const devices = fc.array(
    fc
      .tuple(fc.constantFrom(...deviceKindNames), fc.option(ago, { freq: 8 }))
      .map(([kind, heard]) => device(kind, heard)),
    { maxLength: 3 },
  );
  const kinds: readonly AlertKind[] = ["fall", "news2", "bed-exit", "device-silent", "task-late", "heart-rate-limit"];
  const someAlerts = fc.array(
    fc
      .record({
        id: fc.constantFrom("a", "b", "c"),
        kind: fc.constantFrom(...kinds),
        priority: fc.constantFrom("high", "medium", "low"),
        condition: fc.constantFrom("active", "cleared"),
        raisedAt: ago.map((each) => now - each),
      })
      .chain((parts) =>
        fc
          .option(ago)
          .map((closed) => alertOf({ ...parts, ...(closed !== null && { closedAt: now - closed }) } as Partial<Alert>)),
      ),
    { maxLength: 2 },
  );
  const conditions = fc.option(
    fc.tuple(fc.constantFrom(...kinds), fc.constantFrom("high", "medium")).map(([kind, priority]) => ({
      [kind]: { ...open, alertId: "z", priority },
    })),
    { freq: 4, nil: {} },
  );
  const transfers = fc.option(
    fc.record({ kind: fc.constantFrom("leaving", "away", "back", "unknown") }) as fc.Arbitrary<TransferNow>,
    { freq: 4, nil: undefined },
  );
  const situations = fc
    .record({
      latest,
      devices,
      alerts: someAlerts,
      open: conditions,
      transfer: transfers,
      outOfBed: fc.option(ago),
      moved: fc.option(ago),
      plan: fc.constantFrom(plan, plan, emptyPlan),
      isWatchUnreadable: fc.constantFrom(false, false, false, true),
    })
    .map(
      ({ latest: values, devices: all, open: conditionsNow, outOfBed, moved, ...rest }): LightSituation => ({
        ...rest,
        watch: watchOf({
          devices: all,
          open: conditionsNow as Watch["open"],
          memory: {
            latest: values,
            ...(outOfBed !== null && { outOfBedSince: now - outOfBed }),
            ...(moved !== null && { lastMovedAt: now - moved }),
          },
        }),
        now,
      }),
    );

  const aboutPerson = (kind: string) => kind !== "device-silent" && kind !== "task-late";
  const silentAfter: Readonly<Partial<Record<DeviceKind, number>>> = {
    "bed-sensor": 5 * minute,
    wristband: 10 * minute,
    radar: 15 * minute,
    "room-sensor": 30 * minute,
  };

  test("well means fresh signs of life, every device that matters heard, and nothing open about the person", () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const { state, validUntil, sign } = lightOf(situation);
        if (state !== "well") return;
        const { watch, alerts, transfer } = situation;
        if (watch === undefined) throw new Error("well without a watch");
        const age = (code: keyof typeof watch.settled.latest) => now - (watch.settled.latest[code]?.at ?? -Infinity);
        const isVital = codes.some((code) => age(code) <= 2 * minute && age(code) >= -2 * minute);
        const isInBed = watch.settled.latest["bed-occupancy"]?.value === true && age("bed-occupancy") <= 3 * minute;
        const isSeen = (["motion", "presence"] as const).some(
          (code) => watch.settled.latest[code]?.value === true && age(code) <= 15 * minute,
        );
        const pulseAge = Math.min(...codes.map(age));
        expect(isVital || (!isInBed && (isSeen || pulseAge <= 20 * minute))).toBe(true);
        expect(sign).toBeDefined();
        for (const { kind, lastHeardAt = -Infinity } of watch.devices)
          if (kind !== "scale" && kind !== "spot-check-monitor")
            expect(now - lastHeardAt).toBeLessThanOrEqual(silentAfter[kind] ?? 2 * hour);
        expect(watch.devices.length).toBeGreaterThan(0);
        expect(alerts.filter(({ kind, closedAt }) => closedAt === undefined && aboutPerson(kind))).toEqual([]);
        expect(Object.keys(watch.open).filter(aboutPerson)).toEqual([]);
        expect(transfer).toBeUndefined();
        expect(situation.plan).toBe(plan);
        expect(situation.isWatchUnreadable).toBe(false);
        expect(validUntil).toBeGreaterThanOrEqual(now - 2 * minute);
        expect(validUntil).toBeLessThanOrEqual(now + lightHoldsMs);
      }),
      { numRuns: 2000 },
    );
  });

  test("an urgent alert about the person is an emergency, unless the hospital has them for it", () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const transfer = situation.transfer?.kind === "away" ? undefined : situation.transfer;
        const alerts = [...situation.alerts, alertOf({ id: "urgent" })];
        expect(lightOf({ ...situation, transfer, alerts }).state).toBe("emergency");
      }),
      { numRuns: 500 },
    );
  });

  test("a sign of life comes neither from the future nor from an empty bed or room", () => {
    fc.assert(
      fc.property(situations, ({ watch }) => {
        const sign = lastSignOf(watch as Watch, now);
        if (sign === undefined) return;
        expect(sign.at).toBeLessThanOrEqual(now + 2 * minute);
        expect((watch as Watch).settled.latest[sign.code]?.value).not.toBe(false);
      }),
    );
  });
});
