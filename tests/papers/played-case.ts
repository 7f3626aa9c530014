import type { Alert } from "../../domain/alerts/alert.ts";
import type { Facility } from "../../domain/model/facility.ts";
import { hour, minute } from "../../domain/model/time.ts";
import { advanceReferral } from "../../domain/referrals/advance.ts";
import { requestedReferral } from "../../domain/referrals/begin.ts";
import type { ReferralPapers } from "../../domain/referrals/papers.ts";
import { recordPoint } from "../../domain/referrals/record-point.ts";
import type { Referral } from "../../domain/referrals/referral.ts";
import { incomingAlert } from "../../domain/referrals/referral-alerts.ts";
import type { Snapshot } from "../../domain/referrals/snapshot.ts";
import { withSnapshot } from "../../domain/referrals/snapshot-marks.ts";
import type { ReferralStep } from "../../domain/referrals/step.ts";
import type { StepAsked } from "../../domain/referrals/step-asked.ts";
import { papersOf } from "../../functions/referring/papers-of.ts";

const houses: readonly Facility[] = [
  { id: "home-1", name: "泰和县松鹤养老院", kind: "care-home", beds: [] },
  {
    id: "hospital-1",
    name: "泰和县人民医院",
    kind: "county-hospital",
    beds: [{ id: "er-2", label: "抢救室2床" }],
    departments: [{ id: "er", name: "急诊科", kind: "emergency", phone: "0796-5321120", isReferralDesk: true }],
  },
];

const nurse = { id: "nurse-zhou", name: "周㛃" };
const doctor = { id: "doctor-chen", name: "陈䶮" };
const erNurse = { id: "nurse-li", name: "李护士" };

/** A green channel from the call to home again, by the rules of the domain, and its papers as the service makes them. */
export async function playedCase(
  out: Snapshot,
  back: Snapshot,
): Promise<{ readonly up: ReferralPapers; readonly down: ReferralPapers }> {
  const start = out.takenAt;
  const begun = requestedReferral(
    {
      id: "referral-1",
      residentId: "resident-1",
      residentName: "王䶮㛃",
      originId: "home-1",
      destinationId: "hospital-1",
      direction: "up",
      mode: "green-channel",
      alertId: "alert-1",
      centre: "stroke",
      departmentId: "er",
      contactPhone: "13800001111",
      by: nurse,
    },
    start,
  );
  let referral: Referral = withSnapshot(begun.referral, out, false);
  const incoming = incomingAlert(referral, "hospital-1", start);
  const seen = { at: start + 2 * minute, what: "acknowledged", by: erNurse.name, byId: erNurse.id } as const;
  const call: Alert = { ...incoming, timeline: [...incoming.timeline, seen] };
  const steps: ReferralStep[] = [begun.step];
  const step = (asked: StepAsked, at: number) => {
    const taken = advanceReferral(referral, asked, at);
    if (taken.kind !== "done") throw new Error(`${asked.action} was not taken`);
    referral = taken.referral;
    steps.push(taken.step);
  };
  const ready = { code: "prepare-ct", by: erNurse, facilityId: "hospital-1", tappedAt: start + 4 * minute } as const;
  const recorded = recordPoint(referral, ready, start + 4 * minute);
  if (recorded.kind === "done") {
    referral = recorded.referral;
    steps.push(recorded.step);
  }
  const expectedAt = start + 55 * minute;
  const home = { by: nurse, facilityId: "home-1" };
  const hospital = { by: doctor, facilityId: "hospital-1" };
  step({ ...home, action: "arrange-transport", reason: "本院面包车，护士随车", expectedAt }, start + 20 * minute);
  step({ ...home, action: "depart" }, start + 25 * minute);
  step({ ...hospital, action: "arrive" }, start + 50 * minute);
  const bed = { facilityId: "hospital-1", bedId: "er-2", until: start + hour };
  step({ ...hospital, action: "admit", bed }, start + hour);
  const up = await papersOf("referral-1", "out", depsOf(referral, steps, [out], call));
  step({ ...hospital, action: "ready" }, back.takenAt);
  referral = withSnapshot(referral, back, true);
  return { up, down: await papersOf("referral-1", "back", depsOf(referral, steps, [out, back], call)) };
}

function depsOf(
  referral: Referral,
  steps: readonly ReferralStep[],
  snapshots: readonly Snapshot[],
  call: Alert,
): Parameters<typeof papersOf>[2] {
  const found = <T>(value: T | undefined) => Promise.resolve(value);
  const listed = <T>(items: readonly T[]) => Promise.resolve({ items, unreadable: [] });
  const silent = () => undefined;
  const roles = new Map<string, "nurse" | "doctor">([
    [nurse.id, "nurse"],
    [doctor.id, "doctor"],
  ]);
  return {
    referrals: { find: () => found(referral) },
    "referral-steps": { list: () => listed(steps), listSnapshots: () => listed(snapshots) },
    facilities: { find: (id) => found(houses.find((house) => house.id === id)) },
    people: {
      find: (id) => {
        const role = roles.get(id);
        const at = ["home-1", "hospital-1"];
        return found(
          role === undefined ? undefined : ({ id, roles: at.map((facilityId) => ({ role, facilityId })) } as never),
        );
      },
    },
    alerts: { find: (id) => found(id === call.id ? call : undefined) },
    log: { debug: silent, info: silent, warn: silent, error: silent } as never,
  };
}
