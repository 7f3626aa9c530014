import type { Alert } from "../../domain/alerts/alert.ts";
import type { Facility } from "../../domain/model/facility.ts";
import type { Observation } from "../../domain/model/reading.ts";
import { hour, minute } from "../../domain/model/time.ts";
import type { ReferralPapers } from "../../domain/referrals/papers.ts";
import { editSnapshot, type Snapshot, sealSnapshot, takeSnapshot } from "../../domain/referrals/snapshot.ts";
import { snapshotSpanMs, trendStepMs } from "../../domain/referrals/snapshot-evidence.ts";
import { downsample } from "../../domain/series/downsample.ts";
import type { RecentObservation, Watch } from "../../domain/watch/state.ts";
import { emptyWatch } from "../../domain/watch/watch.ts";
import { exampleResident } from "./example-resident.ts";
import { playedCase } from "./played-case.ts";

export const exampleNow = Date.parse("2026-11-22T02:20:00+08:00");
export const nurse = { id: "nurse-zhou", name: "周㛃" };
export const doctor = { id: "doctor-chen", name: "陈䶮" };

export const exampleFacility: Facility = {
  id: "home-1",
  name: "泰和县松鹤养老院",
  kind: "care-home",
  beds: [{ id: "b1", label: "3号楼205-1床" }],
};

/** Vital signs of a day that ends badly: oxygen falls, heart and breath race. */
export const exampleObservations: readonly Observation[] = Array.from({ length: 24 * 12 }, (_, n) => {
  const at = exampleNow - snapshotSpanMs + (n + 1) * 5 * minute;
  const late = Math.max(0, n - 250) / 38;
  const wave = Math.sin(n / 9);
  const value = (code: Observation["code"], number: number): Observation => ({
    kind: "observation",
    code,
    value: number,
    at,
    deviceId: "bed-1",
  });
  return [
    value("heart-rate", Math.round(72 + 5 * wave + 45 * late)),
    value("respiratory-rate", Math.round(16 + 2 * wave + 10 * late)),
    ...(n % 3 === 0 ? [value("spo2", Math.round(96 + wave - 9 * late))] : []),
    ...(n % 72 === 0 ? [value("systolic-blood-pressure", 148), value("diastolic-blood-pressure", 82)] : []),
    ...(n % 96 === 5 ? [value("body-temperature", 36.8), value("glucose", 7.4)] : []),
  ];
}).flat();

export function watchOf(observations: readonly Observation[]): Watch {
  const recent = observations
    .map(({ at, code, deviceId, value }): RecentObservation => [at, code, deviceId, value])
    .sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0));
  return { ...emptyWatch("resident-1"), recent };
}

export const exampleAlert: Alert = {
  id: "alert-1",
  residentId: "resident-1",
  facilityId: "home-1",
  kind: "spo2-limit",
  priority: "high",
  condition: "active",
  handling: "on-site",
  raisedAt: exampleNow - 7 * minute,
  reason: { code: "below-limit", observation: "spo2", value: 87, limit: 90, forMs: minute },
  inputs: [{ code: "spo2", value: 87, at: exampleNow - 8 * minute, deviceId: "band-1" }],
  timeline: [],
  caseId: "alert-1",
  version: 3,
};

const told = {
  situation: "02:05 起呼吸急促、口唇发绀，血氧 87%，神志清。怀疑肺部感染加重或误吸。",
  impression: "急性呼吸困难：吸入性肺炎？心力衰竭？",
  treatment: "半卧位，鼻导管吸氧 3 L/min，建立静脉通路。",
  recommendation: "请急诊接诊，备吸痰与无创通气；到院前电话通知家属。",
  assessment: "病情较平日明显变化，需在 30 分钟内转运。",
  allergies: ["青霉素（皮疹）", "海鲜"],
  consent: {
    kind: "given",
    who: "relative",
    name: "王强",
    relation: "儿子",
    how: "phone",
    at: exampleNow - minute,
    witness: "李萍",
  },
} as const;

const upSnapshot: Snapshot = sealSnapshot(
  takeSnapshot(
    {
      id: "snapshot-1",
      occasion: "request",
      takenBy: nurse,
      resident: exampleResident,
      facility: exampleFacility,
      alert: exampleAlert,
      watch: watchOf(exampleObservations),
      quarters: downsample(exampleObservations, trendStepMs),
      told,
    },
    exampleNow,
  ),
  exampleNow + minute,
);

function downSnapshotOf(): Snapshot {
  const taken = takeSnapshot(
    {
      id: "snapshot-2",
      occasion: "return",
      takenBy: doctor,
      resident: exampleResident,
      facility: { id: "hospital-1", name: "泰和县人民医院", kind: "county-hospital", beds: [] },
      quarters: new Map(),
    },
    exampleNow + 120 * hour,
  );
  const edited = editSnapshot(
    taken,
    {
      impression: "吸入性肺炎，Ⅰ型呼吸衰竭，好转",
      inpatientNumber: "ZY20261122-0137",
      findings: "胸部CT：右下肺斑片影，较前吸收。白细胞 7.2×10⁹/L，CRP 12 mg/L。",
      treatment: "抗感染（头孢类，皮试阴性）5 天，吸氧、化痰。",
      nextPlan: "口服抗生素 3 天；低流量吸氧必要时；糊状饮食。",
      rehabilitation: "吞咽训练每日两次，床旁坐位每日 3 次各 30 分钟。",
      medicines: [
        ...(exampleResident.medicines ?? []),
        { name: "头孢呋辛酯片", dosage: "0.25 g 口服 每日两次 共 3 天" },
      ],
      followUps: [
        { what: "复查血常规、CRP", dueOn: "2026-11-30", by: "澄江镇卫生院" },
        { what: "呼吸科门诊复诊", dueOn: "2026-12-11" },
      ],
    },
    doctor,
    exampleNow + 121 * hour,
  );
  return sealSnapshot(edited === "sealed" ? taken : edited, exampleNow + 121 * hour);
}

/** The case as it was played: what its papers say is what the service makes of it. */
const played = await playedCase(upSnapshot, downSnapshotOf());
export const upPapers: ReferralPapers = played.up;
export const downPapers: ReferralPapers = played.down;
