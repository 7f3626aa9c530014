import { expect } from "vitest";
import { minute } from "../../../domain/model/time.ts";
import { readPdf } from "../../papers/pdf-text.ts";
import { fallen } from "../calling-home.ts";
import type { Cloud } from "../cloud.ts";
import { registered } from "../cloud-under-test.ts";
import { enrolledDevice } from "../devices.ts";
import type { CellUnderTest } from "../iot/cell-under-test.ts";
import { type Ask, askedOf } from "./asking.ts";

/** Who has a part in the stories: the home, the county hospital, and whoever runs the service. */
export const peopleOfTheCounty = [
  registered("operator", { role: "operator" }),
  registered("nurse", { role: "nurse", facilityId: "home" }, { role: "operator" }),
  registered("dr-home", { role: "doctor", facilityId: "home" }),
  registered("manager", { role: "facility-manager", facilityId: "home" }),
  registered("desk", { role: "referral-coordinator", facilityId: "hospital" }),
  registered("dr-er", { role: "doctor", facilityId: "hospital" }),
];

const hospitalBeds = ["w1", "w2"].map((id) => ({ id, label: `急诊${id.at(-1)}床` }));
const homeBeds = ["b1", "b2"].map((id) => ({ id, label: `10${id.at(-1)}` }));

/** A home and its county hospital, the agreement between them, a resident with a wristband. */
export async function foundCounty(cell: CellUnderTest): Promise<void> {
  const ask = askedOf(cell.cloud);
  const hospital = { id: "hospital", name: "县人民医院", kind: "county-hospital", beds: hospitalBeds };
  await ask("operator", "POST", "/api/facilities", hospital);
  await ask("operator", "POST", "/api/facilities", { id: "home", name: "颐养院", kind: "care-home", beds: homeBeds });
  const desk = { id: "ed", name: "急诊科", kind: "emergency", phone: "8120", isReferralDesk: true };
  await ask("operator", "POST", "/api/facilities/hospital", { departments: [desk] });
  const counts = { licensed: { care: 2, medical: 1 }, convertible: { medical: 1 } };
  await ask("operator", "POST", "/api/facilities/home", { parentId: "hospital", ...counts });
  const resident = { name: "王秀英", sex: "female", birthDate: "1940-05-01", facilityId: "home" };
  await ask("operator", "POST", "/api/residents", { ...resident, id: "r1", bedId: "b1" });
  await enrolledDevice(cell.cloud, "w1", "wristband");
}

/** Agreements are made, changed and ended; each sees the part of the consortium that concerns them. */
export async function tellConsortium(ask: Ask): Promise<void> {
  const terms = { fromFacilityId: "home", toFacilityId: "hospital", validFrom: "2026-01-01" };
  const up = { ...terms, id: "a1", covers: ["up-referral"] };
  const { version } = await ask("operator", "POST", "/api/agreements", up);
  const covers = ["up-referral", "down-referral", "green-channel", "tele-consultation"];
  await ask("operator", "POST", "/api/agreements", { ...up, covers, version });
  const other = { ...terms, id: "a2", covers: ["guidance"] };
  await ask("operator", "POST", "/api/agreements", other);
  await ask("operator", "POST", "/api/agreements/a2/end", { reason: "并入总协议" });
  expect((await ask("nurse", "GET", "/api/agreements")).items).toMatchObject([
    { id: "a1", covers, isInForce: true },
    { id: "a2", validUntil: "2026-11-22" },
  ]);
  const seen = await ask("desk", "GET", "/api/consortium");
  expect(seen.facilities).toMatchObject([
    { id: "home", parentId: "hospital" },
    { id: "hospital", isOwn: true, desk: "no-roster", departments: [{ phone: "8120" }] },
  ]);
}

/** A bed is held and released; another is asked to be used medically, and the order is refused. */
export async function tellBeds(ask: Ask): Promise<void> {
  const hold = { bedId: "b2", minutes: 30, note: "下午到" };
  const held = (await ask("nurse", "POST", "/api/facilities/home/beds/hold", hold)).hold;
  expect((await ask("manager", "GET", "/api/facilities/home/beds")).beds[1]).toMatchObject({ standing: "held" });
  await ask("nurse", "POST", "/api/facilities/home/beds/release", { bedId: "b2", holdId: held.id });
  const history = await ask("manager", "GET", "/api/facilities/home/bed-history?bedId=b2");
  expect(history.items).toMatchObject([{ kind: "released", why: "by-hand", by: "nurse" }, { kind: "held" }]);
  const free = await ask("nurse", "GET", "/api/beds/free?facilityId=home");
  expect(free.items.map(({ facilityId }: { readonly facilityId: string }) => facilityId)).toContain("hospital");
  const wish = { bedId: "b1", to: "medical", reason: "肺炎" };
  const { id: conversionId } = await ask("nurse", "POST", "/api/facilities/home/conversions", wish);
  const refusal = { conversionId, action: "refuse", reason: "可转院治疗" };
  await ask("dr-home", "POST", "/api/facilities/home/conversions/advance", refusal);
  const all = await ask("manager", "GET", "/api/facilities/home/conversions?all=true");
  expect(all.items).toMatchObject([{ id: conversionId, state: "refused" }]);
  expect(await ask("manager", "GET", "/api/facilities/home/payers")).toMatchObject({ facility: { id: "home" } });
}

/** A fall becomes a case of the green channel, with its papers; it goes to the hospital and home again. */
export async function tellGreenChannel(cell: CellUnderTest, ask: Ask): Promise<void> {
  const { cloud } = cell;
  const policy = { greenChannel: { afterStep: 3, toFacilityId: "hospital" } };
  await ask("manager", "POST", "/api/facilities/home/referral-policy", policy);
  expect(await ask("nurse", "GET", "/api/facilities/home/referral-policy")).toMatchObject(policy);
  const alertId = await fallen(cell, "fall-1");
  const { id } = await ask("nurse", "POST", `/api/alerts/${alertId}/green-channel`, { centre: "trauma" });
  const takes = (who: string, action: string, more = {}) =>
    ask(who, "POST", `/api/referrals/${id}/steps`, { do: action, ...more });
  const expectedAt = new Date(cloud.clock.now() + 20 * minute).toISOString();
  await takes("nurse", "depart", { expectedAt });
  const board = await ask("desk", "GET", "/api/facilities/hospital/arrivals");
  expect(board.expected).toMatchObject([{ id, minutesToArrival: 20, residentName: "王秀英" }]);
  await takes("dr-er", "arrive");
  await ask("dr-er", "POST", `/api/referrals/${id}/time-points`, { code: "team-at-bedside" });
  await ask("nurse", "POST", `/api/referrals/${id}/papers`, { change: { impression: "髋部外伤" }, seal: true });
  const papers = await ask("dr-er", "GET", `/api/referrals/${id}/snapshots`);
  expect(JSON.stringify(papers)).toContain("髋部外伤");
  expect(await textOfForm(cloud, id)).toContain("髋部外伤");
  expect(await ask("desk", "GET", `/api/referrals/${id}/fhir`)).toMatchObject({ type: "document" });
  await takes("dr-er", "admit");
  await tellWayOnward(ask, id);
  await takes("dr-er", "ready");
  await takes("dr-home", "accept-down");
  await takes("desk", "depart-back");
  await takes("nurse", "receive-back");
  expect(await takes("nurse", "follow-up")).toMatchObject({ state: "closed" });
  const closed = await ask("dr-er", "GET", `/api/referrals/${id}`);
  expect(closed.state).toBe("closed");
  const occasions = closed.snapshots.map(({ occasion }: { readonly occasion: string }) => occasion);
  expect(occasions.toSorted()).toEqual(["correction", "departure", "onward", "onward", "request", "return"]);
  expect((await ask("desk", "GET", "/api/referrals?state=closed")).items).toHaveLength(1);
  const figures = await ask("dr-er", "GET", "/api/referral-figures?facilityId=hospital");
  expect(figures).toMatchObject({ requested: 1, ended: { closed: 1 } });
  await ask("nurse", "POST", `/api/alerts/${alertId}/resolve`, { outcome: "real" });
}

/** To the city hospital, which says yes on the telephone and uses no computer; on the way they turn back. */
async function tellWayOnward(ask: Ask, id: string): Promise<void> {
  await ask("operator", "POST", "/api/facilities", { id: "city", name: "市第一医院", kind: "external-hospital" });
  const takes = (action: string, more = {}) =>
    ask("dr-er", "POST", `/api/referrals/${id}/steps`, { do: action, ...more });
  const asked = { toFacilityId: "city", phone: { with: "市一院急诊" }, reason: "须急诊手术" };
  expect(await takes("transfer-urgent", asked)).toMatchObject({
    state: "onward-accepted",
    destination: { id: "city" },
  });
  await takes("depart");
  expect((await ask("dr-er", "GET", "/api/referrals")).items).toMatchObject([{ id, state: "onward-en-route" }]);
  expect(await takes("stay", { reason: "途中好转" })).toMatchObject({
    state: "arrived",
    destination: { id: "hospital" },
  });
  await takes("admit");
}

/** A bed is kept with the acceptance of a routine referral, and free again when it is cancelled. */
export async function tellRoutineReferral(ask: Ask): Promise<void> {
  const asked = { residentId: "r1", toFacilityId: "hospital", reason: "反复发热三天" };
  const { id } = await ask("nurse", "POST", "/api/referrals", asked);
  await ask("desk", "POST", `/api/referrals/${id}/steps`, { do: "accept", bedId: "w1" });
  const bed = async () => (await ask("desk", "GET", "/api/facilities/hospital/beds")).beds[0];
  expect(await bed()).toMatchObject({ standing: "held", hold: { id, purpose: "referral" } });
  await ask("nurse", "POST", `/api/referrals/${id}/steps`, { do: "cancel", reason: "热退" });
  expect(await bed()).toMatchObject({ standing: "free" });
}

async function textOfForm(cloud: Cloud, referralId: string): Promise<string> {
  const headers = { authorization: `Bearer ${await cloud.token("desk")}` };
  const form = await fetch(`${cloud.http}/api/referrals/${referralId}/form`, { headers });
  expect(form.status).toBe(200);
  return (await readPdf(Buffer.from(await form.arrayBuffer()))).pages.join("");
}
