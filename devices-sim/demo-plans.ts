import { residentList } from "../contracts/http/residents.ts";
import { partnerResidents } from "../contracts/http/visit-between.ts";
import { visitPlanList } from "../contracts/http/visit-plans.ts";
import { isoTimeOf } from "../contracts/iso-time.ts";
import { day, type EpochMs, hour } from "../domain/model/time.ts";
import { type BoxApi, getAll, getJson, postJson } from "./box.ts";
import type { County } from "./county/county.ts";

const hospitalId = "demo-hospital";

/** The first visits are asked for some days after the demo began: the plans show their next day until then. */
const firstAfterMs = 12 * day;

/**
 * Plans what comes again at the demo's care home: a weekly round over three residents, and a monthly follow-up that the county
 * hospital leads; asks the township's centre for guidance, and has the hospital offer a follow-up to somebody of the home. Whom
 * somebody moved or discharged meanwhile is left alone, and plans that are there stay as they are.
 */
export async function planDemoVisits(api: BoxApi, county: County, now: EpochMs): Promise<void> {
  const home = county.facilities.find(({ kind }) => kind === "care-home");
  const centre = county.facilities.find(({ kind }) => kind === "township-health-centre");
  if (home === undefined) return;
  const listed = await getAll(api, `/api/residents?facilityId=${home.id}`, residentList);
  const there = county.people.map(({ id }) => id).filter((id) => listed.some((resident) => resident.id === id));
  const [first, second, third, followed, guided, offered] = there;
  const today = isoTimeOf(now).slice(0, 10);
  const firstOn = isoTimeOf(now + firstAfterMs).slice(0, 10);
  const plan = async (residentId: string, body: object): Promise<void> => {
    const path = `/api/residents/${residentId}/visit-plans`;
    const { items } = visitPlanList.parse(await getJson(api, path));
    if (items.length === 0)
      await postJson(api, path, { kind: "make", planId: `demo-${residentId}-${today}`, firstOn, ...body });
  };
  if (first !== undefined && second !== undefined && third !== undefined)
    await plan(first, {
      visitKind: "ward-round",
      reason: "每周视频查房",
      every: { count: 1, unit: "week" },
      others: [second, third],
    });
  if (followed !== undefined)
    await plan(followed, {
      visitKind: "contracted-follow-up",
      reason: "慢性心衰，县医院每月随访",
      every: { count: 1, unit: "month" },
      leadId: hospitalId,
    });
  if (guided !== undefined && centre !== undefined)
    await postJson(api, "/api/visits", {
      id: `demo-guidance-${today}`,
      kind: "guidance",
      residentId: guided,
      consultedId: centre.id,
      reason: "骶尾部皮肤发红，翻身和减压怎样做更好",
    });
  const partners = partnerResidents.parse(await getJson(api, "/api/partner-residents")).items;
  const isLed = partners.some(({ id, leads }) => id === offered && leads.some((lead) => lead.id === hospitalId));
  if (offered !== undefined && isLed)
    await postJson(api, "/api/visit-offers", {
      id: `demo-offer-${today}`,
      to: offered,
      leadId: hospitalId,
      kind: "contracted-follow-up",
      reason: "出院后第二周随访",
      scheduledAt: isoTimeOf(now + day + 2 * hour),
    });
}
