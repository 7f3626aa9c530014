import type { RecordCopy } from "../../domain/joining/record-copy.ts";
import { entryOf } from "../../domain/model/observations.ts";
import { dataClassWords } from "../joining/joining-words.ts";
import { referralStateTitles } from "../referral-words.ts";
import { alertTitle, valueText } from "../words.ts";
import { dayText, momentText, sexWords } from "./field-lines.ts";
import { type FormBlock, row } from "./form-block.ts";

export const recordCopyTitle = "个人资料副本";

/** A copy of a resident's record as people read it, in Chinese; a kind of which there is nothing says so. */
export function recordContent(copy: RecordCopy): readonly FormBlock[] {
  const { resident, facility, madeAt } = copy;
  return [
    { kind: "title", text: recordCopyTitle, small: momentText(madeAt) },
    {
      kind: "paragraph",
      text: "应本人或监护人要求提供（个人信息保护法第四十五条）。内含敏感个人信息，请妥善保管。机构另存的纸质病历不在其中。",
    },
    row(["姓名", resident.name, 2], ["性别", sexWords[resident.sex], 1], ["出生日期", resident.birthDate, 2]),
    row(["机构", facility.name, 3], ["身份证号", resident.identityNumber, 3]),
    row(["医保号", resident.insuranceNumber, 3], ["住址", resident.address, 3]),
    field(
      "诊断",
      resident.diagnoses?.map(({ name }) => name),
    ),
    field(
      "用药",
      resident.medicines?.map(({ name, dosage }) => (dosage === undefined ? name : `${name} ${dosage}`)),
    ),
    field("过敏", resident.allergies),
    field("意愿", resident.advanceWishes === undefined ? undefined : [resident.advanceWishes]),
    field(
      "联系人",
      resident.contacts.map(({ name, relation, phone }) => `${name}（${relation}）${phone}`),
    ),
    { kind: "heading", text: "家属与授权" },
    field("家属", copy.relatives.map(relativeLine)),
    field("同意与收回", copy.consents.toSorted((one, other) => one.at - other.at).map(consentLine)),
    { kind: "heading", text: "测量（每日最低、平均、最高）" },
    ...[...copy.days].map(([code, days]) =>
      field(
        entryOf(code).label.zh,
        days.map(({ at, min, max, mean, last }) =>
          mean === undefined || min === undefined || max === undefined
            ? `${dayText(at)}　${valueText(code, last).zh}`
            : `${dayText(at)}　${valueText(code, min).zh} / ${valueText(code, mean).zh} / ${valueText(code, max).zh}`,
        ),
      ),
    ),
    ...(copy.days.size === 0 ? [field("测量", [])] : []),
    { kind: "heading", text: "告警、转诊、巡诊、护理记录" },
    field(
      "告警",
      copy.alerts.map(({ kind, reason, raisedAt }) => `${momentText(raisedAt)}　${alertTitle(kind, reason).zh}`),
    ),
    field(
      "转诊",
      copy.referrals.map(({ requestedAt, state }) => `${momentText(requestedAt)}　${referralStateTitles[state].zh}`),
    ),
    field("视频巡诊", copy.visits.flatMap(visitLines)),
    field(
      "护理记录",
      copy.notes.map(({ at, by, text }) => `${momentText(at)}　${by}：${text}`),
    ),
    ...remarks(copy),
  ];
}

function field(label: string, lines: readonly string[] | undefined): FormBlock {
  return { kind: "field", label, text: lines === undefined || lines.length === 0 ? "没有记录" : lines.join("\n") };
}

function relativeLine({ name, relation }: RecordCopy["relatives"][number]): string {
  const marks = [
    relation.relation,
    ...(relation.guardian === undefined ? [] : ["监护人"]),
    ...(relation.isEmergencyContact === true ? ["紧急联系人"] : []),
  ];
  return `${name}（${marks.join("，")}）`;
}

const stepWords = {
  joined: "加入",
  granted: "授权",
  revoked: "收回",
  guardianship: "登记监护",
  "guardianship-ended": "结束监护",
  contact: "紧急联系人变更",
  left: "自行退出",
  removed: "取消家属关系",
  "care-ended": "照护结束，授权终止",
} as const;

function consentLine({ at, personName, step, by }: RecordCopy["consents"][number]): string {
  const classes =
    step.kind === "granted" ? `：${step.classes.map((one) => dataClassWords[one].label.zh).join("、")}` : "";
  return `${momentText(at)}　${personName}　${stepWords[step.kind]}${classes}（${by.name}记录）`;
}

function visitLines({ visit, note }: RecordCopy["visits"][number]): readonly string[] {
  const said = Object.values(note?.parts ?? {}).filter((part) => part !== undefined && part !== "");
  return [`${momentText(visit.startedAt ?? visit.requestedAt)}　${visit.reason}`, ...said.map((part) => `　${part}`)];
}

const kindWords = { alerts: "告警", referrals: "转诊", visits: "视频巡诊", notes: "护理记录" } as const;

function remarks({ cut, unreadable }: RecordCopy): readonly FormBlock[] {
  const lines = [
    ...(cut.length === 0
      ? []
      : [`以下内容较多，只列出最近的部分，其余请向机构索取：${cut.map((kind) => kindWords[kind]).join("、")}。`]),
    ...(unreadable === 0 ? [] : [`有 ${unreadable} 条记录读不出来，已通知系统管理员。`]),
  ];
  return lines.map((text) => ({ kind: "paragraph", text }));
}
