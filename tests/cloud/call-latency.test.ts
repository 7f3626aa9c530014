import { expect, test } from "vitest";
import { type EpochMs, minute, second } from "../../domain/model/time.ts";
import { callingHome, callsFor, expectNoTrouble, fallen } from "./calling-home.ts";
import { call } from "./cloud-under-test.ts";
import { startHttpsGateway } from "./internet/https-gateway.ts";

const falls = 24;
/** Of the first falls every function starts its process. */
const warmUps = 3;

test("what a fall and a later step take to the gateway", async () => {
  const gateway = await startHttpsGateway();
  const cell = await callingHome(gateway.settings, gateway);
  const { cloud } = cell;
  const toGateway: number[] = [];
  const escalating: number[] = [];
  const late: EpochMs[] = [];

  for (let fall = 0; fall < falls + warmUps; fall += 1) {
    const before = gateway.taken.length;
    const fellAt = performance.now();
    const alertId = await fallen(cell, `fall-${fall}`);
    const first = gateway.taken[before];
    await cloud.clock.advanceBy(minute - 1);
    const dueAt = cloud.clock.now() + 1;
    const from = performance.now();
    await cloud.clock.advanceBy(second);
    expect(gateway.taken, `fall ${fall}`).toHaveLength(before + 2);
    const [, later] = await callsFor(cloud, alertId);
    if (fall >= warmUps) {
      toGateway.push((first?.tookAt ?? Number.NaN) - fellAt);
      escalating.push((gateway.taken[before + 1]?.tookAt ?? Number.NaN) - from);
      late.push(Date.parse(later?.acceptedAt ?? "") - dueAt);
    }
    const resolved = await call(cloud, "POST", `/api/alerts/${alertId}/resolve`, { outcome: "test" });
    expect(resolved).toMatchObject({ status: 200 });
    await cloud.clock.advanceBy(7 * minute);
  }
  console.log(
    `${falls} falls on the executed cloud, one after the other, functions warm: fall → taken ${quantiles(toGateway)}; step due → taken ${quantiles(escalating)}, by the cell's clock at most ${Math.max(...late)} ms late`,
  );
  expect(Math.max(...late)).toBeLessThanOrEqual(second);
  expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
  expect(gateway.taken).toHaveLength(2 * (falls + warmUps));
  expect(gateway.forged()).toBe(0);
  await expectNoTrouble(cell);
}, 600_000);

function quantiles(figures: readonly number[]): string {
  const sorted = figures.toSorted((a, b) => a - b);
  const quantile = (share: number) => Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN);
  return `p50 ${quantile(0.5)} ms, p99 ${quantile(0.99)} ms`;
}
