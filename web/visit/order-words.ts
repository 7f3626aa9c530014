const zh = {
  orders: "任务",
  newOrder: "要做什么",
  orderRole: "由谁做",
  roles: { carer: "护理员", nurse: "护士", doctor: "医生", "referral-coordinator": "转诊协调员" },
  addOrder: "下达任务",
  notAPrescription: "任务不是处方；处方请在医院系统开具。",
  done: "已做",
  notDone: "未做",
  doneBy: (who: string) => `${who} 已做`,
  notDoneBy: (who: string) => `${who} 未做`,
};

/** The words of what is ordered in a visit. */
export const orderWords = {
  zh,
  en: {
    orders: "Orders",
    newOrder: "What is to be done",
    orderRole: "By whom",
    roles: { carer: "carer", nurse: "nurse", doctor: "doctor", "referral-coordinator": "coordinator" },
    addOrder: "Order",
    notAPrescription: "An order is a care task, no prescription; prescribe in the hospital's system.",
    done: "Done",
    notDone: "Not done",
    doneBy: (who: string) => `done by ${who}`,
    notDoneBy: (who: string) => `not done, ${who}`,
  } satisfies typeof zh,
};
