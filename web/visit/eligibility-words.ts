const zh = {
  eligibility: "线上诊疗资格核对",
  eligibilityLead: "只能复诊：须有明确诊断的资料。病情有变化、属于首诊或需要查体的，请停止并引导到院。",
  lacks: {
    "no-licence": "您的执业证书还没有登记，不能下达任务和签名。请机构负责人在“人员”里补登。",
    "short-practice": "独立临床工作未满 3 年，不能线上诊疗。请由符合条件的医生下达任务和签名。",
  },
  cautions: {
    "site-not-filed": "提醒：登记的执业机构里没有本机构。请先核对多点执业备案；不影响继续。",
    "site-filing-ended": "提醒：在本机构的多点执业备案已过有效期。请尽快续办；不影响继续。",
  },
  takeOver: (diagnoses: string) => `填入病历中的诊断：${diagnoses}`,
  priorDiagnosis: "既往明确诊断及依据",
  firstVisit: "这个病属于首诊",
  hasChanged: "病情有变化",
  needsExamination: "需要当面检查",
  assess: "保存核对",
  assessed: "核对通过，可以线上复诊",
  causes: {
    "no-prior-diagnosis": "没有明确诊断的资料",
    "first-visit": "属于首诊",
    "condition-changed": "病情有变化",
    "needs-examination": "需要当面检查",
    "poor-connection": "线路太差，看不清听不清",
    other: "其他",
  },
  stop: "不适合线上，请来院",
  stopCause: "原因",
  stopReason: "说明",
  stopped: "这次不适合线上诊疗，已停止。请安排到院。",
  refer: "申请转诊",
  referred: "已申请转诊",
  referThere: (house: string) => `由${house}申请转诊；紧急时请直接拨打 120。`,
  visitStopped: (cause: string) => `视频巡诊停止：${cause}`,
};

/** The words of whether somebody may be treated by video, and of the stop where not. */
export const eligibilityWords = {
  zh,
  en: {
    eligibility: "Fit for treating by video?",
    eligibilityLead:
      "Only re-visits with a definite diagnosis on paper. Where the condition changed, it is a first visit or an examination is needed: stop and have them come in.",
    lacks: {
      "no-licence":
        "Your licence is not recorded, so that you cannot order or sign. Have the facility's manager record it under People.",
      "short-practice":
        "Treating online takes three years of independent clinical work. Have a doctor with these order and sign.",
    },
    cautions: {
      "site-not-filed":
        "Note: this facility is not among those where you are recorded to practise. Look into the filing; you can go on.",
      "site-filing-ended": "Note: your filing to practise at this facility has ended. Have it renewed; you can go on.",
    },
    takeOver: (diagnoses: string) => `Take over from the record: ${diagnoses}`,
    priorDiagnosis: "Definite diagnosis and the paper that shows it",
    firstVisit: "First visit for this illness",
    hasChanged: "The condition changed",
    needsExamination: "Has to be examined in person",
    assess: "Save",
    assessed: "Assessed: may be treated by video",
    causes: {
      "no-prior-diagnosis": "no definite diagnosis on paper",
      "first-visit": "a first visit",
      "condition-changed": "the condition changed",
      "needs-examination": "has to be examined in person",
      "poor-connection": "the line is too poor to see or hear",
      other: "other",
    },
    stop: "Not suitable, come in",
    stopCause: "Why",
    stopReason: "In words",
    stopped: "Not suitable online: the visit was stopped. Arrange that they come in.",
    refer: "Request a referral",
    referred: "A referral was asked for",
    referThere: (house: string) => `${house} asks for the referral; in an emergency call 120.`,
    visitStopped: (cause: string) => `Video visit stopped: ${cause}`,
  } satisfies typeof zh,
};
