import type { Problem } from "../../contracts/http/problem.ts";
import { fieldLines, momentText } from "../../contracts/papers/field-lines.ts";
import { fieldWords } from "../../contracts/papers/field-words.ts";
import type { Snapshot } from "../../domain/referrals/snapshot.ts";
import type { SnapshotField } from "../../domain/referrals/snapshot-fields.ts";
import { RequestRefusedError } from "../shell/refusals.ts";

/** Fields say since something that the person did not see: each with what it says now, and by whom. `about`: where. */
export function papersChanged(id: string, snapshot: Snapshot, names: readonly SnapshotField[]): RequestRefusedError {
  const titles = { zh: names.map((name) => fieldWords[name].zh), en: names.map((name) => fieldWords[name].en) };
  return new RequestRefusedError(
    "papers-changed",
    {
      zh: `转诊 ${id} 的“${titles.zh.join("、")}”刚被别人改过，本次没有写入。请核对现在的内容后再保存。`,
      en: `Somebody changed ${titles.en.join(", ")} of referral ${id} meanwhile; nothing was written. Look at what it says now, then save again.`,
    },
    names.map((name) => standing(snapshot, name)),
    snapshot.id,
  );
}

function standing({ fields }: Snapshot, name: SnapshotField): NonNullable<Problem["errors"]>[number] {
  const lines = fieldLines(fields, name);
  const by = fields[name]?.by;
  const who = by?.kind === "person" ? `${by.person.name} ${momentText(by.at)}` : undefined;
  const text = lines.join("；");
  return {
    pointer: `#/change/${name}`,
    expected: "what stands there now",
    messages: {
      zh: `${who === undefined ? "" : `${who} 已改为：`}${text === "" ? "（删去）" : text}。再次保存将以您的内容为准`,
      en: `${who === undefined ? "" : `${who} changed it to: `}${text === "" ? "(taken away)" : text}. Saving again puts yours in its place`,
    },
  };
}

/** As much was written as is kept of a case. */
export function papersFull(id: string): RequestRefusedError {
  return new RequestRefusedError("papers-full", {
    zh: `转诊 ${id} 的交接摘要改动次数或文字已达上限，这次没有写入，已有的都还在。请改为添加备注，或先交出再更正。`,
    en: `The hand-over of referral ${id} takes no more; this was not written, and all that was is kept. Add a note to the case, or hand over first and correct then.`,
  });
}
