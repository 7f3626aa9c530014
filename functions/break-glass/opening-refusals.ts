import { RequestRefusedError } from "../shell/refusals.ts";

/** Why nothing was opened, renewed, ended or judged. Nobody learns from it who is known to the service. */
export const openingRefusals = {
  unknown: (id: string) =>
    new RequestRefusedError("unknown-opening", {
      zh: `没有编号为 ${id} 的紧急调阅，未做任何改动。`,
      en: `There is no opening ${id}; nothing was changed.`,
    }),
  notAnEmergency: () =>
    new RequestRefusedError("not-an-emergency", {
      zh: "只有进行中的绿色通道转诊可以紧急调阅，病历没有打开。",
      en: "Only the case of an emergency that is under way opens a record; nothing was opened.",
    }),
  notReceiving: () =>
    new RequestRefusedError("not-your-part", {
      zh: "只有接诊医院的医生、护士和转诊专员可以紧急调阅，病历没有打开。",
      en: "Only doctors, nurses and coordinators of the hospital that receives the person open their record; nothing was opened.",
    }),
  nobodyAnswers: () =>
    new RequestRefusedError("not-your-part", {
      zh: "紧急调阅和复核须由登录的本人办理，未做任何改动。",
      en: "Records are opened and judged by somebody who signed in; nothing was changed.",
    }),
  notOnDuty: () =>
    new RequestRefusedError("not-on-duty", {
      zh: "只有医院、乡镇卫生院当班的医生可以紧急调阅；按值班表您现在不当班，或这里不接急诊。病历没有打开。",
      en: "Only a doctor who is on duty now in a hospital or township health centre opens a record; nothing was opened.",
    }),
  /** Wrong, unknown, more than one: all the same. */
  nobody: () =>
    new RequestRefusedError("unknown-resident", {
      zh: "没有找到完全相符的人，病历没有打开。请核对证件；本次查找已记录。",
      en: "Nobody is exactly that; nothing was opened. Check the paper. This attempt was recorded.",
    }),
  tooOften: () =>
    new RequestRefusedError("too-often", {
      zh: "15 分钟内已查找 5 次，请稍后再试，或打电话给其所在机构。本次查找已记录。",
      en: "Five attempts within 15 minutes; try again later, or telephone the house. This attempt was recorded.",
    }),
  over: () =>
    new RequestRefusedError("step-impossible", {
      zh: "这次紧急调阅已结束，未做任何改动。仍需查看请重新紧急调阅。",
      en: "This opening is over; nothing was changed. Open the record anew if it is needed still.",
    }),
  own: () =>
    new RequestRefusedError("not-your-part", {
      zh: "不能复核自己的紧急调阅，请由另一位负责人复核。",
      en: "Nobody judges what they opened themselves; another manager does.",
    }),
  stillOpen: () =>
    new RequestRefusedError("step-impossible", {
      zh: "还在调阅中，结束后再复核。",
      en: "It is still open; it is judged when it is over.",
    }),
  reviewed: () =>
    new RequestRefusedError("step-impossible", {
      zh: "已经复核过，结论不再改动。",
      en: "It was judged already; that stays as it is.",
    }),
  changed: () =>
    new RequestRefusedError("version-conflict", {
      zh: "刚刚有别的改动，请刷新后再试。",
      en: "Something else was changed just now; look again and try once more.",
    }),
} as const;
