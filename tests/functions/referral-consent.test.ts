import type { Bundle, Consent, RelatedPerson } from "fhir/r4";
import { beforeEach, describe, expect, test } from "vitest";
import { hour, minute } from "../../domain/model/time.ts";
import { packageFaults } from "../papers/fhir-checkers.ts";
import { bare, readPdf } from "../papers/pdf-text.ts";
import { consortium, request, step } from "./referring.ts";
import { World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
  await consortium(world);
});

const nurse = "nurse@home-1";
const doctor = "doctor@hospital-1";
const iso = (at: number) => new Date(at).toISOString();
const given = () => ({
  kind: "given",
  who: "relative",
  name: "王芳",
  relation: "女儿",
  how: "phone",
  at: iso(world.now - 5 * minute),
  witness: "李萍",
});
const emergency = () => ({
  kind: "emergency",
  reason: "意识不清，家属电话无人接听",
  approvedBy: "值班院长 周明",
  at: iso(world.now),
});
const complete = (id: string, body: object, as = nurse) => world.call("complete-papers", { id, body, as });
const consentOf = async (id: string, kind = "out") => {
  const bundle = (await world.must("export-referral", { id, query: { kind }, as: doctor })) as unknown as Bundle;
  const resources = (bundle.entry ?? []).map(({ resource }) => resource);
  const consent = resources.find((each): each is Consent => each?.resourceType === "Consent");
  return { bundle, resources, consent };
};
const printed = async (id: string, kind = "out") => {
  const answer = await world.call("print-referral", { id, query: { kind }, as: doctor });
  const { pages } = await readPdf(Buffer.from(answer.body as unknown as string, "base64"));
  return pages.map(bare).join("");
};

describe("consent to a transfer", () => {
  test("that was asked for with the request stands in the hand-over, on the form and in the document", async () => {
    const { id } = await request(world, { reason: "发热三天", consent: given() });
    const { items } = await world.must("list-snapshots", { id, as: doctor });
    const field = items[0].fields.find(({ name }: { name: string }) => name === "consent");
    expect(field).toMatchObject({ by: { kind: "person", person: { id: nurse } } });
    expect({ ...field.value, at: Date.parse(field.value.at) }).toEqual({ ...given(), at: world.now - 5 * minute });
    expect(await printed(id)).toContain(bare("王芳（家属，女儿）"));
    const { bundle, resources, consent } = await consentOf(id);
    expect(packageFaults()(bundle)).toEqual([]);
    expect(consent).toMatchObject({ status: "active", provision: { type: "permit" } });
    const giver = resources.find((each): each is RelatedPerson => each?.resourceType === "RelatedPerson");
    expect(giver?.name?.[0]?.text).toBe("王芳");
    expect(consent?.performer).toEqual([{ reference: `urn:uuid:${giver?.id}` }]);
  });

  test("is not asked for in an emergency, and is said with the papers afterwards", async () => {
    const { id } = await request(world, { mode: "green-channel" });
    expect(await printed(id)).toContain("患者告知与知情同意未记录");
    expect((await consentOf(id)).consent).toBeUndefined();
    const answer = await complete(id, { change: { consent: emergency() } });
    expect(answer.status).toBe(200);
    const text = await printed(id);
    for (const words of ["意识不清", "值班院长", "批准先行转诊"]) expect(text).toContain(bare(words));
    const { bundle, consent } = await consentOf(id);
    expect(packageFaults()(bundle)).toEqual([]);
    expect(consent?.performer).toBeUndefined();
    expect(consent?.provision?.purpose?.[0]?.code).toBe("ETREAT");
  });

  test("to go is no consent to come back", async () => {
    const { id } = await request(world, { mode: "green-channel" });
    await complete(id, { change: { consent: given() } });
    await step(world, id, nurse, { do: "depart" });
    await step(world, id, doctor, { do: "arrive" });
    await step(world, id, doctor, { do: "ready" });
    expect((await consentOf(id, "out")).consent).toBeDefined();
    expect((await consentOf(id, "back")).consent).toBeUndefined();
  });

  test.each([
    ["of a time to come", () => ({ ...given(), at: iso(world.now + hour) })],
    ["in an emergency that nobody approved", () => ({ ...emergency(), approvedBy: "" })],
    ["by nobody", () => ({ ...given(), name: " " })],
  ])("%s is refused, and nothing is written", async (_claim, consent) => {
    const { id } = await request(world, { mode: "green-channel" });
    expect((await complete(id, { change: { consent: consent() } })).status).toBe(400);
    expect((await consentOf(id)).consent).toBeUndefined();
    const body = { residentId: "resident-2", toFacilityId: "hospital-1", consent: consent() };
    expect((await world.call("request-referral", { body, as: nurse })).status).toBe(400);
  });
});

describe("whoever receives a person", () => {
  test("reads where the house can be asked back: the number of its desk before anybody's own", async () => {
    const { id } = await request(world, { mode: "green-channel" });
    const shown = (as: string) => world.must("show-referral", { id, as });
    expect((await shown(doctor)).contactPhone).toBe("+8613800000001");
    const desk = { id: "desk", name: "护理站", kind: "nursing", phone: "0576-81230000" };
    await world.must("change-facility", { id: "home-1", body: { departments: [desk] } });
    await step(world, id, nurse, { do: "cancel", reason: "误点" });
    const next = await request(world, { mode: "green-channel" });
    expect(next.contactPhone).toBe("0576-81230000");
    expect(await printed(next.id)).toContain("0576-81230000");
    const board = await world.must("list-arrivals", { id: "hospital-1", as: doctor });
    expect(board.expected[0].contactPhone).toBe("0576-81230000");
  });

  test("sees papers that are completed while the page is open", async () => {
    const { id } = await request(world, { mode: "green-channel" });
    for (const house of ["home-1", "hospital-1"])
      await world.must("renew-live-lease", { id: house, as: `nurse@${house}` });
    world.news.length = 0;
    await complete(id, { change: { impression: "心力衰竭？" } });
    const told = world.news.map(({ facilityId, referrals }) => [facilityId, referrals[0]?.id, referrals[0]?.version]);
    expect(told).toEqual([
      ["home-1", id, 2],
      ["hospital-1", id, 2],
    ]);
    expect(JSON.stringify(world.news)).not.toContain("心力衰竭");
  });
});
