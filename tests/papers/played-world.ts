import { hour, minute, second } from "../../domain/model/time.ts";
import type { DeviceMessage } from "../../functions/shell/events.ts";
import { World } from "../functions/world.ts";
import { exampleResident } from "./example-resident.ts";

const home = "home-1";
const hospital = "hospital-1";
const nurse = "nurse-zhou";
const doctor = "doctor-chen";
const desk = "desk-li";
const township = "doctor-he";

/** What the bedside and the wrist said in the day before: at the end oxygen falls, heart and breath race. */
const dayOfVitals = 24 * 12;

/** The printed papers of a case that was played through the functions of the service. */
export interface PlayedPapers {
  readonly up: Buffer;
  readonly down: Buffer;
}

/**
 * Plays a green channel from the sensors' first word to home again, through the functions as the API calls them and by the
 * clock of a world, and prints both forms. `name`: of the resident. Nobody of them is real.
 */
export async function playedPapers(name = "王䶮㛃"): Promise<PlayedPapers> {
  const world = new World();
  await openHouses(world, name);
  await hearOneDay(world);
  const [alert] = await world.openAlerts("resident-1");
  if (alert === undefined) throw new Error("no alert was raised");
  const { id } = await world.must("call-green-channel", { id: alert.id, as: nurse, body: { centre: "chest-pain" } });
  const step = async (as: string, body: object, after = 0): Promise<void> => {
    world.pass(after);
    await world.must("act-on-referral", { id, as, body });
  };
  const point = (code: string, after: number) => {
    world.pass(after);
    return world.must("record-time-point", { id, as: desk, body: { code } });
  };
  const say = (as: string, change: object) => world.must("complete-papers", { id, as, body: { change } });
  const at = (ms: number) => new Date(world.now + ms).toISOString();

  await say(nurse, {
    situation: "02:05 起呼吸急促、口唇发绀，血氧 87%，神志清。怀疑肺部感染加重或误吸。",
    impression: "急性呼吸困难：吸入性肺炎？心力衰竭？",
    treatment: "半卧位，鼻导管吸氧 3 L/min，建立静脉通路。",
    recommendation: "请急诊接诊，备吸痰与无创通气；到院前电话通知家属。",
    assessment: "病情较平日明显变化，需在 30 分钟内转运。",
    consent: {
      kind: "given",
      who: "relative",
      name: "王强",
      relation: "儿子",
      how: "phone",
      at: at(0),
      witness: "李萍",
    },
  });
  const called = (await world.must("list-alerts", { as: desk, query: { facilityId: hospital } })).items[0];
  await world.must("acknowledge-alert", { id: called.id, as: desk, body: {} });
  await point("prepare-ecg", 2 * minute);
  await point("prepare-cardiologist", minute);
  await step(
    nurse,
    { do: "arrange-transport", reason: "本院面包车，护士随车", expectedAt: at(40 * minute) },
    9 * minute,
  );
  await world.telemetry(...heard(world, dayOfVitals));
  await step(nurse, { do: "depart", expectedAt: at(26 * minute) }, 6 * minute);
  await step(desk, { do: "arrive" }, 25 * minute);
  const up = await print(world, id, "out");
  await step(doctor, { do: "admit", bedId: "er-2" }, 40 * minute);
  world.pass(5 * 24 * hour);
  await step(doctor, { do: "ready" });
  await say(doctor, {
    impression: "吸入性肺炎，Ⅰ型呼吸衰竭，好转",
    inpatientNumber: "ZY20261122-0137",
    findings: "胸部CT：右下肺斑片影，较前吸收。白细胞 7.2×10⁹/L，CRP 12 mg/L。",
    treatment: "抗感染（头孢类，皮试阴性）5 天，吸氧、化痰。",
    nextPlan: "口服抗生素 3 天；低流量吸氧必要时；糊状饮食。",
    rehabilitation: "吞咽训练每日两次，床旁坐位每日 3 次各 30 分钟。",
    medicines: [
      { name: "苯磺酸氨氯地平片", dosage: "5 mg 口服 每日一次" },
      { name: "头孢呋辛酯片", dosage: "0.25 g 口服 每日两次 共 3 天" },
    ],
    followUps: [
      { what: "复查血常规、CRP", dueOn: "2026-12-01", by: "澄江镇卫生院" },
      { what: "呼吸科门诊复诊", dueOn: "2026-12-11" },
    ],
  });
  await step(township, { do: "accept-down", expectedAt: at(5 * hour) }, hour);
  await step(doctor, { do: "depart-back" }, 3 * hour);
  await step(nurse, { do: "receive-back" }, 35 * minute);
  return { up, down: await print(world, id, "back") };
}

async function openHouses(world: World, name: string): Promise<void> {
  const beds = [{ id: "b1", label: "3号楼205-1床" }];
  await world.must("register-facility", { body: { id: home, name: "泰和县松鹤养老院", kind: "care-home", beds } });
  const wards = [{ id: "er-2", label: "抢救室2床" }];
  await world.must("register-facility", {
    body: { id: hospital, name: "泰和县人民医院", kind: "county-hospital", beds: wards },
  });
  const er = { id: "er", name: "急诊科", kind: "emergency", phone: "0796-5321120", isReferralDesk: true };
  await world.must("change-facility", { id: hospital, body: { departments: [er] } });
  const covers = ["up-referral", "down-referral", "green-channel"];
  await world.must("set-agreement", {
    body: { fromFacilityId: home, toFacilityId: hospital, covers, validFrom: "2026-01-01", usualMinutes: 25 },
  });
  const reach = { phone: "+8613800001111", pushes: [], language: "zh" } as const;
  await world.person(nurse, { name: "周㛃", roles: [{ role: "nurse", facilityId: home }], reach });
  await world.person(township, { name: "何青", roles: [{ role: "doctor", facilityId: home }] });
  await world.person(doctor, { name: "陈䶮", roles: [{ role: "doctor", facilityId: hospital }] });
  await world.person(desk, { name: "李护士", roles: [{ role: "referral-coordinator", facilityId: hospital }] });
  const { careSetting: _, palliative: __, ...record } = exampleResident;
  await world.must("register-resident", {
    body: { ...record, name },
  });
  await world.enrol("bed-1", "bed-sensor", "resident-1");
  await world.enrol("band-1", "wristband", "resident-1");
}

async function hearOneDay(world: World): Promise<void> {
  const end = world.now;
  world.now = end - dayOfVitals * 5 * minute;
  for (let hours = 0; hours < 24; hours += 1) {
    const messages = Array.from({ length: 12 }, (_, n) => {
      world.pass(5 * minute);
      return heard(world, hours * 12 + n);
    });
    await world.telemetry(...messages.flat());
  }
}

/** What the sensors say at the moment; `n`: how many times five minutes of the day have gone by. */
function heard(world: World, n: number): readonly DeviceMessage[] {
  const late = Math.max(0, n - 250) / 38;
  const wave = Math.sin(n / 9);
  const t = (world.now - second) / 1000;
  const bed = [
    { n: "heart-rate", u: "/min", v: Math.round(72 + 5 * wave + 45 * late), t },
    { n: "respiratory-rate", u: "/min", v: Math.round(16 + 2 * wave + 10 * late), t },
  ];
  const band = [
    { n: "spo2", u: "%", v: Math.round(96 + wave - 9 * late), t },
    ...(n % 96 === 0 ? [{ n: "body-temperature", u: "Cel", v: 36.8, t }] : []),
  ];
  return [
    world.message("bed-1", "telemetry", bed, `bed-${n}`),
    world.message("band-1", "telemetry", band, `band-${n}`),
  ];
}

async function print(world: World, id: string, kind: "out" | "back"): Promise<Buffer> {
  const answer = await world.call("print-referral", { id, query: { kind }, as: kind === "out" ? nurse : doctor });
  if (answer.status !== 200) throw new Error(`the form was not printed: ${JSON.stringify(answer.body)}`);
  return Buffer.from(answer.body as unknown as string, "base64");
}
