import type * as z from "zod/mini";
import type { health } from "../../contracts/http/health.ts";
import type { CommandContext } from "../command-context.ts";
import type { Say } from "../language.ts";
import { table } from "../print.ts";
import { call } from "../service.ts";
import type { Target } from "../target.ts";
import { partsOf } from "./part-lines.ts";
import { type RegisterStatus, registerStatusOf } from "./register-status.ts";

type Health = z.infer<typeof health>;

/** What only one of the two runtimes can tell. */
interface RuntimeStatus {
  /** Something that a person must look at. */
  readonly troubles: readonly { readonly zh: string; readonly en: string }[];
  /** Name and value, for the screen. */
  readonly lines: readonly (readonly [name: string, value: string])[];
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Shows on one screen how the service is; ends with `findings` when something needs a person. */
export async function status({ target, terminal }: CommandContext<object>): Promise<void> {
  const chosen = await target();
  const { service } = chosen;
  const startedAt = performance.now();
  await call(service, "GET", "/api/facilities");
  const answeredInMs = Math.round(performance.now() - startedAt);
  const register = await registerStatusOf(service, (total) =>
    terminal.progress({ zh: "读取机构", en: "reading facilities" }, total),
  );
  const runtime = await runtimeStatusOf(chosen, terminal.say);
  const troubles = [...runtime.troubles, ...unreadableIn(register)];
  const rows = [
    ["", terminal.say({ zh: `在服务，${answeredInMs} 毫秒应答`, en: `serving, answered in ${answeredInMs} ms` })],
    ...registerLines(register, terminal.say),
    ...runtime.lines,
  ];
  const words = [table([service.name, ""], rows), ...troubles.map((trouble) => `! ${terminal.say(trouble)}`)].join(
    "\n",
  );
  terminal.answer(
    { service: service.name, answeredInMs, ...register, ...runtime.facts, troubles },
    words,
    troubles.length === 0 ? "done" : "findings",
  );
}

function registerLines(
  { facilities, residents, devices, lastHeardAt, alerts }: RegisterStatus,
  say: Say,
): readonly (readonly [string, string])[] {
  return [
    [say({ zh: "机构", en: "facilities" }), String(facilities)],
    [
      say({ zh: "服务对象", en: "residents" }),
      say({
        zh: `${residents.all}：监护中 ${residents.monitored}，部分 ${residents.partlyMonitored}，未监护 ${residents.unmonitored}`,
        en: `${residents.all}: ${residents.monitored} monitored, ${residents.partlyMonitored} partly, ${residents.unmonitored} not`,
      }),
    ],
    [
      say({ zh: "设备", en: "devices" }),
      say({ zh: `${devices.all}，静默 ${devices.silent}`, en: `${devices.all}, ${devices.silent} silent` }),
    ],
    [say({ zh: "最近数据", en: "last heard" }), lastHeardAt ?? say({ zh: "从未", en: "never" })],
    [
      say({ zh: "未结告警", en: "open alerts" }),
      say({
        zh: `${alerts.open}（高 ${alerts.high}，无人应答 ${alerts.unacknowledged}）`,
        en: `${alerts.open} (${alerts.high} high, ${alerts.unacknowledged} that nobody answered)`,
      }),
    ],
  ];
}

function unreadableIn({ residents }: RegisterStatus): RuntimeStatus["troubles"] {
  if (residents.unreadable === 0) return [];
  return [
    {
      zh: `${residents.unreadable} 位服务对象的记录损坏，读不出来`,
      en: `the records of ${residents.unreadable} residents are damaged and cannot be read`,
    },
  ];
}

async function runtimeStatusOf(target: Target, say: Say): Promise<RuntimeStatus> {
  const health = await call<Health>(target.service, "GET", "/api/health", { query: { details: "1" } });
  const parts = partsOf(health, say);
  const runtime =
    target.kind === "box"
      ? boxStatus(health, say)
      : await (await import("./cell-status.ts")).cellStatus(target.cell, say);
  return {
    facts: { health, ...runtime.facts },
    lines: [...parts.lines, ...runtime.lines],
    troubles: [...runtime.troubles, ...parts.troubles],
  };
}

function boxStatus(health: Health, say: Say): RuntimeStatus {
  const { status: state, messages, deadLetters, devicesConnected, version = "?", time, mode } = health;
  return {
    facts: {},
    lines: [
      [say({ zh: "已连接设备", en: "connected" }), String(devicesConnected)],
      [
        say({ zh: "消息", en: "messages" }),
        say({
          zh: `启动以来接收 ${messages?.taken}，7 天内拒收 ${messages?.refused}`,
          en: `${messages?.taken} taken since the start, ${messages?.refused} refused in 7 days`,
        }),
      ],
      [say({ zh: "死信", en: "dead letters" }), say({ zh: `7 天内 ${deadLetters}`, en: `${deadLetters} in 7 days` })],
      [say({ zh: "版本", en: "version" }), `${version}, ${mode}, ${time}`],
    ],
    troubles:
      state === "ok"
        ? []
        : [
            {
              zh: "系统降级：一小时内有失败，或数据表不应答、已损坏。请运行 anhu doctor",
              en: "degraded: something failed within the hour, or the tables do not answer or are damaged. Run anhu doctor",
            },
          ],
  };
}
