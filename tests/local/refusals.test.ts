import { expect, onTestFinished, test } from "vitest";
import { SqliteTableEngine } from "../../adapters/table/sqlite.ts";
import { jsonLog } from "../../functions/shell/log.ts";
import { newRefusals, type Refusal } from "../../local/refusals.ts";
import { QuarantineStore, samplesPerReasonAndDay } from "../../stores/quarantine-store.ts";
import { faultyEngine, touches } from "./faulty-engine.ts";

const now = (): number => Date.parse("2026-11-22T10:00:00+08:00");
const refusal = (deviceId: string): Refusal => ({
  deviceId,
  reason: "foreign-topic",
  detail: { zh: "不允许", en: "not allowed" },
});

function refusalsOn(flushEveryMs?: number) {
  const faulty = faultyEngine();
  const engine = SqliteTableEngine.open(":memory:", { now });
  onTestFinished(() => engine.close());
  const quarantine = new QuarantineStore(faulty.wrap(engine));
  let ids = 0;
  const refusals = newRefusals({
    quarantine,
    now,
    newId: () => `id-${++ids}`,
    log: jsonLog({ now, write: () => undefined }),
    ...(flushEveryMs !== undefined && { flushEveryMs }),
  });
  return { faulty, quarantine, refusals };
}

test("a flood of refusals is counted to the last one, and samples of it are kept", async () => {
  const { quarantine, refusals } = refusalsOn();
  for (let count = 0; count < 12_345; count += 1) refusals.refuse(refusal(`w${count % 7}`));
  await refusals.drain();
  expect((await quarantine.counts(now()))["foreign-topic"]).toBe(12_345);
  expect(await quarantine.list(500, now())).toHaveLength(samplesPerReasonAndDay);
});

test("while the flood goes on, its totals are written again and again", async () => {
  const { quarantine, refusals } = refusalsOn(10);
  for (let count = 0; count < 5_000; count += 1) refusals.refuse(refusal("w1"));
  await expect.poll(async () => (await quarantine.counts(now()))["foreign-topic"]).toBe(5_000);
  for (let count = 0; count < 5_000; count += 1) refusals.refuse(refusal("w1"));
  await expect.poll(async () => (await quarantine.counts(now()))["foreign-topic"]).toBe(10_000);
});

test("what cannot be written while the tables fail is counted when they do not", async () => {
  const { faulty, quarantine, refusals } = refusalsOn();
  faulty.failWhen = touches("quarantine");
  for (let count = 0; count < 3_000; count += 1) refusals.refuse(refusal("w1"));
  await refusals.drain();
  faulty.failWhen = undefined;
  await refusals.drain();
  expect((await quarantine.counts(now()))["foreign-topic"]).toBe(3_000);
});
