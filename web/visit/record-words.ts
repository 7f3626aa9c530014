const zh = {
  record: "病历摘要",
  open: "查看病历摘要",
  isKept: "诊断、用药、过敏和既往巡诊记录。查看会记入本次巡诊的经过；仅在巡诊期间开放。",
  notYet: "有人进入候诊室后，这里可以查看病历摘要和实时生命体征。",
  allergies: "过敏",
  unknown: "未记录",
  noneBy: (who: string, day: string) => `无已知过敏（${who} ${day} 记录）`,
  palliative: "安宁疗护",
  wishes: "意愿",
  noteOf: "巡诊记录",
  asOf: "截至",
};

/** The words of what is known of a resident beside a visit. */
export const recordWords = {
  zh,
  en: {
    record: "What is known",
    open: "Open what is known",
    isKept:
      "Diagnoses, medicines, allergies and notes of earlier visits. That you read them is kept in the visit's story; open during the visit alone.",
    notYet: "What is known and the vital signs can be seen here once somebody is in the waiting room.",
    allergies: "Allergies",
    unknown: "not recorded",
    noneBy: (who: string, day: string) => `none known (${who}, ${day})`,
    palliative: "hospice care",
    wishes: "Wishes",
    noteOf: "Visit note",
    asOf: "As of",
  } satisfies typeof zh,
};
