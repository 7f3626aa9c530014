import type { DuePreset } from "./due-presets.ts";

const zh = {
  orders: "任务",
  newOrder: "要做什么",
  orderRole: "由谁做",
  assignee: "指定人员（可不选）",
  whoeverIsOnDuty: "当班的都可以做",
  due: "完成时间",
  dueAt: "具体时间",
  presets: {
    today: "今天内",
    "hours-24": "24 小时内",
    "days-3": "3 天内",
    at: "具体时间",
    none: "不限时间",
  } satisfies Record<DuePreset, string>,
  addOrder: "下达任务",
  notAPrescription: "任务不是处方；处方请在医院系统开具。",
  textMissing: { zh: "请写明要做什么", en: "Say what is to be done" },
  dueMissing: { zh: "请选择时间", en: "Choose a time" },
};

/** The words of what is ordered in a visit. */
export const orderWords = {
  zh,
  en: {
    orders: "Tasks",
    newOrder: "What is to be done",
    orderRole: "By whom",
    assignee: "Somebody by name (optional)",
    whoeverIsOnDuty: "whoever is on duty",
    due: "By when",
    dueAt: "The time",
    presets: { today: "today", "hours-24": "in 24 hours", "days-3": "in 3 days", at: "at a time", none: "no time" },
    addOrder: "Order",
    notAPrescription: "A task is no prescription; prescribe in the hospital's system.",
    textMissing: { zh: "请写明要做什么", en: "Say what is to be done" },
    dueMissing: { zh: "请选择时间", en: "Choose a time" },
  } satisfies typeof zh,
};
