import { expect } from "vitest";
import { noticeVersion } from "../../../contracts/joining/notice.ts";
import { bare, readPdf } from "../../papers/pdf-text.ts";
import type { Cloud } from "../cloud.ts";
import type { Ask } from "./asking.ts";

/** Somebody comes by a code, is consented to, sees until when, and leaves; a copy of the record is given on paper and as data. */
export async function tellJoining(cloud: Cloud, ask: Ask): Promise<void> {
  const kin = "/api/residents/r1";
  const asked = { do: "invite", name: "王小梅", relation: "女儿", intended: ["vitals"] };
  const { code } = await ask("nurse", "POST", `${kin}/invitations`, asked);
  const adult = { name: "王小梅", birthDate: "1980-05-01", isAdult: true, accepted: ["relation"], noticeVersion };
  expect(await ask("newcomer", "POST", "/api/me/joinings", { do: "look", code })).toMatchObject({ state: "invited" });
  await ask("newcomer", "POST", "/api/me/joinings", { do: "join", code, ...adult });
  const [relative] = (await ask("nurse", "GET", `${kin}/kin`)).relatives;
  const given = { by: "resident", how: "paper", capacity: true };
  const change = { kind: "grant", classes: ["vitals"], given };
  await ask("nurse", "POST", `${kin}/consents`, { personId: relative.person.id, number: relative.number, change });
  expect((await ask("newcomer", "GET", "/api/me/relations")).items).toMatchObject([{ classes: ["vitals"] }]);
  expect(await ask("newcomer", "POST", "/api/me/relations/leave", { residentId: "r1" })).toMatchObject({ items: [] });
  const copy = await ask("manager", "GET", `${kin}/copy`);
  expect(copy).toMatchObject({ resourceType: "Bundle", type: "collection" });
  expect(JSON.stringify(copy)).toContain("王小梅");
  const headers = { authorization: `Bearer ${await cloud.token("manager")}` };
  const paper = await fetch(`${cloud.http}${kin}/copy-paper`, { headers });
  expect([paper.status, paper.headers.get("content-type")]).toEqual([200, "application/pdf"]);
  expect(bare((await readPdf(Buffer.from(await paper.arrayBuffer()))).pages.join(""))).toContain("个人资料副本");
}
