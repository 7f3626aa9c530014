import { dataFolderOf } from "../box-address.ts";
import type { CommandContext } from "../command-context.ts";
import { CommandFailedError } from "../failure.ts";
import { chosenCell } from "../target.ts";
import type { Terminal } from "../terminal.ts";
import { type Finding, type FindingLevel, wrong } from "./finding.ts";
import { nodeCheck } from "./node-check.ts";

const marks: Readonly<Record<FindingLevel, string>> = { ok: "✓", warning: "!", wrong: "✗" };

/** Looks at everything that can be wrong and says what to do; ends with `findings` when something is. */
export async function doctor({ options, terminal }: CommandContext<{ readonly ring?: boolean }>): Promise<void> {
  const node = nodeCheck(process.version);
  if (options.cell === undefined && options.ring === true) await chosenCell(options);
  const findings =
    options.cell === undefined
      ? [node, ...(await boxPart(options, terminal))]
      : [node, ...(await cellPart(options, terminal))];
  report(findings, terminal);
}

async function boxPart(options: CommandContext<object>["options"], terminal: Terminal): Promise<readonly Finding[]> {
  const { boxFindings } = await import("./box-checks.ts");
  return boxFindings(dataFolderOf(options, terminal.warn), Date.now());
}

async function cellPart(
  options: CommandContext<{ readonly ring?: boolean }>["options"],
  terminal: Terminal,
): Promise<readonly Finding[]> {
  try {
    const cell = await chosenCell(options);
    const { cellFindings } = await import("./cell-checks.ts");
    return await cellFindings(cell, { ring: options.ring === true, terminal, now: Date.now() });
  } catch (error) {
    if (!(error instanceof CommandFailedError) || error.kind === "usage") throw error;
    return [wrong("cell-file", error.messages, { zh: "按上文更正", en: "correct it as it says" })];
  }
}

function report(findings: readonly Finding[], terminal: Terminal): void {
  const count = (level: FindingLevel): number => findings.filter((finding) => finding.level === level).length;
  const lines = findings.map(({ level, check, what, remedy }) => {
    const head = `${marks[level]} ${check.padEnd(14)} ${terminal.say(what)}`;
    return remedy === undefined ? head : `${head}\n  ${" ".repeat(14)} → ${terminal.say(remedy)}`;
  });
  const summary = terminal.say({
    zh: `${findings.length} 项检查：错误 ${count("wrong")}，注意 ${count("warning")}`,
    en: `${findings.length} checks: ${count("wrong")} wrong, ${count("warning")} to see to`,
  });
  terminal.answer(
    { findings, wrong: count("wrong"), warnings: count("warning") },
    `${lines.join("\n")}\n${summary}`,
    count("wrong") > 0 ? "findings" : "done",
  );
}
