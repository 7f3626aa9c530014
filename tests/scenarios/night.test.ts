import { expect, test } from "vitest";
import { describeOnEachRuntime, scenario } from "./scenario.ts";

await describeOnEachRuntime("a night", (start) => {
  test("who does not come back to bed is looked for, and coming back ends it", async () => {
    const night = await scenario(await start("2026-11-22T21:00:00+08:00"), { disabilityLevel: 3 });
    await night.measures("bed-sensor", { "bed-occupancy": true, "heart-rate": 62 });
    await night.at("02:10");
    await night.measures("bed-sensor", { "bed-occupancy": true, "heart-rate": 61 });
    await night.at("02:11");
    await night.measures("bed-sensor", { "bed-occupancy": false });
    for (const minute of ["02:14", "02:17", "02:20"]) {
      await night.at(minute);
      await night.measures("bed-sensor", { "bed-occupancy": false });
    }
    expect(await night.openAlerts()).toEqual([]);

    await night.at("02:21:02");
    const [alert] = await night.openAlerts();
    expect(alert).toMatchObject({ kind: "bed-exit", priority: "medium", condition: "active", handling: "new" });
    expect(alert?.raisedAt).toMatch(/^2026-11-23T02:21:0[0-2]/);

    await night.measures("bed-sensor", { "bed-occupancy": true });
    expect(await night.openAlerts()).toEqual([]);
    expect(await night.closedAlerts()).toMatchObject([
      { kind: "bed-exit", outcome: "cleared-by-rule" },
      { kind: "device-silent", outcome: "cleared-by-rule" },
    ]);
  });

  test("a fall stays until a person has been there; calling twice is one alert", async () => {
    const night = await scenario(await start("2026-11-22T23:00:00+08:00"));
    await night.measures("wristband", { "heart-rate": 70 });
    const fell = "2026-11-22T23:00:00+08:00";
    await night.calls("wristband", "fall", "fall-1", fell);
    await night.calls("wristband", "fall", "fall-1", fell);
    const [alert, ...others] = await night.openAlerts();
    expect(others).toEqual([]);
    expect(alert).toMatchObject({ kind: "fall", priority: "high", title: { zh: "疑似跌倒" } });
    if (alert === undefined) return;

    await night.at("23:30");
    await night.measures("wristband", { "heart-rate": 72 });
    const lying = await night.openAlerts();
    expect(lying.filter(({ caseId }) => caseId === alert.id).map(({ kind }) => kind)).toEqual(["fall", "long-lie"]);
    expect(await night.acknowledge(alert, "李护工")).toBe(200);
    expect(await night.acknowledge(alert, "张护士")).toBe(409);
    expect(await night.resolve(alert, "real")).toBe(200);
    expect((await night.openAlerts()).filter(({ kind }) => kind === "fall")).toEqual([]);

    await night.calls("wristband", "fall", "fall-1", fell);
    expect((await night.openAlerts()).filter(({ kind }) => kind === "fall")).toEqual([]);
    await night.calls("wristband", "fall", "fall-2");
    expect((await night.openAlerts()).filter(({ kind }) => kind === "fall")).toHaveLength(1);
  });
});
