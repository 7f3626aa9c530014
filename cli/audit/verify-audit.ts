import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Finding } from "../../domain/audit/findings.ts";
import { type Verification, verifyAudit } from "../../domain/audit/verify.ts";
import { sha256 } from "../../functions/audit/sha256.ts";
import { auditOfBackup, auditOfFolder, type OpenAudit } from "../../local/kept-audit.ts";
import { dataFolderOf } from "../box-address.ts";
import type { CommandContext } from "../command-context.ts";
import { CommandFailedError } from "../failure.ts";
import { ownCell, type TargetOptions } from "../target.ts";
import { findingWords } from "./finding-words.ts";

export interface VerifyOptions {
  readonly from?: string;
  readonly to?: string;
  readonly file?: string;
  readonly anchor?: readonly string[];
}

/** As many are printed one by one; all are in the JSON document. */
const mostPrinted = 50;

/** Verifies the trail of a box, of its backup or of a cell; ends with `findings` when it is not as it was written. */
export async function verifyTrail({ options, terminal }: CommandContext<VerifyOptions>): Promise<void> {
  const { from, to, anchor } = options;
  const asked = {
    ...(from !== undefined && { from: dayOf("--from", from) }),
    ...(to !== undefined && { to: dayOf("--to", to) }),
    ...(anchor !== undefined && { knownAnchors: anchor }),
    now: Date.now(),
  };
  const source = await sourceOf(options, terminal.warn);
  const startedAt = performance.now();
  try {
    const verified = await verifyAudit(source, asked, sha256);
    const tookMs = Math.round(performance.now() - startedAt);
    terminal.answer(
      { ...verified, tookMs },
      terminal.say(wordsFor(verified, tookMs)),
      isSound(verified) ? "done" : "findings",
    );
  } finally {
    source.close();
  }
}

function isSound({ findings, unknownAnchors, notSealedDays }: Verification): boolean {
  return findings.length === 0 && unknownAnchors.length === 0 && notSealedDays.length === 0;
}

async function sourceOf(
  options: VerifyOptions & TargetOptions,
  warn: CommandContext<object>["terminal"]["warn"],
): Promise<OpenAudit> {
  if (options.file !== undefined) {
    if (!existsSync(options.file)) throw nothingAt(resolve(options.file));
    return auditOfBackup(options.file);
  }
  if (options.cell === undefined) {
    const folder = dataFolderOf(options, warn);
    const found = auditOfFolder(folder);
    if (found === undefined) throw nothingAt(folder);
    return found;
  }
  // The SDK takes a moment to load, and no box needs it.
  const { openCellAudit } = await import("./cell-audit.ts");
  return openCellAudit(await ownCell(options));
}

function nothingAt(path: string): CommandFailedError {
  return new CommandFailedError({
    zh: `${path} 中没有数据表；请指明 --data DIR、--file 备份文件或 --cell NAME`,
    en: `there are no tables in ${path}; say which: --data DIR, --file BACKUP or --cell NAME`,
  });
}

function dayOf(option: string, text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text.replaceAll("-", "");
  throw new CommandFailedError(
    { zh: `${option} 应为日期，如 2026-11-01`, en: `${option} takes a date such as 2026-11-01` },
    { kind: "usage" },
  );
}

function wordsFor(verified: Verification, tookMs: number): { readonly zh: string; readonly en: string } {
  const { findings, days, entries, chains, anchors, expiredDays, notAnchored, notSealedDays, unknownAnchors } =
    verified;
  const seconds = (tookMs / 1000).toFixed(1);
  const zh = [
    `核验 ${days} 天：${entries} 条记录，${chains} 条链，${anchors} 个锚点，用时 ${seconds} 秒`,
    ...(expiredDays.length > 0 ? [`另有 ${expiredDays.length} 天已按保存期限删除（不是篡改）`] : []),
    ...(notAnchored > 0 ? [`末尾 ${notAnchored} 条尚未锚定：此刻被删去无法察觉`] : []),
    ...notSealedDays.map(
      (day) => `未封存：${dateOf(day)} 已过去，有记录却没有封存（锚点被删，或 anchor-audit 未运行）`,
    ),
    ...unknownAnchors.map((hash) => `找不到另处保存的锚点 ${hash}`),
    ...findings.slice(0, mostPrinted).map((finding) => `发现：${describe(finding, "zh")}`),
    ...(findings.length > mostPrinted ? [`……共 ${findings.length} 处，全部见 --json`] : []),
    isSound(verified) ? "留痕完好" : "留痕有问题：请勿改动任何数据，保留日志，联系个人信息保护负责人",
  ];
  const en = [
    `verified ${days} days: ${entries} entries, ${chains} chains, ${anchors} anchors in ${seconds} s`,
    ...(expiredDays.length > 0
      ? [`${expiredDays.length} more days are gone by the rule of retention (no tampering)`]
      : []),
    ...(notAnchored > 0 ? [`the last ${notAnchored} entries are not anchored yet: nobody would miss them now`] : []),
    ...notSealedDays.map(
      (day) => `not sealed: ${dateOf(day)} is over and has entries (its anchor is gone, or anchor-audit did not run)`,
    ),
    ...unknownAnchors.map((hash) => `an anchor that was kept elsewhere is not there: ${hash}`),
    ...findings.slice(0, mostPrinted).map((finding) => `found: ${describe(finding, "en")}`),
    ...(findings.length > mostPrinted ? [`… ${findings.length} in all, see --json`] : []),
    isSound(verified)
      ? "the trail is as it was written"
      : "the trail is NOT as it was written: change nothing, keep the logs, call whoever answers for the protection of data",
  ];
  return { zh: zh.join("\n"), en: en.join("\n") };
}

function describe({ kind, day, writer, seq, toSeq, at }: Finding, language: "zh" | "en"): string {
  const place = [
    dateOf(day),
    ...(writer === undefined ? [] : [`${language === "zh" ? "链" : "chain"} ${writer}`]),
    ...(seq === undefined ? [] : [`#${seq}${toSeq === undefined || toSeq === seq ? "" : `–${toSeq}`}`]),
    ...(at === undefined ? [] : [new Date(at).toISOString()]),
  ];
  return `${findingWords[kind][language]}（${place.join(" ")}）`;
}

function dateOf(day: string): string {
  return `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
}
