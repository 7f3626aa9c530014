import { beforeEach, expect, test } from "vitest";
import { minute } from "../../domain/model/time.ts";
import { bare, readPdf } from "../papers/pdf-text.ts";
import { relativeOf } from "../relatives.ts";
import { World } from "./world.ts";

let world: World;
const atHome = { id: "resident-1" };

beforeEach(async () => {
  world = await new World().furnish();
  await world.person("nurse", { name: "陈静", roles: [{ role: "nurse", facilityId: "home-1" }] });
  await world.person("manager", { name: "赵国强", roles: [{ role: "facility-manager", facilityId: "home-1" }] });
  const guardian = { residentId: "resident-1", relation: "儿子", guardian: { id: "proof", from: 0 } };
  await world.person("guardian", { name: "王建国", relations: [guardian] });
  await world.person("daughter", { name: "王小梅", relations: [relativeOf("resident-1")] });
  await world.telemetry(world.heartRate("bed-1", 72, "m-1"));
  world.pass(minute);
  await world.telemetry(world.heartRate("bed-1", 88, "m-2"));
  await world.urgent(
    world.message("band-1", "event", { type: "fall", at: new Date(world.now).toISOString(), id: "e1" }, "m-3"),
  );
  await world.must("add-note", { ...atHome, body: { text: "今晨胃口不好" }, as: "nurse" });
  const visit = { id: "v1", kind: "ward-round", residentId: "resident-1", reason: "查房" };
  await world.must("request-visit", { body: visit, as: "nurse" });
  const change = { kind: "revoke", given: { by: "resident", how: "paper", capacity: true } };
  await world.must("change-consent", { ...atHome, body: { personId: "daughter", number: 0, change }, as: "nurse" });
  world.pass(minute);
});

test("a copy holds the person, their relatives, what was measured, alerts, visits, notes and each consent, every one once", async () => {
  const bundle = await world.must("copy-record", { ...atHome, as: "guardian" });
  expect(bundle).toMatchObject({ resourceType: "Bundle", type: "collection" });
  const kinds = bundle.entry.map(
    ({ resource }: { readonly resource: { readonly resourceType: string } }) => resource.resourceType,
  );
  expect(kinds[0]).toBe("Patient");
  for (const kind of [
    "RelatedPerson",
    "Observation",
    "Flag",
    "Encounter",
    "DocumentReference",
    "Consent",
    "Organization",
  ])
    expect(kinds, kind).toContain(kind);
  const urls = bundle.entry.map(({ fullUrl }: { readonly fullUrl: string }) => fullUrl);
  expect(new Set(urls).size).toBe(urls.length);
  const text = JSON.stringify(bundle);
  const referred = [...text.matchAll(/"reference":"(urn:uuid:[^"]+)"/g)].map(([, url]) => url);
  expect(referred.filter((url) => !urls.includes(url))).toEqual([]);
  const [heart] = bundle.entry
    .map(({ resource }: { readonly resource: object }) => resource)
    .filter((one: { readonly code?: { readonly text?: string } }) => one.code?.text?.startsWith("心率") === true);
  expect(heart).toMatchObject({
    valueQuantity: { value: 80 },
    component: [{ valueQuantity: { value: 72 } }, { valueQuantity: { value: 88 } }],
  });
  const [note] = bundle.entry.filter(
    ({ resource }: { readonly resource: { readonly type?: { readonly text?: string } } }) =>
      resource.type?.text === "护理记录",
  );
  expect(Buffer.from(note.resource.content[0].attachment.data, "base64").toString()).toBe("今晨胃口不好");
  expect(text).toContain("王小梅");
  expect(text).not.toContain("李建国");
});

test("the same as PDF, for the facility's manager too; nobody else gets either", async () => {
  const pdf = await world.must("print-record", { ...atHome, as: "manager" });
  const text = bare((await readPdf(Buffer.from(pdf, "base64"))).pages.join(""));
  for (const words of ["个人资料副本", "王桂英", "王小梅", "今晨胃口不好", "查房"]) expect(text).toContain(words);
  for (const name of ["copy-record", "print-record"] as const)
    for (const as of ["daughter", "nurse", "carer-li"])
      expect((await world.call(name, { ...atHome, as })).status).toBe(403);
  expect((await world.call("copy-record", { id: "resident-2", as: "guardian" })).status).toBe(404);
});

test("of somebody of whom nothing is kept but who they are, it says so", async () => {
  const bundle = await world.must("copy-record", { id: "resident-2", as: "manager" });
  expect(bundle.entry).toHaveLength(2);
  const pdf = await world.must("print-record", { id: "resident-2", as: "manager" });
  expect(pdf.length).toBeGreaterThan(1000);
});
