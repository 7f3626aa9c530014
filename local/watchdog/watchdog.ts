import { minute, second } from "../../domain/model/time.ts";
import type { CanaryFigures } from "../canary-figures.ts";
import type { AlarmWords, OperatorsAlarm } from "./operators-alarm.ts";

/** What keeps the test call from reaching its end; the earliest broken link. */
export type BrokenLink = "not-judged" | "not-answered" | "not-sent";

/** A test call is judged each minute, the first one two minutes after the start. */
const judgedWithinMs = 3 * minute;
const looksEveryMs = 15 * second;
/** Whoever was told and did nothing is told again. */
const againAfterMs = 30 * minute;

export function brokenLink({
  state,
  chain,
  unjudgedMs,
}: Pick<CanaryFigures, "state" | "chain" | "unjudgedMs">): BrokenLink | undefined {
  if (unjudgedMs > judgedWithinMs) return "not-judged";
  if (state?.isAnswered === false) return "not-answered";
  return chain?.isDelivered === false ? "not-sent" : undefined;
}

const words: Readonly<Record<BrokenLink, AlarmWords>> = {
  "not-judged": {
    title: "▲ 安护：系统停止自检 / Anhu: the self-test stands still",
    body: "三分钟内没有完成自检，告警可能无人知晓。请立即派人值守并检查服务器。 No self-test for three minutes: alerts may reach nobody. Have somebody watch the residents and look at the server now.",
  },
  "not-answered": {
    title: "▲ 安护：自检呼叫未产生告警 / Anhu: a test call raised no alert",
    body: "跌倒和呼救可能没有告警。请立即派人值守并检查服务器。 Falls and calls may raise no alert. Have somebody watch the residents and look at the server now.",
  },
  "not-sent": {
    title: "▲ 安护：通知没有发出 / Anhu: calls do not go out",
    body: "告警只显示在打开的页面上，没有人会被通知。请立即派人守在屏幕前并检查服务器。 Alerts show on open pages only; nobody is called. Have somebody sit before one and look at the server now.",
  },
};
const goodAgain: AlarmWords = {
  title: "● 安护：自检恢复正常 / Anhu: the self-test is well again",
  body: "自检呼叫已正常送达。 Test calls arrive again.",
};

/**
 * Watches the test call and tells the operators when it does not reach its end, again each half hour, and when it does so
 * again. What nobody took is tried again at the next look.
 */
export function newWatchdog(options: {
  readonly figures: Pick<CanaryFigures, "state" | "chain" | "unjudgedMs">;
  readonly alarm: OperatorsAlarm;
  /** Never goes back. @default the machine's own */
  readonly elapsedMs?: () => number;
}): { look(): Promise<void>; start(): void; stop(): void } {
  const { figures, alarm, elapsedMs = () => performance.now() } = options;
  let told: { readonly link: BrokenLink; readonly at: number } | undefined;
  let looking: Promise<void> | undefined;
  let interval: NodeJS.Timeout | undefined;

  async function lookOnce(): Promise<void> {
    const link = brokenLink(figures);
    if (link === undefined) {
      if (told !== undefined && (await alarm.tell(goodAgain))) told = undefined;
      return;
    }
    if (told?.link === link && elapsedMs() - told.at < againAfterMs) return;
    if (await alarm.tell(words[link])) told = { link, at: elapsedMs() };
  }

  async function look(): Promise<void> {
    looking ??= lookOnce().finally(() => {
      looking = undefined;
    });
    await looking;
  }

  return {
    look,
    start() {
      interval ??= setInterval(() => void look(), looksEveryMs).unref();
    },
    stop: () => clearInterval(interval),
  };
}
