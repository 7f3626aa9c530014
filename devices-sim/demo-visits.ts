import { isoTimeOf } from "../contracts/iso-time.ts";
import { type EpochMs, hour, minute } from "../domain/model/time.ts";
import { type BoxApi, postJson } from "./box.ts";
import type { County } from "./county/county.ts";

const hospitalId = "demo-hospital";
const roundOf = 3;

/** Whoever enters an hour before its time at the earliest is let in. */
const soonMs = 50 * minute;
/** Somebody of the demo who signs in as a relative, and of whom. */
const family = { personId: "demo-daughter", residentId: "demo-r1" };

/**
 * Arranges the demo's video visits of a day: a ward round over three residents of the care home within the hour, a question
 * to the county hospital, a follow-up that waits for a time, a call with a daughter who is invited, and a follow-up with an
 * open waiting room, so that two windows can try a call at once. Those of the same day that are there already stay; the
 * waiting room opens anew.
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
  const [asked, followed, awaited] = residents.slice(roundOf, roundOf + 3);
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
    residents.some(({ id }) => id === family.residentId) && {
      id: `demo-family-${day}`,
      kind: "family-call",
      residentId: family.residentId,
      reason: "女儿想视频看看父亲",
      scheduledAt: isoTimeOf(now + soonMs),
      invited: [family.personId],
    },
    awaited && {
      id: `demo-waiting-${day}`,
      kind: "contracted-follow-up",
      residentId: awaited.id,
      reason: "高血压复诊，护士已在床旁",
      scheduledAt: isoTimeOf(now + soonMs),
    },
  ].filter((visit) => typeof visit === "object");
  for (const visit of [...round, ...others]) await postJson(api, "/api/visits", visit);
  if (awaited !== undefined) await openWaitingRoom(api, `demo-waiting-${day}`, now);
}

/** Somebody came and went: the room stays open for whoever comes next. What is over by now stays so. */
async function openWaitingRoom(api: BoxApi, id: string, now: EpochMs): Promise<void> {
  const peerId = `browser-${id}`;
  await postJson(api, `/api/visits/${id}/arrange`, { kind: "schedule", at: isoTimeOf(now + soonMs) });
  await postJson(api, `/api/visits/${id}/join`, { peerId });
  await postJson(api, `/api/visits/${id}/join`, { peerId, isLeaving: true });
}
