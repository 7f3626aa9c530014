import { expect, test } from "vitest";
import { describeOnEachRuntime, scenario } from "./scenario.ts";

await describeOnEachRuntime("a sensor dies", (start) => {
  test("its last value grows old in sight, its resident becomes unmonitored, and staff are told", async () => {
    const day = await scenario(await start("2026-11-22T14:00:00+08:00"));
    await day.measures("bed-sensor", { "heart-rate": 66, "bed-occupancy": true });
    expect(await day.resident()).toMatchObject({ monitoring: { state: "monitored" }, vitals: expect.any(Array) });

    const heartRate = async () => (await day.resident()).vitals.find(({ code }) => code === "heart-rate")?.freshness;
    expect(await heartRate()).toBe("live");
    await day.at("14:03");
    expect(await heartRate()).toBe("stale");
    await day.at("14:16");
    expect(await heartRate()).toBe("lost");
    expect(await day.resident()).toMatchObject({ monitoring: { state: "unmonitored" } });
    expect(await day.openAlerts()).toMatchObject([{ kind: "device-silent", technical: true }]);

    await day.measures("bed-sensor", { "heart-rate": 66 });
    expect(await day.openAlerts()).toEqual([]);
    expect(await day.resident()).toMatchObject({ monitoring: { state: "monitored" } });
  });

  test("silence clears nothing", async () => {
    const day = await scenario(await start("2026-11-22T14:00:00+08:00"));
    await day.measures("wristband", { spo2: 84 });
    await day.at("14:01:05");
    expect((await day.openAlerts()).map(({ kind }) => kind)).toContain("spo2-limit");
    await day.at("15:30");
    expect(await day.openAlerts()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: "spo2-limit", condition: "active" }),
        expect.objectContaining({ kind: "device-silent" }),
      ]),
    );
  });

  test("a fall that is reported an hour late is an alert, and says so, and a long lie with it; its device is not called silent", async () => {
    const day = await scenario(await start("2026-11-22T14:00:00+08:00"));
    await day.measures("wristband", { "heart-rate": 70 });
    await day.at("15:30");
    await day.calls("wristband", "fall", "fall-1", "2026-11-22T14:20:00+08:00");
    const alerts = (await day.openAlerts()).toSorted((a, b) => (a.kind < b.kind ? -1 : 1));
    expect(alerts).toMatchObject([
      { kind: "fall", reason: { zh: expect.stringMatching(/70.分钟/) } },
      { kind: "long-lie", caseId: alerts[0]?.caseId },
    ]);
  });

  test("harsh delivery (everything through JSON, a third twice) tells the same story", async () => {
    const day = await scenario(await start("2026-11-22T14:00:00+08:00", { isHarsh: true }));
    for (const second of ["10", "20", "30", "40", "50"]) {
      await day.at(`14:00:${second}`);
      await day.measures("wristband", { "heart-rate": 130, spo2: 97 });
    }
    await day.calls("wristband", "sos", "s1");
    await day.at("14:01:20");
    await day.measures("wristband", { "heart-rate": 131 });
    const alerts = await day.openAlerts();
    expect(alerts.map(({ kind }) => kind).toSorted()).toEqual(["heart-rate-limit", "news2", "sos"]);
    expect(alerts.every(({ timeline }) => timeline.filter(({ what }) => what === "raised").length === 1)).toBe(true);
  });
});
