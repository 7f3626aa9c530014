import { entryOf } from "../../domain/model/observations.ts";
import type { PaperParty, PaperWord, ReferralPapers } from "../../domain/referrals/papers.ts";
import type { Snapshot } from "../../domain/referrals/snapshot.ts";
import type { SnapshotField, SnapshotNews2, SnapshotVitals } from "../../domain/referrals/snapshot-fields.ts";
import { news2Parameters } from "../../domain/watch/news2-scoring.ts";
import { dutyRoleWords } from "../duty-words.ts";
import { isoTimeOf } from "../iso-time.ts";
import { valueText } from "../words.ts";
import { changedNote, dayText, fieldLines, momentText, sexWords } from "./field-lines.ts";
import { fieldWords, type IsbarPart, isbarParts, isbarWords, labelOf, snapshotFieldNames } from "./field-words.ts";
import { titleOf } from "./form-title.ts";
import { vitalsTable } from "./vitals-table.ts";

/** A short field in a row of several; `share` is how much of the row's width it takes. */
export interface FormCell {
  readonly label: string;
  readonly text: string;
  readonly share: number;
}

/** One part of a printed form, from top to bottom. */
export type FormBlock =
  | { readonly kind: "title"; readonly text: string; readonly small?: string }
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "row"; readonly cells: readonly FormCell[] }
  /** A field of its own width, as long as it has to be; `note` says who changed it. */
  | { readonly kind: "field"; readonly label: string; readonly text: string; readonly note?: string }
  | {
      readonly kind: "table";
      readonly caption: string;
      readonly columns: readonly { readonly head: string; readonly share: number }[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: "trend"; readonly vitals: SnapshotVitals }
  | { readonly kind: "cut" }
  | { readonly kind: "next-page" };

/** Left for a pen. */
const forPen = "";

/** Printed where nobody recorded or said anything: it is not the same as 无. */
export const notRecorded = "未记录";

/**
 * The form 双向转诊单 as the public-health forms have it (存根 stub, then the letter), with the fields of newer editions, and
 * an added page with the hand-over by ISBAR, the vital signs and NEWS2. Every field of the snapshot stands on it.
 */
export function formContent(papers: ReferralPapers): readonly FormBlock[] {
  return [
    ...stub(papers),
    { kind: "cut" },
    ...(papers.direction === "up" ? outLetter(papers) : backLetter(papers)),
    ...closing(papers),
    { kind: "next-page" },
    ...handOver(papers),
  ];
}

function stub(papers: ReferralPapers): readonly FormBlock[] {
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

function outLetter(papers: ReferralPapers): readonly FormBlock[] {
  const { destination } = papers;
  return [
    { kind: "title", text: titleOf("up") },
    {
      kind: "paragraph",
      text: `${addressOf(destination)}：\n　　现有患者 ${nameOf(papers)}，性别 ${sexOf(papers)}，年龄 ${ageOf(papers)}，因病情需要，需转入贵单位，请予以接诊。`,
    },
    field(papers, "初步印象", "impression"),
    field(papers, "主要现病史（转出原因）", "situation"),
    field(papers, "主要既往史", "pastHistory"),
    field(papers, "过敏史", "allergies"),
    field(papers, "治疗经过", "treatment"),
  ];
}

function backLetter(papers: ReferralPapers): readonly FormBlock[] {
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
    field(papers, "用药", "medicines"),
    field(papers, "随访安排", "followUps"),
  ];
}

/** Who refers, and what the editions since then ask besides. */
function closing(papers: ReferralPapers): readonly FormBlock[] {
  const { origin, mode, approval, arrangement, expectedAt, snapshot } = papers;
  const identity = snapshot.fields.identity?.value;
  return [
    row(["身份证号", identity?.identityNumber, 1], ["医保卡号", identity?.insuranceNumber, 1]),
    row(
      ["转诊方式", mode === "green-channel" ? "绿色通道（先救治，后补手续）" : "常规转诊", 1],
      ["预约（预计到达）", expectedAt === undefined ? undefined : momentText(expectedAt), 1],
    ),
    { kind: "field", label: "审批意见", text: wordText(approval) },
    { kind: "field", label: "接收安排", text: wordText(arrangement) },
    field(papers, fieldWords.consent.zh, "consent"),
    ...completion(papers),
    { kind: "field", label: "经办人", text: handledBy(papers) },
    signature(papers),
    row(["机构名称", origin.name, 5], ["科室", origin.department, 3]),
    row(["机构电话", origin.phone, 1]),
  ];
}

/** What the receiving side hears and reads first, and the evidence; each field with who changed it. */
function handOver({ snapshot, referralId, direction }: ReferralPapers): readonly FormBlock[] {
  const { fields } = snapshot;
  const { vitals, news2 } = fields;
  const taker = snapshot.takenBy === undefined ? "系统（无人应答，按约定自动转诊）" : snapshot.takenBy.name;
  const corrects = snapshot.corrects === undefined ? "" : `；更正前一份 ${snapshot.corrects}`;
  const sealed = snapshot.sealedAt === undefined ? "尚未交接" : `${momentText(snapshot.sealedAt)} 交接`;
  return [
    { kind: "title", text: "附页　ISBAR 交接摘要", small: `转诊编号 ${referralId}` },
    {
      kind: "paragraph",
      text: `摘要 ${snapshot.id}，${momentText(snapshot.takenAt)} 由 ${taker} 形成，${sealed}${corrects}。未注明者为系统按记录填写，“${notRecorded}”不等于“无”。`,
    },
    ...isbarParts.flatMap((part) => isbarBlocks(part, snapshot, direction)),
    ...(news2?.value === undefined ? [] : [news2Table(news2.value)]),
    ...(vitals?.value === undefined ? [] : vitalsBlocks(vitals.value)),
  ];
}

/** A part without a word is not printed, but for the background: there, what was never recorded has to be asked for. */
function isbarBlocks(
  part: IsbarPart,
  snapshot: Snapshot,
  direction: ReferralPapers["direction"],
): readonly FormBlock[] {
  const { fields } = snapshot;
  const names = snapshotFieldNames.filter((name) => fieldWords[name].part === part);
  const told = names.filter((name) => fields[name] !== undefined || part === "background");
  if (told.length === 0) return [];
  return [
    { kind: "heading", text: `${isbarWords[part].zh} ${isbarWords[part].en}` },
    ...told.map((name) => fieldBlock(labelOf(name, direction).zh, snapshot, name)),
  ];
}

function field({ snapshot }: ReferralPapers, label: string, name: SnapshotField): FormBlock {
  return fieldBlock(label, snapshot, name);
}

function fieldBlock(label: string, snapshot: Snapshot, name: SnapshotField): FormBlock {
  const lines = fieldLines(snapshot.fields, name);
  const note = changedNote(snapshot, name);
  const text = lines.length === 0 ? notRecorded : lines.join("\n");
  return { kind: "field", label, text, ...(note === undefined ? {} : { note }) };
}

function vitalsBlocks(vitals: SnapshotVitals): readonly FormBlock[] {
  const { columns, rows } = vitalsTable(vitals);
  const span = `${momentText(vitals.from)} 至 ${momentText(vitals.to)}`;
  if (columns.length === 0) return [{ kind: "field", label: "24 小时体征", text: `${span} 没有测得任何体征` }];
  return [
    { kind: "trend", vitals },
    {
      kind: "table",
      caption: `24 小时体征（每小时最低–最高，意识为末次）　${span}`,
      columns: [
        { head: "时间", share: 1.5 },
        ...columns.map(({ code, label, unit }) => ({
          head: unit.zh === "" ? label.zh : `${label.zh}\n${unit.zh}`,
          share: code === "consciousness" ? 1.5 : 1.2,
        })),
      ],
      rows: rows.map(({ at, cells }) => [
        isoTimeOf(at).slice(5, 13).replace("T", " ").concat("时"),
        ...cells.map(({ zh }) => zh),
      ]),
    },
  ];
}

function news2Table({ parts, values, missing, scale, min, max, status, at }: SnapshotNews2): FormBlock {
  const total = status === "not-scored" ? "不评分" : min === max ? `${min}` : `${min}–${max}`;
  return {
    kind: "table",
    caption: `NEWS2 各项　${momentText(at)}　血氧量表 ${scale}`,
    columns: [
      { head: "项目", share: 3 },
      { head: "数值", share: 3 },
      { head: "得分", share: 2 },
    ],
    rows: [
      ...news2Parameters.map((name) => {
        const value = values[name];
        const points = parts[name];
        return [
          entryOf(name).label.zh,
          value === undefined ? (missing.includes(name) ? "缺" : "—") : valueText(name, value).zh,
          points === undefined ? "—" : String(points),
        ];
      }),
      ["合计", "", total],
    ],
  };
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

function row(...cells: readonly (readonly [label: string, text: string | undefined, share: number])[]): FormBlock {
  return {
    kind: "row",
    cells: cells.map(([label, text, share]) => ({ label, text: text === undefined ? notRecorded : text, share })),
  };
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
