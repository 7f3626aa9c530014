import { expect } from "vitest";
import type { Ask } from "./asking.ts";

const licence = { number: "110000000000001", since: "2015-07-01" };

/** A doctor's follow-up from its request to the signed note with its addition, and the order that came of it. */
export async function tellVisit(ask: Ask): Promise<void> {
  const visit = { id: "v1", kind: "contracted-follow-up", residentId: "r1", reason: "血压波动" };
  await ask("operator", "POST", "/api/people/dr-home", { licence });
  await ask("nurse", "POST", "/api/visits", visit);
  expect((await ask("dr-home", "GET", "/api/visits")).items).toMatchObject([{ id: "v1" }]);
  for (const who of ["nurse", "dr-home"]) await ask(who, "POST", "/api/visits/v1/join", { peerId: `browser-${who}` });
  const consent = { kind: "consent", givenBy: "王秀英", relation: "本人", way: "spoken" };
  await ask("nurse", "POST", "/api/visits/v1/arrange", consent);
  const conduct = (body: object) => ask("dr-home", "POST", "/api/visits/v1/conduct", body);
  const fine = { priorDiagnosis: "高血压", isFirstVisit: false, hasChanged: false, needsExamination: false };
  await conduct({ kind: "assess", ...fine });
  await conduct({ kind: "begin" });
  expect(await ask("dr-home", "GET", "/api/visits/v1/vitals")).toMatchObject({ resident: { id: "r1" } });
  const parts = { subjective: "好转", objective: "138/80", assessment: "稳定", plan: "复查" };
  await ask("dr-home", "POST", "/api/visits/v1/note", { form: "SOAP", parts, version: 0 });
  await conduct({ kind: "order", text: "量血压", role: "nurse", orderId: "o1" });
  const { staff } = await ask("dr-home", "GET", "/api/visits/v1/people");
  expect(staff).toContainEqual(expect.objectContaining({ id: "nurse", role: "nurse" }));
  expect((await ask("nurse", "GET", "/api/tasks")).items).toMatchObject([{ order: { id: "o1" }, isMine: true }]);
  await conduct({ kind: "end" });
  await ask("dr-home", "POST", "/api/visits/v1/sign", { version: 1 });
  await ask("dr-home", "POST", "/api/visits/v1/addend", { text: "化验已回" });
  await ask("nurse", "POST", "/api/visits/v1/report", { orderId: "o1", isDone: true });
  expect(await ask("dr-home", "GET", "/api/visits/v1")).toMatchObject({ visit: { state: "signed" } });
}

/** A doctor of the hospital to which the home turned plans a visit, and sees in it what treating them needs. */
export async function tellVisitBetween(ask: Ask): Promise<void> {
  await ask("operator", "POST", "/api/people/dr-er", { licence });
  const partners = await ask("dr-er", "GET", "/api/partner-residents");
  expect(partners.items).toMatchObject([{ id: "r1", leads: [{ id: "hospital" }] }]);
  const offer = { id: "v2", to: "r1", leadId: "hospital", kind: "contracted-follow-up", reason: "出院后随访" };
  expect(await ask("dr-er", "POST", "/api/visit-offers", offer)).toMatchObject({ leadFacility: { id: "hospital" } });
  for (const who of ["nurse", "dr-er"]) await ask(who, "POST", "/api/visits/v2/join", { peerId: `browser-${who}` });
  expect((await ask("dr-er", "GET", "/api/visits/v2/record")).notes).toMatchObject([{ visitId: "v1" }]);
}

/** Visits are planned to come every quarter, and the plan is ended. */
export async function tellVisitPlan(ask: Ask): Promise<void> {
  const path = "/api/residents/r1/visit-plans";
  const every = { count: 3, unit: "month" };
  const plan = { kind: "make", planId: "p1", visitKind: "contracted-follow-up", reason: "高血压随访", every };
  await ask("nurse", "POST", path, { ...plan, firstOn: "2027-01-10" });
  expect((await ask("nurse", "GET", path)).items).toMatchObject([{ state: "active", nextOn: "2027-01-10" }]);
  expect(await ask("nurse", "POST", path, { kind: "end", planId: "p1" })).toMatchObject({ state: "ended" });
}
