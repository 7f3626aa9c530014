import { describe, expect, test } from "vitest";
import { startHttpsGateway } from "../cloud/internet/https-gateway.ts";
import type { Internet } from "../cloud/internet/internet.ts";
import { startGateway } from "../faults/gateway.ts";
import { describeOnEachRuntime, type Scenario, scenario } from "./scenario.ts";
import type { ServiceUnderTest } from "./service.ts";

const isCloud = process.env.ANHU_TEST_RUNTIME === "cloud";

interface Gateway {
  readonly settings: { readonly kind: "http"; readonly url: string; readonly secret: string };
  readonly internet?: Internet;
  /** Ids of the messages that it took: the alert's comes first. */
  taken(): readonly string[];
}

/** For text messages, where the runtime may call it: a box on its own machine, a function at a public address. */
async function gatewayOf(): Promise<Gateway> {
  if (isCloud) {
    const { settings, internet, taken } = await startHttpsGateway();
    return { settings, internet, taken: () => taken.map(({ id }) => id) };
  }
  const { url, secret, taken } = await startGateway();
  return { settings: { kind: "http", url, secret }, taken: () => taken.map(({ id }) => id) };
}

/** One carer, one nurse and the manager, by telephone; nobody answers it. */
async function staffed({ post }: ServiceUnderTest, gateway: Gateway["settings"]): Promise<void> {
  for (const [id, name, role] of [
    ["carer-wang", "王芳", "carer"],
    ["nurse-liu", "刘洁", "nurse"],
    ["manager-he", "何院长", "facility-manager"],
  ]) {
    const roles = [{ role, facilityId: "home" }];
    expect(await post("/api/people", { id, name, roles, phone: "+8613800000001" })).toBe(201);
  }
  expect(await post("/api/channels", { do: "add", name: "短信", settings: { kind: "sms", gateway } })).toBe(200);
}

/** `HH:mm:ss whom` of every call so far. */
async function calls(night: Scenario): Promise<readonly string[]> {
  const [alert] = await night.openAlerts();
  return (alert?.timeline ?? []).flatMap(({ at, called }) =>
    called === undefined ? [] : [`${at.slice(11, 19)} ${called.people.join(" ")}${called.instead ?? ""}`],
  );
}

await describeOnEachRuntime("nobody answers", (start) => {
  describe("a fall in the night", () => {
    test("calls more and more people until somebody says that they are going, and again when they do not come", async () => {
      const { settings, taken, ...reached } = await gatewayOf();
      const service = await start("2026-11-22T02:09:00+08:00", reached);
      const night = await scenario(service);
      await staffed(service, settings);
      await night.at("02:10");
      await night.calls("wristband", "fall", "fall-1");
      await night.at("02:16");
      const unanswered = await calls(night);
      expect(unanswered).toEqual([
        "02:10:00 王芳 刘洁",
        "02:11:00 王芳 刘洁",
        "02:12:00 王芳 刘洁",
        "02:15:00 王芳 刘洁 何院长",
      ]);
      const [alert] = await night.openAlerts();
      const told = () => taken().filter((id) => id.startsWith(`${alert?.id}.`)).length;
      await expect.poll(told).toBe(9);
      if (alert !== undefined) expect(await night.acknowledge(alert, "王芳")).toBe(200);
      await night.at("02:20:50");
      expect(await calls(night)).toEqual(unanswered);
      expect(told()).toBe(9);
      await night.at("02:21:10");
      expect((await calls(night))[unanswered.length]).toBe("02:21:00 王芳 刘洁");
      const [reopened] = await night.openAlerts();
      expect(reopened).toMatchObject({ kind: "fall", handling: "new", escalation: { state: "calling", round: 2 } });
    });

    test("in a home where nobody can be called says so, and goes on trying", async () => {
      const night = await scenario(await start("2026-11-22T02:10:00+08:00"));
      await night.calls("wristband", "fall", "fall-1");
      await night.at("02:12:30");
      expect(await calls(night)).toEqual(["02:10:00 nobody", "02:11:00 nobody", "02:12:00 nobody"]);
    });
  });
});
