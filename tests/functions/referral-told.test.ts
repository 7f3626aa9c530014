import { beforeEach, expect, test } from "vitest";
import { minute } from "../../domain/model/time.ts";
import { AlertStore } from "../../stores/alert-store.ts";
import { fall } from "./escalating.ts";
import { act, consortium, step } from "./referring.ts";
import { intercepted, World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
  await consortium(world);
});

const nurse = "nurse@home-1";
const doctor = "doctor@hospital-1";

async function calledFromFall(): Promise<{ readonly alertId: string; readonly id: string }> {
  const alertId = await fall(world);
  const { id } = await world.must("call-green-channel", { id: alertId, as: nurse, body: {} });
  return { alertId, id };
}
const toldBy = async (alertId: string) =>
  (await new AlertStore(world.tables).find(alertId))?.timeline.flatMap(({ by, referral }) =>
    referral === undefined ? [] : [[referral.house, referral.state, by]],
  );

test("the alert at home tells how far the person has come, open or closed, and once however often a tap comes", async () => {
  const { alertId, id } = await calledFromFall();
  await step(world, id, nurse, { do: "note", reason: "家属随行" });
  expect(await toldBy(alertId)).toEqual([["县人民医院", "accepted", "nurse of home-1"]]);
  await world.must("resolve-alert", { id: alertId, as: nurse, body: { outcome: "real" } });
  for (const [as, action] of [
    [nurse, "depart"],
    [doctor, "arrive"],
    [doctor, "arrive"],
    [doctor, "treat"],
    [nurse, "receive-back"],
  ] as const) {
    world.pass(minute);
    await step(world, id, as, { do: action });
  }
  expect((await toldBy(alertId))?.map(([, state]) => state)).toEqual([
    "accepted",
    "en-route",
    "arrived",
    "treated",
    "follow-up-due",
  ]);
  const alert = await new AlertStore(world.tables).find(alertId);
  expect([alert?.handling, alert?.closedAt !== undefined]).toEqual(["resolved", true]);
});

test("an alert that cannot be read holds up nobody", async () => {
  const { alertId, id } = await calledFromFall();
  const { engine } = world;
  world.engine = {
    ...intercepted(engine, async () => undefined),
    get: async (table, key) => {
      if (table.name === "alerts" && String(key.key).includes(alertId)) throw new Error("the alert is unreadable");
      return engine.get(table, key);
    },
  };
  expect((await act(world, id, nurse, { do: "depart" })).status).toBe(200);
});
