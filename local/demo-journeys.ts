import type { EmergencyCentre, Referral } from "../domain/referrals/referral.ts";
import type { PointCode } from "../domain/referrals/time-points.ts";
import type { ReferralAction } from "../domain/referrals/transitions.ts";
import { demoFacilities } from "./sign-in/demo-people.ts";

/** Something that was done, so many minutes after what was done before. */
export type DemoLeg = readonly [minutes: number, what: ReferralAction | PointCode, reason?: string];

/** A referral of the demo that began before the box did. */
export interface DemoJourney {
  /** Whose it is: the resident of the demo by their number. */
  readonly resident: number;
  readonly originId: string;
  /** When it began: so many days before the first start at an hour in Asia/Shanghai, or so many hours before that start. */
  readonly began: { readonly daysAgo: number; readonly hour: number } | { readonly hoursAgo: number };
  readonly mode: Referral["mode"];
  readonly centre?: EmergencyCentre;
  readonly departmentId?: string;
  readonly reason: string;
  readonly legs: readonly DemoLeg[];
}

const { home, centre, mutual, village } = demoFacilities;
const anHour = 60;
const aDay = 24 * anHour;

/** Taken in by agreement, at the door after so many minutes. */
const inEmergency = (leaves: number, drives: number): readonly DemoLeg[] => [
  [leaves, "depart"],
  [drives, "arrive"],
];
const byAppointment: readonly DemoLeg[] = [
  [35, "triage"],
  [20, "accept"],
  [40, "arrange-transport"],
  [90, "depart"],
  [45, "arrive"],
];
/** On the ward for days, then home. */
const admitted = (days: number): readonly DemoLeg[] => [
  [50, "admit"],
  [days * aDay, "ready"],
];
const goesHome: readonly DemoLeg[] = [
  [5 * anHour, "accept-down"],
  [3 * anHour, "depart-back"],
  [40, "receive-back"],
];
const followedUp = (days: number, reason: string): DemoLeg => [days * aDay, "follow-up", reason];
const treatedAndBack: readonly DemoLeg[] = [
  [70, "treat"],
  [30, "depart-back"],
  [35, "receive-back"],
];
const chestPain: readonly DemoLeg[] = [
  [4, "first-ecg"],
  [11, "team-at-bedside"],
];

/**
 * What happened in the demo's county in the weeks before: down-referrals, late stages, a refusal to go, a self-presentation;
 * three are still under way (fit to go back, about to be fetched, back and to be followed up). Nobody of them is real.
 */
export const demoJourneys: readonly DemoJourney[] = [
  {
    resident: 20,
    originId: home,
    began: { daysAgo: 47, hour: 3 },
    mode: "green-channel",
    centre: "trauma",
    reason: "夜间跌倒，右髋疼痛，不能站立",
    legs: [...inEmergency(7, 24), ...admitted(9), ...goesHome, followedUp(6, "电话随访：疼痛缓解，可扶行")],
  },
  {
    resident: 10,
    originId: centre,
    began: { daysAgo: 44, hour: 9 },
    mode: "routine",
    departmentId: "geriatrics",
    reason: "慢阻肺急性加重，口服药物无好转",
    legs: [...byAppointment, ...admitted(7), ...goesHome, followedUp(5, "上门随访：血氧 92%，吸入剂使用正确")],
  },
  {
    resident: 17,
    originId: mutual,
    began: { daysAgo: 41, hour: 15 },
    mode: "routine",
    departmentId: "cardiology",
    reason: "反复胸闷两周",
    legs: [
      [150, "triage"],
      [45, "accept"],
      [40, "arrange-transport"],
      [60, "depart"],
      [50, "arrive"],
      ...admitted(4),
      ...goesHome,
      followedUp(9, "电话随访：未再胸闷"),
    ],
  },
  {
    resident: 24,
    originId: village,
    began: { daysAgo: 38, hour: 20 },
    mode: "green-channel",
    centre: "chest-pain",
    reason: "突发胸痛半小时，伴出汗",
    legs: [...inEmergency(14, 38), ...chestPain, ...admitted(6), ...goesHome, followedUp(4, "上门随访：无胸痛")],
  },
  {
    resident: 8,
    originId: home,
    began: { daysAgo: 34, hour: 11 },
    mode: "routine",
    departmentId: "orthopaedics",
    reason: "左膝关节肿痛，需影像检查",
    legs: [
      [30, "triage"],
      [25, "cancel", "休息后好转，家属要求暂缓"],
    ],
  },
  {
    resident: 22,
    originId: centre,
    began: { daysAgo: 31, hour: 2 },
    mode: "green-channel",
    centre: "stroke",
    reason: "右侧肢体无力，言语不清",
    legs: [
      ...inEmergency(6, 18),
      [9, "team-at-bedside"],
      ...admitted(8),
      ...goesHome,
      followedUp(3, "电话随访：能自行进食"),
    ],
  },
  {
    resident: 19,
    originId: home,
    began: { daysAgo: 27, hour: 14 },
    mode: "green-channel",
    centre: "trauma",
    reason: "跌倒，前额裂伤",
    legs: [...inEmergency(8, 26), ...treatedAndBack, followedUp(2, "伤口干燥，已换药")],
  },
  {
    resident: 18,
    originId: village,
    began: { daysAgo: 24, hour: 10 },
    mode: "routine",
    departmentId: "geriatrics",
    reason: "血糖控制不佳，乏力",
    legs: [...byAppointment, ...admitted(5), ...goesHome, followedUp(7, "上门随访：空腹血糖 7.2")],
  },
  {
    resident: 11,
    originId: mutual,
    began: { daysAgo: 21, hour: 18 },
    mode: "routine",
    reason: "腹痛一天",
    legs: [
      [25, "triage"],
      [35, "elsewhere", "家属自驾送往市第一人民医院，女儿来电告知"],
      [20 * anHour, "ask-after", "女儿来电：阑尾炎，已手术，情况稳定"],
      [20 * anHour, "close", "女儿来电：已出院，住到女儿家休养"],
    ],
  },
  {
    resident: 7,
    originId: home,
    began: { daysAgo: 18, hour: 6 },
    mode: "green-channel",
    centre: "chest-pain",
    reason: "清晨胸闷、出汗",
    legs: [
      ...inEmergency(9, 25),
      ...chestPain,
      ...admitted(7),
      ...goesHome,
      followedUp(5, "电话随访：按时服药，无不适"),
    ],
  },
  {
    resident: 16,
    originId: centre,
    began: { daysAgo: 15, hour: 10 },
    mode: "routine",
    departmentId: "neurology",
    reason: "头晕反复，走路不稳",
    legs: [...byAppointment, ...admitted(4), ...goesHome, followedUp(6, "上门随访：步态平稳")],
  },
  {
    resident: 13,
    originId: home,
    began: { daysAgo: 12, hour: 22 },
    mode: "green-channel",
    centre: "trauma",
    reason: "跌倒后左腕肿胀",
    legs: [...inEmergency(6, 27), ...treatedAndBack, followedUp(3, "石膏固定良好，手指活动好")],
  },
  {
    resident: 21,
    originId: home,
    began: { daysAgo: 9, hour: 9 },
    mode: "routine",
    departmentId: "geriatrics",
    reason: "发热三天，咳黄痰",
    legs: [...byAppointment, ...admitted(4), ...goesHome],
  },
  {
    resident: 23,
    originId: mutual,
    began: { hoursAgo: 107 },
    mode: "routine",
    departmentId: "geriatrics",
    reason: "肺炎，需静脉用药",
    legs: [...byAppointment, ...admitted(3), [20 * anHour, "accept-down"]],
  },
  {
    resident: 12,
    originId: village,
    began: { hoursAgo: 118 },
    mode: "green-channel",
    centre: "trauma",
    reason: "如厕时跌倒，腰背剧痛",
    legs: [...inEmergency(9, 44), ...admitted(4)],
  },
];
