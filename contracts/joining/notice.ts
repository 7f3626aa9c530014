import type { Bilingual } from "../http/fields.ts";

/** Rises with every change of a word below: what somebody agreed to is found by it in the history of the file. */
export const noticeVersion = "2026-11-23";

/** One thing that is told before anything is seen (个人信息保护法 art. 17, 23, 28–30). */
export interface NoticePart {
  readonly title: Bilingual;
  readonly text: Bilingual;
}

/** The layer that everybody reads: what happens, in five sentences. */
export const shortNotice: readonly Bilingual[] = [
  {
    zh: "安护让您看到家人是否平安。您能看到哪些内容，由家人本人或其监护人逐项决定，随时可以收回。",
    en: "Anhu shows you whether your relative is all right. What you may see is decided item by item by them or their guardian, and can be taken back at any time.",
  },
  {
    zh: "没有得到同意之前，您看不到任何情况。",
    en: "Until they have consented you see nothing.",
  },
  {
    zh: "您每次查看都会记下，家人和机构可以知道谁看过。",
    en: "Whenever you look it is written down; they and the facility can see who looked.",
  },
  {
    zh: "您看到的是家人的健康等敏感信息，请不要截图转发。",
    en: "It is health and other sensitive information: please do not pass it on.",
  },
  {
    zh: "您随时可以退出，之后立即看不到。",
    en: "You may leave at any time, and from then on see nothing.",
  },
];

/** The whole, for whoever wants to know it exactly. */
export const fullNotice: readonly NoticePart[] = [
  {
    title: { zh: "谁在处理，怎么联系", en: "Who is responsible, and how to reach them" },
    text: {
      zh: "照护这位老人的机构决定怎样使用这些信息，安护按它的要求处理。有疑问、要行使权利，请找机构负责人；本页上方写着机构名称。",
      en: "The facility that cares for the resident decides how this information is used; Anhu works for it. For questions and to exercise rights turn to its manager; its name stands above.",
    },
  },
  {
    title: { zh: "用来做什么", en: "What for" },
    text: {
      zh: "平安灯：让您知道家人平安、有人照看还是紧急。测量：让您看到心率、血氧、睡眠和活动。告警：出事时告诉您发生了什么、谁在处理。记录：家人的一天和照护留言。视频：与家人通话。每一项单独同意，可以只同意其中一项。",
      en: "The light: that they are all right, being looked after or in an emergency. Measurements: heart rate, oxygen, sleep and activity. Alerts: what happened and who sees to it. The record: their day, and what care writes for you. Video: calls. Each needs a consent of its own; one alone can be given.",
    },
  },
  {
    title: { zh: "处理哪些信息", en: "Which information" },
    text: {
      zh: "关于您：姓名、与老人的关系、联系方式、登录和查看的记录。出生日期只用来核对是否成年，核对后不保存。关于老人：上面各项中同意了的那些，其中健康、行踪和影像是敏感个人信息。",
      en: "Of you: your name, your relation, how you are reached, when you signed in and looked. Your birth date is compared once and not kept. Of the resident: what was consented to of the above; health, whereabouts and pictures are sensitive.",
    },
  },
  {
    title: { zh: "为什么必要，对老人有什么影响", en: "Why it is necessary, and what it means for them" },
    text: {
      zh: "家属不在身边时，只有通过这些信息才能知道老人的情况。影响是：您会了解老人的健康和生活，老人的隐私因此减少。所以由老人自己决定，并且可以随时收回；不同意不影响老人得到的照护。",
      en: "From afar there is no other way to know how they are. It means that you learn of their health and daily life, and they have less privacy. That is why they decide, and may take it back; saying no changes nothing about their care.",
    },
  },
  {
    title: { zh: "保存多久", en: "For how long" },
    text: {
      zh: "同意到期或收回后，您立即看不到。谁在何时同意、收回，作为凭据按法律规定保存，不因收回而删除。邀请码七天内有效，只能用一次。",
      en: "When a consent ends you see nothing more at once. Who said yes or no and when is kept as evidence as the law has it, and withdrawal does not delete it. An invitation holds for seven days and once.",
    },
  },
  {
    title: { zh: "紧急情况", en: "Emergencies" },
    text: {
      zh: "登记为紧急联系人的家属，即使没有其他同意，也会在出现紧急告警时得到通知，只知道发生了什么、谁在处理，看不到记录：这是为了保护生命（个人信息保护法第十三条）。接诊医院和值班医生在紧急时可以限时打开记录，必须写明理由，机构负责人和家属会得到告知，事后逐一复核。",
      en: "Whoever is recorded as the emergency contact is told of emergencies even without any other consent: what happened and who sees to it, not the record; it protects life (Personal Information Protection Law, art. 13). A receiving hospital or the doctor on duty may open the record in an emergency for a limited time, with a reason; manager and family are told, and each such opening is reviewed.",
    },
  },
  {
    title: { zh: "您和老人的权利", en: "Your rights and theirs" },
    text: {
      zh: "您可以查看自己能看到什么、到什么时候，可以退出。老人或监护人可以随时改变、收回每一项同意，查看谁看过，索取资料副本，要求更正或删除。法律要求保存的病历等资料除外。向机构负责人提出，十五个工作日内答复；不满意可以向网信、卫生健康和民政部门投诉。",
      en: "You can see what you may see and until when, and leave. The resident or guardian can change or take back each consent, see who looked, and ask for a copy, a correction or deletion, but for what the law wants kept. The facility's manager answers within fifteen working days; complaints go to the authorities for the internet, health and civil affairs.",
    },
  },
  {
    title: { zh: "只限成年人", en: "Adults only" },
    text: {
      zh: "只有年满 18 周岁的家属可以使用。未成年的家人可以由成年家属陪着一起看。",
      en: "Only relatives of 18 years and more can use it. Younger ones can look together with an adult.",
    },
  },
];
