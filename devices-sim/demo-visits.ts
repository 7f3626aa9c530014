import { isoTimeOf } from "../contracts/iso-time.ts";
import { type EpochMs, hour, minute } from "../domain/model/time.ts";
import { type BoxApi, postJson } from "./box.ts";
import type { County } from "./county/county.ts";

const hospitalId = "demo-hospital";
const roundOf = 3;

/**
 * Arranges the demo's video visits of a day: a ward round over three residents of the care home within the hour, a question
 * to the county hospital, and a follow-up that waits for a time. Those of the same day that are there already stay.
 */
export async function requestDemoVisits(api: BoxApi, county: County, now: EpochMs): Promise<void> {
  const home = county.facilities.find(({ kind }) => kind === "care-home");
  const residents = county.people.filter(({ facilityId }) => facilityId === home?.id);
  const day = isoTimeOf(now).slice(0, 10);
  const begin = Math.ceil((now + 20 * minute) / (10 * minute)) * 10 * minute;
  const round = residents.slice(0, roundOf).map((resident, index) => ({
    id: `demo-round-${day}-${index + 1}`,
    kind: "ward-round",
    residentId: resident.id,
    roundId: `demo-round-${day}`,
    reason: "每周视频查房",
    scheduledAt: isoTimeOf(begin + index * 10 * minute),
  }));
  const [asked, followed] = residents.slice(roundOf, roundOf + 2);
  const others = [
    asked && {
      id: `demo-consultation-${day}`,
      kind: "remote-consultation",
      residentId: asked.id,
      consultedId: hospitalId,
      reason: "血压控制不佳，请心内科会诊",
      scheduledAt: isoTimeOf(begin + 2 * hour),
    },
    followed && {
      id: `demo-follow-up-${day}`,
      kind: "contracted-follow-up",
      residentId: followed.id,
      reason: "糖尿病复诊，家属想约本周",
    },
  ].filter((visit) => visit !== undefined);
  for (const visit of [...round, ...others]) await postJson(api, "/api/visits", visit);
}
