import type { Command } from "commander";
import type { QuarantineView } from "../contracts/http/quarantine.ts";
import { action, type CommandContext, type CommandHost } from "./command-context.ts";
import { sayIn } from "./language.ts";
import { table } from "./print.ts";
import { call } from "./service.ts";

/** `status`, `doctor`, `quarantine`, `redrive`. */
export function addServiceCommands(program: Command, host: CommandHost): void {
  const say = sayIn(host.language);
  program
    .command("doctor")
    .description(
      say({
        zh: "检查缺什么、错在哪里、该怎么办；部署前后都可用",
        en: "what is missing or wrong and what to do about it, before and after the deployment",
      }),
    )
    .option(
      "--ring",
      say({
        zh: "单元：真的发出一次测试告警，以确认有人收到",
        en: "cell: really sends one alarm as a test, to see that somebody gets it",
      }),
    )
    .action(
      action<{ ring?: boolean }>(host, async (context) => {
        const { doctor } = await import("./doctor/doctor.ts");
        await doctor(context);
      }),
    );
  program
    .command("status")
    .description(
      say({
        zh: "一屏看全：是否在服务、数据是否新鲜、告警、静默设备、队列、死信",
        en: "one screen: serving, freshness, alerts, silent devices, queues, dead letters",
      }),
    )
    .action(
      action(host, async (context) => {
        const { status } = await import("./status/status.ts");
        await status(context);
      }),
    );
  program
    .command("quarantine")
    .description(say({ zh: "未能接收的内容及原因，最新在前", en: "what could not be taken in, and why, newest first" }))
    .action(action(host, (context) => listQuarantine(context, say({ zh: "最近 7 天", en: "last 7 days" }))));
  program
    .command("redrive")
    .description(
      say({
        zh: "重新处理死信；可重复运行，不会重复告警",
        en: "take dead letters in again; safe to run twice, no alert is raised twice",
      }),
    )
    .option("--dry-run", say({ zh: "只说明会做什么", en: "only say what would be done" }))
    .option("--function <name>", say({ zh: "单元：只处理一个函数的死信", en: "cell: those of one function only" }))
    .option(
      "--discard-lost",
      say({
        zh: "单元：数据流已不再保存其内容的死信，予以删除",
        en: "cell: delete those of which the stream keeps the records no longer",
      }),
    )
    .action(
      action<{ dryRun?: boolean; discardLost?: boolean; function?: string }>(host, async (context) => {
        const { redrive } = await import("./redrive/redrive.ts");
        await redrive(context);
      }),
    );
}

async function listQuarantine({ target, terminal }: CommandContext<object>, period: string): Promise<void> {
  const { service } = await target();
  const list = await call<{ items: readonly QuarantineView[]; counts: Record<string, number> }>(
    service,
    "GET",
    "/api/quarantine",
  );
  const counts = Object.entries(list.counts)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${reason} ${count}`);
  const rows = list.items.map(({ at, deviceId, reason, detail }) => {
    return [at, deviceId ?? "?", reason, terminal.say(detail)];
  });
  const nothing = terminal.say({ zh: "没有拒收", en: "nothing refused" });
  const summary = `${period}: ${counts.join(", ") || nothing}`;
  const words =
    rows.length === 0
      ? summary
      : `${summary}\n${table(
          [
            { zh: "时间", en: "at" },
            { zh: "设备", en: "device" },
            { zh: "原因", en: "reason" },
            { zh: "详情", en: "detail" },
          ].map(terminal.say),
          rows,
        )}`;
  terminal.answer(list, words);
}
