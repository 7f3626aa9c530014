import type { Bilingual } from "../../contracts/http/fields.ts";
import type { HealthDetails, HealthView } from "../../contracts/http/health.ts";
import type { Say } from "../language.ts";

/** How the parts do, for the screen, and what of it needs a person. */
export interface Parts {
  readonly lines: readonly (readonly [name: string, value: string])[];
  readonly troubles: readonly Bilingual[];
}

/** Names every part that keeps alerts from reaching people, the worst first. */
export function partsOf({ details, chain }: Pick<HealthView, "details" | "chain">, say: Say): Parts {
  if (details === undefined) return { lines: [], troubles: [] };
  const { alerts, timers, ingest, channels, unknown } = details;
  const failing = channels.filter(({ state }) => state === "failing");
  const overdue = timers.watchesOverdue + timers.escalationsOverdue + timers.notificationsOverdue;
  const troubles: readonly (Bilingual | undefined)[] = [
    chain?.isDelivered === false ? chainBroken : undefined,
    alerts.uncalled === 0 ? undefined : uncalled(alerts.uncalled),
    overdue === 0 ? undefined : late(timers),
    ...failing.map(({ name, lastError = "" }) => ({
      zh: `通知渠道“${name}”发送失败（${lastError}）`,
      en: `channel "${name}" does not take messages (${lastError})`,
    })),
    unknown.length === 0 ? undefined : notKnown(unknown),
  ];
  return {
    lines: [
      [
        say({ zh: "告警通知", en: "calls" }),
        say({
          zh: `未应答 ${alerts.unanswered}，其中无人收到通知 ${alerts.uncalled}`,
          en: `${alerts.unanswered} alerts unanswered, of ${alerts.uncalled} nobody was told`,
        }),
      ],
      [
        say({ zh: "定时", en: "timers" }),
        say({ zh: `逾期 ${overdue}`, en: overdue === 0 ? "none overdue" : `${overdue} overdue` }),
      ],
      [
        say({ zh: "通知渠道", en: "channels" }),
        say({ zh: `${channels.length}，失败 ${failing.length}`, en: `${channels.length}, ${failing.length} failing` }),
      ],
      ...(ingest.lagMs === undefined
        ? []
        : [[say({ zh: "入库延迟", en: "ingest lag" }), `${Math.round(ingest.lagMs)} ms`] as const]),
    ],
    troubles: troubles.filter((trouble) => trouble !== undefined),
  };
}

const chainBroken: Bilingual = {
  zh: "自测呼叫没有发出通知：告警可能只显示在看板上，请有人守着看板",
  en: "the test call went out to nobody: alerts may show on boards only; have somebody watch one",
};

function uncalled(count: number): Bilingual {
  return {
    zh: `${count} 条未应答的告警没有通知到任何人`,
    en: `${count} unanswered alerts of which nobody was told`,
  };
}

function late({ watchesOverdue, escalationsOverdue, notificationsOverdue }: HealthDetails["timers"]): Bilingual {
  return {
    zh: `逾期一分钟以上：监护 ${watchesOverdue}，升级 ${escalationsOverdue}，通知 ${notificationsOverdue}`,
    en: `more than a minute overdue: ${watchesOverdue} watches, ${escalationsOverdue} escalations, ${notificationsOverdue} calls`,
  };
}

function notKnown(parts: HealthDetails["unknown"]): Bilingual {
  return { zh: `这些部分读不出来：${parts.join(", ")}`, en: `these parts cannot be read: ${parts.join(", ")}` };
}
