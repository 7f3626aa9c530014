import type { Command } from "commander";
import type { ErasedPartView, ErasureAnswer, ErasureList, RetentionState } from "../contracts/http/retention.ts";
import { action, type CommandContext, type CommandHost } from "./command-context.ts";
import { CommandFailedError } from "./failure.ts";
import { sayIn } from "./language.ts";
import { table } from "./print.ts";
import { call } from "./service.ts";
import type { Terminal } from "./terminal.ts";

interface EraseOptions {
  readonly resident?: string;
  readonly person?: string;
  readonly dryRun?: true;
  readonly list?: true;
}

interface HoldOptions {
  readonly resident: string;
  readonly reason: string;
  readonly lift?: true;
}

/** `erase`, `hold`: what is deleted, and what may not be. */
export function addEraseCommands(program: Command, host: CommandHost): void {
  const say = sayIn(host.language);
  program
    .command("erase")
    .description(
      say({
        zh: "删除一位已离开的服务对象的资料，或家属、已离职人员的账号；依法须留存的不再展示，到期删除。无法恢复",
        en: "erase the data of a resident who left, or the account of a relative or of staff who left; what law keeps is shown nowhere. It cannot be taken back",
      }),
    )
    .option("--resident <id>", say({ zh: "服务对象", en: "the resident" }))
    .option("--person <id>", say({ zh: "家属或已离职人员", en: "the relative, or who left" }))
    .option("--dry-run", say({ zh: "只列出会怎样，不做任何改动", en: "say what would become of it, change nothing" }))
    .option("--list", say({ zh: "删除登记", en: "the register of erasures" }))
    .action(action<EraseOptions>(host, erase));
  program
    .command("hold")
    .description(
      say({
        zh: "封存：封存期间不删除这位服务对象的任何资料",
        en: "a legal hold: nothing of the resident is deleted while it stands",
      }),
    )
    .requiredOption("--resident <id>", say({ zh: "服务对象", en: "the resident" }))
    .requiredOption("--reason <text>", say({ zh: "原因，会被记录", en: "why; it is kept" }))
    .option("--lift", say({ zh: "解除封存", en: "lift it" }))
    .action(action<HoldOptions>(host, hold));
}

async function erase({ target, terminal, options }: CommandContext<EraseOptions>): Promise<void> {
  const { resident, person, dryRun, list } = options;
  const { service } = await target();
  if (list === true) {
    const register = await call<ErasureList>(service, "GET", "/api/erasures");
    const rows = register.items.map(({ at, kind, subjectId, why, doneAt }) => [at, kind, subjectId, why, doneAt ?? ""]);
    const heads = [
      { zh: "时间", en: "time" },
      { zh: "类别", en: "kind" },
      { zh: "编号", en: "id" },
      { zh: "原因", en: "why" },
      { zh: "完成", en: "done" },
    ];
    terminal.answer(register, table(heads.map(terminal.say), rows));
    return;
  }
  const id = resident ?? person;
  if (id === undefined || (resident === undefined) === (person === undefined))
    throw new CommandFailedError(
      { zh: "请给出 --resident 或 --person 之一", en: "name one: --resident or --person" },
      { kind: "usage" },
    );
  const path = `/api/${resident === undefined ? "people" : "residents"}/${id}/erasure` as const;
  const body = dryRun === true ? {} : { confirm: id };
  const answer = await call<ErasureAnswer>(service, "POST", path, { body });
  terminal.answer(answer, `${partsTable(answer.parts, terminal)}\n${terminal.say(ends[answer.state])}`);
}

const ends = {
  planned: { zh: "未做任何改动。", en: "Nothing was changed." },
  erased: { zh: "已删除。", en: "Erased." },
  "under-way": { zh: "正在删除，每小时继续，直到完成。", en: "Under way: it goes on every hour until it is done." },
} as const;

function partsTable(parts: readonly ErasedPartView[], { say }: Terminal): string {
  const words = {
    deleted: { zh: "删除", en: "deleted" },
    archived: { zh: "依法留存", en: "kept by law" },
    anonymised: { zh: "去标识", en: "freed of them" },
    kept: { zh: "未到期", en: "stays" },
  } as const;
  const rows = parts.map(({ holds, count, end, until, rule }) => [
    say(words[end]),
    until?.slice(0, 10) ?? "",
    String(count),
    until === undefined ? say(holds) : `${say(holds)} (${rule.source})`,
  ]);
  const heads = [
    { zh: "处理", en: "what" },
    { zh: "保存至", en: "until" },
    { zh: "条数", en: "items" },
    { zh: "内容", en: "of" },
  ];
  return table(heads.map(say), rows);
}

async function hold({ target, terminal, options }: CommandContext<HoldOptions>): Promise<void> {
  const { resident, reason, lift } = options;
  const { service } = await target();
  const body = { hold: lift !== true, reason };
  const state = await call<RetentionState>(service, "POST", `/api/residents/${resident}/legal-hold`, { body });
  terminal.answer(
    state,
    lift === true ? { zh: "已解除封存", en: "the hold is lifted" } : { zh: "已封存", en: "nothing of them is deleted" },
  );
}
