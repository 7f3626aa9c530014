import { expect, test } from "vitest";
import { readPdf } from "../papers/pdf-text.ts";
import { apiOf, get, post, startedBox } from "./box-under-test.ts";

const today = new Date().toISOString().slice(0, 10);

test("a box prints the form as bytes of a PDF and answers the document as FHIR, over HTTP", async () => {
  const box = await startedBox();
  for (const [id, name, kind] of [
    ["home", "松鹤院", "care-home"],
    ["hospital", "县人民医院", "county-hospital"],
  ])
    expect((await post(box, "/api/facilities", { id, name, kind, beds: [] })).status).toBe(201);
  const agreement = { fromFacilityId: "home", toFacilityId: "hospital", covers: ["up-referral"], validFrom: today };
  expect((await post(box, "/api/agreements", agreement)).status).toBe(200);
  const resident = { id: "r1", name: "王䶮㛃", sex: "female", birthDate: "1941-03-08", facilityId: "home" };
  expect((await post(box, "/api/residents", resident)).status).toBe(201);
  const asked = await post(box, "/api/referrals", { residentId: "r1", toFacilityId: "hospital", reason: "发热三天" });
  expect(asked.status).toBe(201);
  const { id } = asked.body;

  const { http, token } = apiOf(box);
  const form = await fetch(`${http}/api/referrals/${id}/form`, { headers: { authorization: `Bearer ${token}` } });
  expect([form.status, form.headers.get("content-type"), form.headers.get("cache-control")]).toEqual([
    200,
    "application/pdf",
    "no-store",
  ]);
  const bytes = Buffer.from(await form.arrayBuffer());
  expect(bytes.subarray(0, 5).toString("latin1")).toBe("%PDF-");
  expect((await readPdf(bytes)).pages.join("")).toContain("王䶮㛃");
  expect(await get(box, `/api/referrals/${id}/fhir`)).toMatchObject({ resourceType: "Bundle", type: "document" });
});
