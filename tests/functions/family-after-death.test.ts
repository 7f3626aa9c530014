import { expect, test } from "vitest";
import { second } from "../../domain/model/time.ts";
import { relativeOf } from "../relatives.ts";
import { greenCase, withRecord } from "./break-glass.ts";
import { act } from "./referring.ts";

test("who died in the hospital is never well by what stirs in their room, until the home writes it down", async () => {
  const world = await withRecord();
  await world.person("daughter", { name: "王小梅", relations: [relativeOf("resident-1")] });
  await world.must("enrol-device", {
    body: { id: "room-1", kind: "room-sensor", residentId: "resident-1", csr: "csr" },
  });
  const stir = async (round: string) => {
    const t = (world.now - 5 * second) / 1000;
    const failed = await world.telemetry(
      world.message("bed-1", "telemetry", [{ n: "bed-occupancy", vb: false, t }], `bed-${round}`),
      world.message("band-1", "telemetry", [{ n: "battery", u: "%EL", v: 80, t }], `band-${round}`),
      world.message("room-1", "telemetry", [{ n: "motion", vb: true, t }], `room-${round}`),
    );
    expect(failed).toEqual([]);
  };
  const light = async () => (await world.must("list-family", { as: "daughter" })).items[0].light;

  const id = await greenCase(world);
  for (const [as, body] of [
    ["nurse@home-1", { do: "depart" }],
    ["nurse@hospital-1", { do: "arrive" }],
    ["doctor@hospital-1", { do: "died", reason: "抢救无效" }],
  ] as const)
    expect((await act(world, id, as, body)).status).toBe(200);
  const { items } = await world.must("list-alerts", { query: { residentId: "resident-1" } });
  for (const alert of items) {
    const as = "nurse@home-1";
    await world.call("acknowledge-alert", { id: alert.id, as });
    await world.call("arrive-at-alert", { id: alert.id, as });
    await world.must("resolve-alert", { id: alert.id, as, body: { outcome: "real", note: "送医" } });
  }
  await stir("after");
  expect(await light()).toMatchObject({ state: "looked-after", reason: "transfer-unknown" });
});
