import type { Resident } from "../../domain/model/resident.ts";

/** Somebody of whom a record says all that papers ask for. Nobody is meant. */
export const exampleResident: Resident = {
  id: "resident-1",
  name: "王䶮㛃",
  sex: "female",
  birthDate: "1941-03-08",
  facilityId: "home-1",
  bedId: "b1",
  careSetting: "care-home",
  disabilityLevel: 3,
  palliative: false,
  allergies: ["青霉素", "海鲜"],
  advanceWishes: "不做气管插管；尽量留在院内照护",
  contacts: [{ name: "王强", relation: "儿子", phone: "13800000001" }],
  identityNumber: "11010519491231002X",
  insuranceNumber: "TH20031122",
  recordNumber: "360826-001-0042",
  address: "江西省吉安市泰和县澄江镇白凤大道188号松鹤养老院",
  phone: "0796-5320000",
  diagnoses: [
    { name: "高血压3级", icd10: "I10.x05", since: "2009" },
    { name: "2型糖尿病", icd10: "E11.900", since: "2012-06" },
    { name: "阑尾切除术后", past: true },
  ],
  pastHistory: "2015年右髋关节置换；2019年脑梗死，遗留左侧肢体无力。",
  medicines: [
    { name: "苯磺酸氨氯地平片", dosage: "5 mg 口服 每日一次", since: "2019-03" },
    { name: "阿司匹林肠溶片", dosage: "100 mg 口服 每晚一次" },
  ],
  infections: ["MRSA 定植（鼻拭子 2026-10-30）"],
  isolation: ["contact"],
  tubes: [{ kind: "urinary-catheter", note: "16F", since: "2026-11-10" }],
  pressureInjuries: ["骶尾部 2期 3×2 cm"],
  mobility: "wheelchair",
};
