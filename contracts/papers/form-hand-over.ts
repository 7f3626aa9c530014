import { entryOf } from "../../domain/model/observations.ts";
import type { ReferralPapers } from "../../domain/referrals/papers.ts";
import type { Snapshot } from "../../domain/referrals/snapshot.ts";
import type { SnapshotNews2, SnapshotVitals } from "../../domain/referrals/snapshot-fields.ts";
import { news2Parameters } from "../../domain/watch/news2-scoring.ts";
import { isoTimeOf } from "../iso-time.ts";
import { valueText } from "../words.ts";
import { momentText } from "./field-lines.ts";
import {
  fieldWords,
  type IsbarPart,
  isbarParts,
  isbarWords,
  isFormer,
  labelOf,
  snapshotFieldNames,
} from "./field-words.ts";
import { type FormBlock, fieldBlock, notRecorded } from "./form-block.ts";
import { vitalsTable } from "./vitals-table.ts";

/** What the receiving side hears and reads first, and the evidence; each field with who changed it. */
export function handOver({ snapshot, referralId, direction }: ReferralPapers): readonly FormBlock[] {
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
  const told = names.filter((name) => fields[name] !== undefined || (part === "background" && !isFormer(name)));
  if (told.length === 0) return [];
  return [
    { kind: "heading", text: `${isbarWords[part].zh} ${isbarWords[part].en}` },
    ...told.map((name) => fieldBlock(labelOf(name, direction).zh, snapshot, name)),
  ];
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
