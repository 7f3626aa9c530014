import type * as z from "zod/mini";
import type { health } from "../../contracts/http/health.ts";
import type { QuarantineView } from "../../contracts/http/quarantine.ts";
import { epochOf } from "../../contracts/iso-time.ts";
import { minute } from "../../domain/model/time.ts";
import type { ChosenBox } from "../box-address.ts";
import { boxService } from "../box-service.ts";
import { CommandFailedError } from "../failure.ts";
import { call } from "../service.ts";
import { partsOf } from "../status/part-lines.ts";
import { type Finding, ok, warning, wrong } from "./finding.ts";

type Health = z.infer<typeof health>;

const clockToleranceMs = 2 * minute;

/** What a running box says of itself, and whether its clock is right. */
export async function serviceFindings(
  box: Pick<ChosenBox, "http" | "token">,
  now: number,
): Promise<readonly Finding[]> {
  const { http } = box;
  const service = boxService(box);
  let state: Health;
  try {
    state = await call<Health>(service, "GET", "/api/health", { query: { details: "1" } });
  } catch (error) {
    if (!(error instanceof CommandFailedError)) throw error;
    const remedy = { zh: "查看日志并重新启动", en: "look at its log and start it again" };
    return [wrong("serving", error.messages, remedy)];
  }
  const { items } = await call<{ items: readonly QuarantineView[] }>(service, "GET", "/api/quarantine", {
    query: { limit: "500" },
  });
  const waiting = items.filter(({ reason, redeliveredAt }) => reason === "dead-letter" && redeliveredAt === undefined);
  return [
    state.status === "ok"
      ? ok("serving", `${http} 正常`, `${http} is well`)
      : wrong(
          "serving",
          {
            zh: `${http} 降级：一小时内有失败，或数据表有问题`,
            en: `${http} is degraded: something failed within the hour, or its tables do`,
          },
          { zh: "查看日志；数据表见下", en: "look at its log; for the tables see below" },
        ),
    clockFinding(state, now),
    ...(state.canary === undefined || state.canary.isAnswered
      ? []
      : [
          wrong(
            "canary",
            {
              zh: "自测呼叫没有得到应答：真的呼叫也可能没有",
              en: "the service's test call was not answered: a real one may not be either",
            },
            { zh: "查看日志，重新启动", en: "look at its log and start it again" },
          ),
        ]),
    ...partFindings(state),
    ...operatorsFindings(state),
    waiting.length === 0
      ? ok("dead-letters", "没有死信", "no dead letters")
      : wrong(
          "dead-letters",
          { zh: `${waiting.length} 条死信`, en: `${waiting.length} dead letters` },
          { zh: "anhu quarantine 看原因，再 anhu redrive", en: "see why with anhu quarantine, then anhu redrive" },
        ),
  ];
}

/** Whatever keeps alerts from reaching people. */
function partFindings(state: Health): readonly Finding[] {
  const { troubles } = partsOf(state, ({ en }) => en);
  if (troubles.length === 0) return [ok("calls", "告警能通知到人", "alerts reach people")];
  const remedy = {
    zh: "看渠道、值班和“现在会通知谁”，再看日志",
    en: "look at the channels, the roster and whom would be called now, then at the log",
  };
  return troubles.map((what) => wrong("calls", what, remedy));
}

/** A demo has nobody to tell; a box that cannot say it is older than that path. */
export function operatorsFindings({
  mode,
  tellsOperators,
}: Pick<Health, "mode" | "tellsOperators">): readonly Finding[] {
  if (mode === "demo" || tellsOperators === undefined) return [];
  if (tellsOperators)
    return [ok("operators", "呼叫发不出去时会通知系统管理员", "operators are told when calls do not go out")];
  return [
    warning(
      "operators",
      {
        zh: "呼叫发不出去，或告警呼叫不到任何人时，没有系统管理员会得知",
        en: "no operator hears of it when calls do not go out or an alert reaches nobody",
      },
      {
        zh: "启动时加 --operators-webhook 或 --operators-mail（见 npm start -- --help）",
        en: "start it with --operators-webhook or --operators-mail (see npm start -- --help)",
      },
    ),
  ];
}

function clockFinding({ time, speed }: Health, now: number): Finding {
  const apartMs = Math.abs((epochOf(time) ?? 0) - now);
  if (speed !== 1) {
    const what = { zh: `模拟时钟，${speed} 倍速`, en: `a simulated clock, ${speed} times as fast` };
    return warning("clock", what, { zh: "真实看护须以正常时钟启动", en: "start without --speed to watch real people" });
  }
  if (apartMs <= clockToleranceMs) return ok("clock", "时钟一致", "its clock and this machine's agree");
  const seconds = Math.round(apartMs / 1000);
  return wrong(
    "clock",
    { zh: `与本机时钟相差 ${seconds} 秒`, en: `its clock and this machine's are ${seconds} s apart` },
    { zh: "打开网络校时（NTP）并重新启动", en: "switch on network time (NTP) and start it again" },
  );
}
