import { beforeEach, describe, expect, test } from "vitest";
import type { QuarantineReason } from "../../contracts/http/quarantine.ts";
import { day, minute } from "../../domain/model/time.ts";
import { type QuarantineRecord, QuarantineStore, samplesPerReasonAndDay } from "../../stores/quarantine-store.ts";
import { enginesUnderTest } from "../engines.ts";

const noon = Date.UTC(2026, 10, 22, 12);

function refusal(id: string, at = noon, reason: QuarantineReason = "not-json"): QuarantineRecord {
  const detail = { zh: "不是 JSON", en: "not JSON" };
  return { id, at, deviceId: "band-1", topicKind: "telemetry", reason, detail, sample: "bm9uc2Vuc2U=" };
}

describe.each(enginesUnderTest())("quarantine on $name", ({ open }) => {
  let now = noon;
  let quarantine: QuarantineStore;

  beforeEach(async () => {
    now = noon;
    quarantine = new QuarantineStore(await open({ now: () => now }));
  });

  test("lists the newest first, over days, up to a limit", async () => {
    const records = [0, 1, 2, 3].map((daysAgo) => refusal(`q${daysAgo}`, noon - daysAgo * day));
    for (const record of records) await quarantine.add(record, record.at);
    expect(await quarantine.list(10, noon)).toEqual(records);
    expect(await quarantine.list(2, noon)).toEqual(records.slice(0, 2));
  });

  test("counts by reason over seven days", async () => {
    await quarantine.add(refusal("a", noon), noon);
    await quarantine.add(refusal("b", noon - 6 * day), noon - 6 * day);
    await quarantine.add(refusal("c", noon - 7 * day), noon - 7 * day);
    await quarantine.add(refusal("d", noon, "implausible"), noon);
    expect(await quarantine.counts(noon)).toMatchObject({ "not-json": 2, implausible: 1, "not-senml": 0 });
  });

  test("keeps a bounded number of samples a reason and day, and counts all", async () => {
    const flood = Array.from({ length: samplesPerReasonAndDay + 75 }, (_, number) =>
      refusal(`f${number}`, noon + number),
    );
    await Promise.all(flood.map((record) => quarantine.add(record, noon)));
    await quarantine.add(refusal("other", noon, "implausible"), noon);
    expect((await quarantine.list(1000, noon)).filter(({ reason }) => reason === "not-json")).toHaveLength(
      samplesPerReasonAndDay,
    );
    expect(await quarantine.counts(noon)).toMatchObject({ "not-json": flood.length, implausible: 1 });
    expect(await quarantine.list(1, noon)).toHaveLength(1);
  });

  test("takes a redelivered refusal once, also among new ones", async () => {
    await quarantine.add(refusal("again"), noon);
    await Promise.all(["again", "new-1", "new-2", "new-1"].map((id) => quarantine.add(refusal(id), noon + minute)));
    expect((await quarantine.list(10, noon)).map(({ id }) => id).toSorted()).toEqual(["again", "new-1", "new-2"]);
    expect(await quarantine.counts(noon)).toMatchObject({ "not-json": 3 });
  });

  test("forgets after a week", async () => {
    await quarantine.add(refusal("old"), noon);
    now = noon + 9 * day;
    expect(await quarantine.list(10, now)).toEqual([]);
    expect(await quarantine.counts(now)).toMatchObject({ "not-json": 0 });
    now = noon + day;
    expect(await quarantine.list(10, now)).toHaveLength(1);
  });
});
