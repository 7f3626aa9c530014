import type { CommandContext } from "../command-context.ts";
import { table } from "../print.ts";
import { call, type Service } from "../service.ts";
import type { RedriveReport } from "./report.ts";

interface RedriveOptions {
  readonly dryRun?: boolean;
  readonly discardLost?: boolean;
  readonly function?: string;
}

/** Takes dead letters in again; ends with `findings` when some could not be. */
export async function redrive(context: CommandContext<RedriveOptions>): Promise<void> {
  const { options, terminal } = context;
  const dryRun = options.dryRun === true;
  const target = await context.target();
  const reports =
    target.kind === "box"
      ? [await redriveBox(target.service, dryRun)]
      : await cellReports(context, dryRun, target.cell);
  const found = sum(reports, ({ found }) => found);
  const left = sum(reports, ({ lost, failed }) => lost + failed.length);
  const words =
    found === 0
      ? { zh: "没有死信", en: "there are no dead letters" }
      : {
          zh: `${dryRun ? "将重新处理" : "已处理"} ${found} 条：成功 ${sum(reports, (r) => r.delivered)}，仍失败 ${left}\n${tableOf(reports)}`,
          en: `${dryRun ? "would take in" : "looked at"} ${found}: ${sum(reports, (r) => r.delivered)} taken in, ${left} left\n${tableOf(reports)}`,
        };
  terminal.answer({ dryRun, found, left, queues: reports }, words, left > 0 ? "findings" : "done");
}

/** The box has them in its quarantine, with the whole message. */
async function redriveBox(service: Service, dryRun: boolean): Promise<RedriveReport> {
  const answer = await call<Omit<RedriveReport, "from">>(service, "POST", "/api/dead-letters/redeliver", {
    body: { dryRun },
  });
  return { from: "quarantine", ...answer };
}

async function cellReports(
  { options, terminal }: CommandContext<RedriveOptions>,
  dryRun: boolean,
  cell: Parameters<typeof import("./redrive-cell.ts").redriveCell>[0],
): Promise<readonly RedriveReport[]> {
  const { redriveCell } = await import("./redrive-cell.ts");
  let progress = terminal.progress({ zh: "死信", en: "dead letters" }, 0);
  try {
    return await redriveCell(cell, {
      dryRun,
      discardLost: options.discardLost === true,
      ...(options.function !== undefined && { functionName: options.function }),
      onStart: (letters) => {
        progress = terminal.progress({ zh: "死信", en: "dead letters" }, letters);
      },
      onLetter: () => progress.step(),
    });
  } finally {
    progress.end();
  }
}

function tableOf(reports: readonly RedriveReport[]): string {
  const rows = reports.map(({ from, found, delivered, lost, failed, kinds }) => [
    from,
    String(found),
    String(delivered),
    String(lost),
    String(failed.length),
    Object.entries(kinds)
      .map(([kind, count]) => `${kind} ${count}`)
      .join(", "),
    failed[0]?.why.split("\n")[0] ?? "",
  ]);
  return table(["from", "found", "taken in", "lost", "failed", "kinds", "why"], rows);
}

function sum(reports: readonly RedriveReport[], of: (report: RedriveReport) => number): number {
  return reports.reduce((total, report) => total + of(report), 0);
}
