import { expect, test } from "vitest";
import { describeOnEachRuntime, scenario } from "./scenario.ts";

const well = { "heart-rate": 72, "respiratory-rate": 16, spo2: 97, "systolic-blood-pressure": 120 } as const;

await describeOnEachRuntime("a resident gets worse", (start) => {
  test("a partial NEWS2 is a range that names what is missing, and alerts as soon as its lower end does", async () => {
    const day = await scenario(await start("2026-11-22T09:00:00+08:00"));
    await day.measures("spot-check-monitor", { "respiratory-rate": 26, spo2: 90 });
    const { news2 } = await day.resident();
    expect(news2).toMatchObject({ status: "partial", min: 6, max: 20, band: "medium" });
    expect(news2.missing).toContain("consciousness");
    const alerts = await day.openAlerts();
    expect(alerts).toMatchObject([{ kind: "news2", priority: "medium" }]);
    expect(alerts[0]?.inputs.map(({ code }) => code)).toEqual(expect.arrayContaining(["respiratory-rate", "spo2"]));
  });

  test("only a full and better score ends it; the priority only rises meanwhile", async () => {
    const day = await scenario(await start("2026-11-22T09:00:00+08:00"));
    const rest = { consciousness: "A", "inspired-oxygen": 21, "body-temperature": 36.6 } as const;
    await day.measures("spot-check-monitor", { ...well, ...rest, "respiratory-rate": 26, spo2: 92 });
    expect(await day.openAlerts()).toMatchObject([{ kind: "news2", priority: "medium" }]);

    await day.at("09:02");
    await day.measures("spot-check-monitor", { consciousness: "V" });
    expect(await day.openAlerts()).toMatchObject([{ kind: "news2", priority: "high" }]);

    await day.at("09:04");
    await day.measures("wristband", { "heart-rate": 74, spo2: 98 });
    expect(await day.openAlerts()).toMatchObject([{ kind: "news2", priority: "high", condition: "active" }]);

    await day.at("09:06");
    await day.measures("spot-check-monitor", { ...well, ...rest });
    const [alert] = await day.openAlerts();
    expect(alert).toMatchObject({ kind: "news2", condition: "cleared", handling: "new" });
    const words = alert?.timeline.map(({ what }) => what).filter((what) => what !== "called");
    expect(words).toEqual(["raised", "changed", "cleared"]);
  });

  test("a limit is crossed for its delay before it alerts, and is left by its hysteresis", async () => {
    const day = await scenario(await start("2026-11-22T09:00:00+08:00"));
    await day.measures("wristband", { "heart-rate": 125 });
    await day.at("09:00:50");
    await day.measures("wristband", { "heart-rate": 126 });
    expect(await day.openAlerts()).toEqual([]);
    await day.at("09:01:01");
    await day.measures("wristband", { "heart-rate": 127 });
    const [alert] = await day.openAlerts();
    expect(alert).toMatchObject({
      kind: "heart-rate-limit",
      priority: "medium",
      reason: { zh: expect.stringContaining("高于上限 120") },
    });
    await day.at("09:01:30");
    await day.measures("wristband", { "heart-rate": 119 });
    expect(await day.openAlerts()).toHaveLength(1);
    await day.at("09:02:00");
    await day.measures("wristband", { "heart-rate": 115 });
    expect(await day.openAlerts()).toEqual([]);
  });

  test("under a palliative plan a score is shown and nobody is rushed", async () => {
    const day = await scenario(await start("2026-11-22T09:00:00+08:00"), { palliative: true });
    await day.measures("spot-check-monitor", { "respiratory-rate": 26, spo2: 85, consciousness: "V" });
    expect((await day.resident()).news2).toMatchObject({ min: 9, excludedBecause: "palliative" });
    await day.at("09:05");
    expect(await day.openAlerts()).toEqual([]);
  });
});
