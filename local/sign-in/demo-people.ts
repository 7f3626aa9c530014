import { type DataClass, dataClasses } from "../../domain/access/data-classes.ts";
import type { RoleAt } from "../../domain/model/person.ts";

/** Somebody of the demo. */
export interface DemoPerson {
  /** The subject of their tokens. */
  readonly id: string;
  readonly login: string;
  readonly name: string;
  /** As the page on which one chooses says it. */
  readonly post: { readonly zh: string; readonly en: string };
  readonly roles: readonly RoleAt[];
  readonly relatives?: readonly DemoRelative[];
}

/** Whose relative somebody of the demo is, and what they were let see. */
export interface DemoRelative {
  readonly residentId: string;
  readonly relation: string;
  readonly classes: readonly DataClass[];
  readonly isEmergencyContact?: true;
}

/** Of the county that devices-sim plans for a demo: the care home, the township's health centre, a village's home. */
export const demoFacilities = {
  home: "demo-24-home1",
  centre: "demo-24-centre1",
  mutual: "demo-24-mutual1",
  village: "demo-24-village1",
  /** Of the consortium that devices-sim adds to it. */
  hospital: "demo-hospital",
} as const;

const { home, centre, mutual, village, hospital } = demoFacilities;

/** The people of the demo, in the order in which a newcomer meets them. None of them is real. */
export const demoPeople: readonly DemoPerson[] = [
  {
    id: "demo-nurse",
    login: "nurse",
    name: "陈静",
    post: { zh: "护士 · 松鹤养老院等四处", en: "nurse · care home and three more places" },
    roles: [home, centre, mutual, village].map((facilityId) => ({ role: "nurse" as const, facilityId })),
  },
  {
    id: "demo-carer",
    login: "carer",
    name: "李秀梅",
    post: { zh: "护理员 · 松鹤养老院", en: "carer · care home" },
    roles: [{ role: "carer", facilityId: home }],
  },
  {
    id: "demo-doctor",
    login: "doctor",
    name: "周文博",
    post: { zh: "医生 · 柳溪镇卫生院", en: "doctor · township health centre" },
    roles: [home, centre, mutual, village].map((facilityId) => ({ role: "doctor" as const, facilityId })),
  },
  {
    id: "demo-manager",
    login: "manager",
    name: "赵国强",
    post: { zh: "机构负责人 · 松鹤养老院", en: "facility manager · care home" },
    roles: [{ role: "facility-manager", facilityId: home }],
  },
  {
    id: "demo-coordinator",
    login: "coordinator",
    name: "郑晓燕",
    post: { zh: "转诊协调员 · 云溪县人民医院", en: "referral coordinator · county hospital" },
    roles: [{ role: "referral-coordinator", facilityId: hospital }],
  },
  {
    id: "demo-hospital-doctor",
    login: "er-doctor",
    name: "沈志远",
    post: { zh: "急诊科医生 · 云溪县人民医院", en: "emergency doctor · county hospital" },
    roles: [{ role: "doctor", facilityId: hospital }],
  },
  {
    id: "demo-operator",
    login: "operator",
    name: "孙宇",
    post: { zh: "系统管理员", en: "operator of the service" },
    roles: [{ role: "operator" }],
  },
  {
    id: "demo-supervisor",
    login: "supervisor",
    name: "吴建华",
    post: { zh: "县卫健委监管员", en: "supervisor, health commission" },
    roles: [{ role: "health-supervisor" }],
  },
  {
    id: "demo-daughter",
    login: "daughter",
    name: "许红梅",
    post: { zh: "家属 · 许茂林的女儿，什么都能看", en: "family · daughter of Xu Maolin, sees everything" },
    roles: [],
    relatives: [{ residentId: "demo-r1", relation: "女儿", classes: dataClasses, isEmergencyContact: true }],
  },
  {
    id: "demo-son",
    login: "son",
    name: "许建军",
    post: { zh: "家属 · 许茂林的儿子，只能看平安灯", en: "family · son of Xu Maolin, sees the light alone" },
    roles: [],
    relatives: [{ residentId: "demo-r1", relation: "儿子", classes: ["status-light"] }],
  },
];
