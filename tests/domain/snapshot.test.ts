import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hour, minute } from "../../domain/model/time.ts";
import {
  correctSnapshot,
  editSnapshot,
  type Snapshot,
  type SnapshotInput,
  sealSnapshot,
  takeSnapshot,
} from "../../domain/referrals/snapshot.ts";
import { snapshotSpanMs, trendStepMs } from "../../domain/referrals/snapshot-evidence.ts";
import type { SnapshotField } from "../../domain/referrals/snapshot-fields.ts";
import { downsample } from "../../domain/series/downsample.ts";
import {
  doctor,
  exampleAlert,
  exampleFacility,
  exampleNow,
  exampleObservations,
  nurse,
  watchOf,
} from "../papers/example-papers.ts";
import { exampleResident } from "../papers/example-resident.ts";
import { generatedPapers } from "../papers/generated-papers.ts";

const input: SnapshotInput = {
  id: "snapshot-1",
  occasion: "request",
  takenBy: nurse,
  resident: exampleResident,
  facility: exampleFacility,
  alert: exampleAlert,
  watch: watchOf(exampleObservations),
  quarters: downsample(exampleObservations, trendStepMs),
};
const taken = takeSnapshot(input, exampleNow);
const edited = (snapshot: Snapshot, change: Parameters<typeof editSnapshot>[1]) => {
  const after = editSnapshot(snapshot, change, doctor, exampleNow + minute);
  if (after === "sealed") throw new Error("sealed");
  return after;
};

describe("a snapshot as it is taken", () => {
  test("holds what the record, the alert and the sensors know, all of it filled in by the system", () => {
    const { fields } = taken;
    expect(Object.values(fields).map(({ by }) => by.kind)).toEqual(Object.values(fields).map(() => "system"));
    expect(fields.identity?.value).toMatchObject({ name: "王䶮㛃", age: 85, identityNumber: "11010519491231002X" });
    expect(fields.place?.value).toMatchObject({ facilityName: "泰和县松鹤养老院", bedLabel: "3号楼205-1床" });
    expect(fields.alert?.value).toMatchObject({ kind: "spo2-limit", inputs: [{ value: 87 }] });
    expect(fields.news2?.value).toMatchObject({ status: "partial", parts: { spo2: 3 }, values: { spo2: 88 } });
    expect(fields.vitals?.value?.table).toHaveLength(25);
    expect(fields.vitals?.value?.latest.map(({ code }) => code)).toContain("glucose");
  });

  test.each<[string, Partial<SnapshotInput>, SnapshotField]>([
    ["who has no watch has no score", { watch: undefined } as never, "news2"],
    ["no alert, no alert field", { alert: undefined } as never, "alert"],
    [
      "no allergy in the record is not known, not denied",
      { resident: { ...exampleResident, allergies: [] } },
      "allergies",
    ],
    ["no contact in the record is not known", { resident: { ...exampleResident, contacts: [] } }, "contacts"],
  ])("%s", (_claim, change, field) => {
    const without = Object.fromEntries(
      Object.entries({ ...input, ...change }).filter(([, value]) => value !== undefined),
    );
    expect(takeSnapshot(without as unknown as SnapshotInput, exampleNow).fields).not.toHaveProperty(field);
  });

  test("a facility that is not there is called by its id", () => {
    const { fields } = takeSnapshot({ ...input, facility: undefined }, exampleNow);
    expect(fields.place?.value).toMatchObject({ facilityName: "home-1" });
  });

  test("an hour's cell is the range of all that was measured in it", () => {
    const table = taken.fields.vitals?.value?.table ?? [];
    for (const { at, cells } of table) {
      const measured = exampleObservations.filter(
        (each) => each.code === "heart-rate" && each.at >= at && each.at < at + hour,
      );
      const values = measured.map(({ value }) => Number(value));
      if (values.length > 0)
        expect(cells["heart-rate"]).toEqual({
          last: values.at(-1),
          min: Math.min(...values),
          max: Math.max(...values),
        });
    }
    expect(taken.fields.vitals?.value).toMatchObject({ from: exampleNow - snapshotSpanMs, to: exampleNow });
  });

  test("is taken without anybody when a policy calls", () => {
    const { takenBy: _, ...nobody } = input;
    const { takenBy, fields } = takeSnapshot({ ...nobody, told: { situation: "x" } }, exampleNow);
    expect([takenBy, fields.situation, fields.referrer]).toEqual([undefined, undefined, undefined]);
  });
});

describe("what a person says", () => {
  test("stands beside what the system had, however often it is said anew", () => {
    const twice = edited(edited(taken, { allergies: ["青霉素（休克）"] }), { allergies: ["青霉素（皮疹）"] });
    expect(twice.fields.allergies).toEqual({
      value: ["青霉素（皮疹）"],
      by: { kind: "person", person: doctor, at: exampleNow + minute },
      system: ["青霉素", "海鲜"],
      was: [{ value: ["青霉素（休克）"], person: doctor, at: exampleNow + minute }],
    });
  });

  test("to take away leaves who did and what it was, be it the system's or a person's", () => {
    const said = edited(taken, { impression: "肺炎", mobility: null });
    expect(said.fields.mobility).toEqual({ by: expect.objectContaining({ person: doctor }), system: "wheelchair" });
    expect(edited(said, { impression: null }).fields.impression).toEqual({
      by: expect.objectContaining({ person: doctor }),
      was: [{ value: "肺炎", person: doctor, at: exampleNow + minute }],
    });
  });

  test("the same again is not said by anybody", () => {
    expect(
      edited(taken, { allergies: ["青霉素", "海鲜"], advanceWishes: exampleResident.advanceWishes ?? null }),
    ).toEqual(taken);
  });
});

describe("a snapshot that was handed over", () => {
  const sealed = sealSnapshot(taken, exampleNow + minute);

  test("is never edited, and sealing again changes nothing", () => {
    expect(editSnapshot(sealed, { impression: "x" }, doctor, exampleNow + hour)).toBe("sealed");
    expect(sealSnapshot(sealed, exampleNow + hour)).toBe(sealed);
  });

  test("a correction is another one, sealed, of the same moment and evidence, that names it", () => {
    const correction = correctSnapshot(sealed, "snapshot-2", { impression: "肺炎" }, doctor, exampleNow + hour);
    expect(correction).toMatchObject({
      id: "snapshot-2",
      corrects: "snapshot-1",
      takenAt: exampleNow,
      sealedAt: exampleNow + hour,
    });
    expect(correction.fields.vitals).toBe(sealed.fields.vitals);
    expect(sealed.fields).not.toHaveProperty("impression");
  });

  test("nothing that is done with snapshots changes one that exists, and each survives storing", () => {
    fc.assert(
      fc.property(generatedPapers, ({ snapshot }) => {
        const before = JSON.stringify(snapshot);
        editSnapshot(snapshot, { impression: "x", allergies: null }, doctor, exampleNow);
        correctSnapshot(snapshot, "c", { situation: "y" }, doctor, exampleNow);
        sealSnapshot(snapshot, exampleNow);
        takeSnapshot({ ...input, before: snapshot }, exampleNow);
        expect(JSON.stringify(snapshot)).toBe(before);
        expect(JSON.parse(before)).toEqual(snapshot);
      }),
    );
  });
});

describe("the next snapshot of a case", () => {
  const before = edited(taken, { situation: "气促", allergies: ["青霉素（皮疹）"], impression: "肺炎？" });

  test("at the departure persons need not say it again", () => {
    const { fields } = takeSnapshot({ ...input, occasion: "departure", before }, exampleNow + hour);
    expect(fields.situation).toEqual(before.fields.situation);
    expect(fields.allergies).toMatchObject({
      value: ["青霉素（皮疹）"],
      system: ["青霉素", "海鲜"],
      by: { person: doctor },
    });
  });

  test("on the way back why they went, and the first impression, are left behind", () => {
    const { fields } = takeSnapshot({ ...input, occasion: "return", before }, exampleNow + hour);
    expect([fields.situation, fields.impression]).toEqual([undefined, undefined]);
    expect(fields.allergies?.value).toEqual(["青霉素（皮疹）"]);
  });
});
