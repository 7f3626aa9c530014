import { expect, test } from "vitest";
import { readPdf } from "../papers/pdf-text.ts";
import { call, startedCloud, withResident } from "./cloud-under-test.ts";

test("the deployed functions print a form with their fonts, and export the document, within their rights", async () => {
  const cloud = await startedCloud();
  await withResident(cloud);
  const hospital = { id: "hospital", name: "县人民医院", kind: "county-hospital", beds: [] };
  expect(await call(cloud, "POST", "/api/facilities", hospital)).toMatchObject({ status: 201 });
  const agreement = {
    fromFacilityId: "home",
    toFacilityId: "hospital",
    covers: ["up-referral"],
    validFrom: "2026-01-01",
  };
  expect(await call(cloud, "POST", "/api/agreements", agreement)).toMatchObject({ status: 200 });
  const asked = await call(cloud, "POST", "/api/referrals", {
    residentId: "r1",
    toFacilityId: "hospital",
    reason: "发热",
  });
  expect(asked).toMatchObject({ status: 201 });
  const { id } = asked.body as { readonly id: string };
  expect(await call(cloud, "GET", `/api/referrals/${id}/snapshots`)).toMatchObject({ status: 200 });
  expect(await call(cloud, "GET", `/api/referrals/${id}/fhir`)).toMatchObject({
    status: 200,
    body: { type: "document" },
  });
  const headers = { authorization: `Bearer ${await cloud.token("desk")}` };
  const form = await fetch(`${cloud.http}/api/referrals/${id}/form`, { headers });
  expect([form.status, form.headers.get("content-type")]).toEqual([200, "application/pdf"]);
  expect((await readPdf(Buffer.from(await form.arrayBuffer()))).pages.join("")).toContain("王秀英");
  expect(cloud.denied()).toEqual([]);
});
