import type { PaperParty, PaperWord, ReferralPapers } from "../../domain/referrals/papers.ts";
import type { SnapshotField } from "../../domain/referrals/snapshot-fields.ts";
import { dutyRoleWords } from "../duty-words.ts";
import { contractedWords, pointTitles, urgencyWords } from "../referral-words.ts";
import { dayText, fieldLines, momentText, sexWords } from "./field-lines.ts";
import { fieldWords } from "./field-words.ts";
import { type FormBlock, fieldBlock, notRecorded, row } from "./form-block.ts";
import { titleOf } from "./form-title.ts";

/** Left for a pen. */
const forPen = "";

/** The part that stays with the house that refers 存根. */
export function stub(papers: ReferralPapers): readonly FormBlock[] {
  const { snapshot, direction, destination, receivedBy, transferredAt, referredAt } = papers;
  const identity = snapshot.fields.identity?.value;
  const isUp = direction === "up";
  return [
    { kind: "title", text: "存　根", small: titleOf(direction) },
    row(["患者姓名", identity?.name, 4], ["性别", sexOf(papers), 2], ["年龄", ageOf(papers), 2]),
    isUp
      ? row(["档案编号", identity?.recordNumber, 1])
      : row(["档案编号", identity?.recordNumber, 1], ["病案号", snapshot.fields.inpatientNumber?.value, 1]),
    row(["家庭住址", identity?.address, 5], ["联系电话", identity?.phone, 3]),
    row(
      ["转诊日期", chineseDay(transferredAt ?? referredAt), 3],
      [isUp ? "转入单位" : "转回单位", destination.name, 5],
    ),
    row(["科室", destination.department, 3], ["接诊医生", receivedBy ?? forPen, 3]),
    signature(papers),
  ];
}

/** The letter to the hospital 转出单. */
export function outLetter(papers: ReferralPapers): readonly FormBlock[] {
  const { destination } = papers;
  return [
    { kind: "title", text: titleOf("up") },
    {
      kind: "paragraph",
      text: `${addressOf(destination)}：\n　　现有患者 ${nameOf(papers)}，性别 ${sexOf(papers)}，年龄 ${ageOf(papers)}，因病情需要，需转入贵单位，请予以接诊。`,
    },
    field(papers, "初步印象", "impression"),
    reasonField(papers),
    field(papers, "主要既往史", "pastHistory"),
    field(papers, "过敏史", "allergies"),
    field(papers, "治疗经过", "treatment"),
  ];
}

/** The letter to who takes the person back 回转单. */
export function backLetter(papers: ReferralPapers): readonly FormBlock[] {
  const { destination } = papers;
  return [
    { kind: "title", text: titleOf("down") },
    {
      kind: "paragraph",
      text: `${addressOf(destination)}：\n　　现有患者 ${nameOf(papers)}，性别 ${sexOf(papers)}，年龄 ${ageOf(papers)}，因病情需要，现转回贵单位，请予以接诊。`,
    },
    field(papers, "诊断结果", "impression"),
    field(papers, "住院病案号", "inpatientNumber"),
    field(papers, "主要检查结果", "findings"),
    field(papers, "主要既往史", "pastHistory"),
    field(papers, "过敏史", "allergies"),
    field(papers, "治疗经过", "treatment"),
    field(papers, "下一步治疗方案", "nextPlan"),
    field(papers, "康复建议", "rehabilitation"),
    field(papers, "转诊前用药", "medicinesBefore"),
    field(papers, "出院用药", "medicines"),
    field(papers, "随访安排", "followUps"),
  ];
}

/** Who refers, and what the editions since then ask besides. */
export function closing(papers: ReferralPapers): readonly FormBlock[] {
  const { origin, approval, transport, expectedAt, snapshot } = papers;
  const identity = snapshot.fields.identity?.value;
  return [
    row(["身份证号", identity?.identityNumber, 1], ["医保卡号", identity?.insuranceNumber, 1]),
    row(
      ["转诊方式", modeText(papers), 1],
      ["预约（预计到达）", expectedAt === undefined ? undefined : momentText(expectedAt), 1],
    ),
    { kind: "field", label: "审批意见", text: wordText(approval) },
    { kind: "field", label: "接收安排", text: arrangementText(papers) },
    { kind: "field", label: "转运方式", text: wordText(transport) },
    field(papers, fieldWords.consent.zh, "consent"),
    ...completion(papers),
    { kind: "field", label: "经办人", text: handledBy(papers) },
    signature(papers),
    row(["机构名称", origin.name, 5], ["科室", origin.department, 3]),
    row(["机构电话", origin.phone, 1]),
  ];
}

/** Why they go: in words of a person, else the alert from which the referral was called. */
function reasonField(papers: ReferralPapers): FormBlock {
  const label = fieldWords.situation.zh;
  const { fields } = papers.snapshot;
  const [alert, ...others] = fieldLines(fields, "alert");
  if (fields.situation !== undefined || alert === undefined) return field(papers, label, "situation");
  const text = [alert, ...others.slice(0, 1)].join("\n");
  return { kind: "field", label, text, note: "系统按告警填写，无人补充" };
}

function field({ snapshot }: ReferralPapers, label: string, name: SnapshotField): FormBlock {
  return fieldBlock(label, snapshot, name);
}

/** For the doctor's pen; the name of a doctor who referred is printed, of anybody else not. */
function signature({ referredBy, referredAt }: ReferralPapers): FormBlock {
  const doctor = referredBy?.role === "doctor" ? referredBy.name : forPen;
  return row(["转诊医生（签字）", doctor, 4], ["联系电话", referredBy?.phone, 3], ["日期", chineseDay(referredAt), 3]);
}

/** Who did it in the service, with what they are. */
function handledBy({ referredBy, origin }: ReferralPapers): string {
  if (referredBy === undefined) return `${origin.name}（无人应答，按机构约定自动转诊）`;
  return referredBy.role === undefined ? referredBy.name : `${referredBy.name}（${dutyRoleWords[referredBy.role].zh}）`;
}

/** That papers were left for later, and whether somebody said since that they are complete. */
function completion({ retrospective }: ReferralPapers): readonly FormBlock[] {
  if (retrospective === undefined) return [];
  const { completedAt, by } = retrospective;
  const text =
    completedAt === undefined
      ? "先行转诊，资料尚未补全"
      : `事后补全：${by === undefined ? "" : `${by} `}${momentText(completedAt)}`;
  return [{ kind: "field", label: "资料", text }];
}

/** What the house that takes the person in has arranged; what nobody there said is left out, and nothing at all is said to be so. */
function arrangementText({ arrangement, expectedAt }: ReferralPapers): string {
  if (arrangement === undefined) return notRecorded;
  const { department, bed, seen, prepared = [] } = arrangement;
  const until = bed?.until === undefined ? "" : `，保留至 ${momentText(bed.until)}`;
  const parts = [
    department === undefined ? [] : [`科室：${department}`],
    bed === undefined ? [] : [`床位：${bed.label}${until}`],
    expectedAt === undefined ? [] : [`预计到达：${momentText(expectedAt)}`],
    prepared.length === 0 ? [] : [`已准备：${prepared.map((code) => pointTitles[code].zh).join("、")}`],
    seen === undefined ? [] : [`已知悉：${seen.by} ${momentText(seen.at)}`],
  ].flat();
  return parts.join("\n");
}

function wordText(word: PaperWord | undefined): string {
  if (word === undefined) return notRecorded;
  const signed = `${word.by} ${momentText(word.at)}`;
  return word.text === undefined ? signed : `${word.text}\n${signed}`;
}

function addressOf({ name, department }: PaperParty): string {
  return department === undefined ? name : `${name} ${department}`;
}

function nameOf({ snapshot }: ReferralPapers): string {
  return snapshot.fields.identity?.value?.name ?? notRecorded;
}

function sexOf({ snapshot }: ReferralPapers): string {
  const sex = snapshot.fields.identity?.value?.sex;
  return sex === undefined ? notRecorded : sexWords[sex];
}

function ageOf({ snapshot }: ReferralPapers): string {
  const age = snapshot.fields.identity?.value?.age;
  return age === undefined ? notRecorded : `${age} 岁`;
}

function chineseDay(at: number): string {
  const [year, month, day] = dayText(at).split("-");
  return `${year}年${month}月${day}日`;
}

/** 转诊方式, with how soon they have to be seen and whether before others. */
function modeText({ mode, urgency, isContracted }: ReferralPapers): string {
  const way = mode === "green-channel" ? "绿色通道（先救治，后补手续）" : "常规转诊";
  const said = [way, urgency && urgencyWords[urgency].zh, isContracted && contractedWords.zh];
  return said.filter((each) => typeof each === "string").join("；");
}
