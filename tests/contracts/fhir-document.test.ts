import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import type { Bundle, DetectedIssue, FhirResource, Flag, Observation, Patient, ServiceRequest, Task } from "fhir/r4";
import { describe, expect, test } from "vitest";
import { referralDocument } from "../../contracts/fhir/document.ts";
import { plain } from "../../contracts/fhir/entry.ts";
import { fieldLines } from "../../contracts/papers/field-lines.ts";
import { fieldWords, snapshotFieldNames } from "../../contracts/papers/field-words.ts";
import { uuidOf } from "../../functions/referring/uuid-of.ts";
import { downPapers, upPapers } from "../papers/example-papers.ts";
import { hasSchema, packageFaults, publishedNews2, schemaFaults, schemaFile } from "../papers/fhir-checkers.ts";
import { generatedPapers } from "../papers/generated-papers.ts";

const documentOf = (papers: Parameters<typeof referralDocument>[0]) => referralDocument(papers, uuidOf);
const resources = <T extends FhirResource>(bundle: Bundle, type: T["resourceType"]) =>
  (bundle.entry ?? []).flatMap(({ resource }) => (resource?.resourceType === type ? [resource as T] : []));
const withFields = (fields: object) =>
  documentOf({
    ...upPapers,
    snapshot: { ...upPapers.snapshot, fields: { ...upPapers.snapshot.fields, ...fields } },
  } as typeof upPapers);
const up = documentOf(upPapers);
const down = documentOf(downPapers);
const cases = 500;

if (!hasSchema) console.warn(`the JSON schema of FHIR R4 is not at ${schemaFile}: documents are checked without it`);

describe("a document by the rules of FHIR R4", { timeout: 180_000 }, () => {
  const faultsByPackage = packageFaults();
  const faultsBySchema = hasSchema ? schemaFaults() : () => [];

  test.each([
    ["up", up],
    ["down", down],
  ])("%s: the package fhir has nothing against it", (_direction, bundle) => {
    expect(faultsByPackage(bundle)).toEqual([]);
  });

  test(`of ${cases} generated ones none has a fault by the package fhir`, () => {
    fc.assert(
      fc.property(generatedPapers, (papers) => {
        expect(faultsByPackage(documentOf(papers))).toEqual([]);
      }),
      { numRuns: cases },
    );
  });

  test.runIf(hasSchema)(
    `of ${cases} other generated ones, and both examples, none has a fault by HL7's JSON schema`,
    () => {
      const faultsBySchema = schemaFaults();
      expect([...faultsBySchema(up), ...faultsBySchema(down)]).toEqual([]);
      fc.assert(
        fc.property(generatedPapers, (papers) => {
          expect(faultsBySchema(documentOf(papers))).toEqual([]);
        }),
        { numRuns: cases },
      );
    },
  );

  test.runIf(hasSchema)("both checkers see a fault that is there", () => {
    const [composition, ...rest] = up.entry ?? [];
    const broken = (change: object) =>
      ({ ...up, entry: [{ ...composition, resource: { ...composition?.resource, ...change } }, ...rest] }) as Bundle;
    expect(faultsBySchema(broken({ date: "yesterday" }))).not.toEqual([]);
    expect(faultsBySchema(broken({ unheardOf: 1 }))).not.toEqual([]);
    expect(faultsBySchema({ ...up, type: "parcel" } as unknown as Bundle)).not.toEqual([]);
    expect(faultsByPackage(broken({ status: "done" }))).not.toEqual([]);
  });
});

describe("a document holds together", { timeout: 180_000 }, () => {
  test("the Composition is first, every reference is to an entry, and every entry is referred to", () => {
    fc.assert(
      fc.property(generatedPapers, (papers) => {
        const bundle = documentOf(papers);
        const urls = (bundle.entry ?? []).map(({ fullUrl }) => fullUrl ?? "");
        expect(bundle.entry?.[0]?.resource?.resourceType).toBe("Composition");
        expect(new Set(urls).size).toBe(urls.length);
        const referred = [...JSON.stringify(bundle).matchAll(/"reference":"([^"]+)"/g)].map(([, url]) => url);
        expect(referred.filter((url) => !urls.includes(url ?? ""))).toEqual([]);
        expect(urls.slice(1).filter((url) => !referred.includes(url))).toEqual([]);
        for (const { fullUrl, resource } of bundle.entry ?? []) {
          expect(fullUrl).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
          expect(`urn:uuid:${resource?.id}`).toBe(fullUrl);
        }
      }),
      { numRuns: 200 },
    );
  });

  test("the same papers make the same document, and another snapshot other addresses", () => {
    expect(JSON.stringify(documentOf(structuredClone(upPapers)))).toBe(JSON.stringify(up));
    const other = documentOf({ ...upPapers, snapshot: { ...upPapers.snapshot, id: "snapshot-9" } });
    expect(other.entry?.[0]?.fullUrl).not.toBe(up.entry?.[0]?.fullUrl);
  });

  test("nothing that the snapshot says is missing from the sections, whatever was said", () => {
    fc.assert(
      fc.property(generatedPapers, (papers) => {
        const told = unescaped(JSON.stringify(resources(documentOf(papers), "Composition")));
        for (const name of snapshotFieldNames)
          for (const line of fieldLines(papers.snapshot.fields, name))
            expect(told, fieldWords[name].zh).toContain(unescaped(JSON.stringify(plain(line)).slice(1, -1)));
      }),
      { numRuns: 200 },
    );
  });
});

describe("what the receiving side reads", () => {
  test("vital signs by their profiles' codes and units, pressure as one panel", () => {
    const measured = resources<Observation>(up, "Observation");
    const by = (code: string) => measured.find((each) => each.code.coding?.some((coding) => coding.code === code));
    expect(by("8867-4")).toMatchObject({ valueQuantity: { system: "http://unitsofmeasure.org", code: "/min" } });
    expect(by("2708-6")?.code.coding?.map(({ code }) => code)).toContain("59408-5");
    expect(by("85354-9")?.component?.map(({ valueQuantity }) => valueQuantity?.code)).toEqual(["mm[Hg]", "mm[Hg]"]);
    expect(by("8310-5")).toMatchObject({ valueQuantity: { value: 36.8, code: "Cel" } });
    expect(by("trend-heart-rate")?.valueSampledData?.data?.split(" ")).toHaveLength(97);
  });

  test("an alert with the values on which it rests: the newest ones where they are, others by themselves", () => {
    const { vitals, alert } = upPapers.snapshot.fields;
    const [newest] = vitals?.value?.latest.filter(({ code }) => code === "heart-rate") ?? [];
    if (newest === undefined || alert?.value === undefined) throw new Error("the example lacks them");
    const earlier = { ...newest, value: 131, at: newest.at - 60_000 };
    const raised = { ...alert.value, kind: "heart-rate-limit" as const, inputs: [newest, earlier] };
    const bundle = withFields({ alert: { ...alert, value: raised } });
    const [issue] = resources<DetectedIssue>(bundle, "DetectedIssue");
    const rest = (issue?.evidence?.[0]?.detail ?? []).map(
      ({ reference }) => (bundle.entry ?? []).find(({ fullUrl }) => fullUrl === reference)?.resource as Observation,
    );
    expect(rest.map(({ valueQuantity }) => valueQuantity?.value)).toEqual([newest.value, 131]);
    const called = withFields({ alert: { ...alert, value: { ...alert.value, kind: "sos", inputs: [] } } });
    expect(resources<DetectedIssue>(called, "DetectedIssue")[0]).not.toHaveProperty("evidence");
  });

  test("that a fall led to it, and an ordered target of oxygen, as flags", () => {
    const flags = (bundle: Bundle) =>
      resources<Flag>(bundle, "Flag").flatMap(({ code }) => code.coding?.map((each) => each.code) ?? []);
    const { alert, news2 } = upPapers.snapshot.fields;
    if (news2?.value === undefined || alert?.value === undefined) throw new Error("the example lacks them");
    const bundle = withFields({
      alert: { ...alert, value: { ...alert.value, kind: "fall" } },
      news2: { ...news2, value: { ...news2.value, scale: 2 } },
    });
    expect(flags(bundle)).toEqual(expect.arrayContaining(["fall-risk", "spo2-scale-2"]));
    const neither = withFields({
      alert: { ...alert, value: { ...alert.value, kind: "sos" } },
      news2: { ...news2, value: { ...news2.value, scale: 1 } },
    });
    expect(flags(neither)).toEqual([]);
  });

  test.each([
    ["a house declined", "rejected", {}, "active"],
    ["it was called off", "cancelled", {}, "revoked"],
    ["they are at a hospital that has no part in it", "failed", { isOnHold: true }, "on-hold"],
  ] as const)("where %s the task says so and why, and the order stands", (_what, status, more, order) => {
    const bundle = documentOf({
      ...upPapers,
      status,
      statusReason: "没有床位",
      statusAt: upPapers.referredAt - 1,
      ...more,
    });
    expect(resources<ServiceRequest>(bundle, "ServiceRequest")[0]).toMatchObject({ status: order });
    const [task] = resources<Task>(bundle, "Task");
    expect(task).toMatchObject({ status, statusReason: { text: "没有床位" } });
    expect(task?.lastModified).toBe(task?.authoredOn);
  });

  test("a gap of the trend is told as one", () => {
    const { vitals } = upPapers.snapshot.fields;
    const trend = vitals?.value?.trend.map(({ code, points }) => ({
      code,
      points: points.filter((_, n) => n % 10 !== 3),
    }));
    const snapshot = {
      ...upPapers.snapshot,
      fields: { ...upPapers.snapshot.fields, vitals: { ...vitals, value: { ...vitals?.value, trend } } },
    } as typeof upPapers.snapshot;
    const data = resources<Observation>(documentOf({ ...upPapers, snapshot }), "Observation").flatMap(
      ({ valueSampledData }) => valueSampledData?.data?.split(" ") ?? [],
    );
    expect(data.filter((sample) => sample === "E").length).toBeGreaterThan(20);
  });

  test("a partial NEWS2 is a range and preliminary, never a bare number", () => {
    const news2 = resources<Observation>(up, "Observation").find(({ code }) =>
      code.coding?.some((each) => each.code === "1104051000000101"),
    );
    expect(news2).toMatchObject({ status: "preliminary", valueRange: { low: {}, high: {} } });
    expect(news2).not.toHaveProperty("valueInteger");
    expect(news2?.component?.some(({ dataAbsentReason }) => dataAbsentReason !== undefined)).toBe(true);
  });

  test.runIf(existsSync(publishedNews2))("the codes of NEWS2 are those that are published", () => {
    const published = JSON.parse(readFileSync(publishedNews2, "utf8"));
    const codes = JSON.stringify(up);
    for (const code of [published.total, ...Object.values(published.components)]) expect(codes).toContain(code);
  });

  test("the person by name and numbers, and whom to call", () => {
    const [patient] = resources<Patient>(up, "Patient");
    expect(patient).toMatchObject({ name: [{ text: "王䶮㛃" }], gender: "female", birthDate: "1941-03-08" });
    expect(patient?.identifier?.map(({ value }) => value)).toEqual(
      expect.arrayContaining(["resident-1", "11010519491231002X", "TH20031122", "360826-001-0042"]),
    );
    expect(patient?.contact?.[0]).toMatchObject({ name: { text: "王强" }, telecom: [{ value: "13800000001" }] });
  });

  test("an emergency is stat, and the way back carries plan, medicines and follow-up", () => {
    expect(resources<Task>(up, "Task")[0]).toMatchObject({ priority: "stat", status: "in-progress" });
    const told = JSON.stringify(resources(down, "CarePlan"));
    for (const word of ["口服抗生素 3 天", "吞咽训练", "复查血常规", "2026-11-30", "澄江镇卫生院"])
      expect(told).toContain(word);
    expect(resources(down, "MedicationStatement")).toHaveLength(3);
    expect(resources(up, "CarePlan")).toEqual([]);
  });

  test("a section says who filled it in, and what the system had", () => {
    const text = JSON.stringify(up.entry?.[0]);
    expect(text).toContain("周㛃 2026-11-22 02:20 修改；系统原值：青霉素；海鲜");
  });
});

function unescaped(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '\\"').replaceAll("&amp;", "&");
}
