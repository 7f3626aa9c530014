import { minute, second } from "../../domain/model/time.ts";
import type { CanaryFigures } from "../canary-figures.ts";
import type { Clock } from "../clock.ts";
import type { AlarmWords, OperatorsAlarm } from "./operators-alarm.ts";

/** What keeps the test call from reaching its end, the earliest broken link; or what keeps calls of people from theirs. */
export type BrokenLink = "not-judged" | "not-answered" | "not-sent" | "nobody-called" | "calls-late";

/** A test call is judged each minute, the first one two minutes after the start. */
const judgedWithinMs = 3 * minute;
const looksEveryMs = 15 * second;
/** Whoever was told and did nothing is told again. */
const againAfterMs = 30 * minute;
/** Longer than between two repetitions of a call, so that an alert which goes on reaching nobody is one event. */
const nobodyCalledForMs = 30 * minute;
const lateSweeps = 2;

type Watched = Pick<CanaryFigures, "state" | "chain" | "unjudgedMs" | "calls">;

export function brokenLink({ state, chain, unjudgedMs, calls }: Watched): BrokenLink | undefined {
  if (unjudgedMs > judgedWithinMs) return "not-judged";
  if (state?.isAnswered === false) return "not-answered";
  if (chain?.isDelivered === false) return "not-sent";
  if (calls.nobodyCalledMs !== undefined && calls.nobodyCalledMs < nobodyCalledForMs) return "nobody-called";
  return calls.overdueSweeps >= lateSweeps ? "calls-late" : undefined;
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
  "nobody-called": {
    title: "▲ 安护：有告警没有呼叫到任何人 / Anhu: an alert reached nobody",
    body: "有告警没有任何人可以呼叫，或所有渠道都没有接收。请立即查看未处理的告警并通知机构，再检查排班、联系方式和通知渠道。 An alert has nobody who can be called, or no channel took a call. Look at the open alerts and tell the home now; then see to duties, addresses and channels.",
  },
  "calls-late": {
    title: "▲ 安护：呼叫延误 / Anhu: calls are late",
    body: "到时的告警没有按时呼叫人。请立即查看未处理的告警并检查服务器。 Alerts whose turn has come call nobody in time. Look at the open alerts and at the server now.",
  },
};
const goodAgain: AlarmWords = {
  title: "● 安护：自检恢复正常 / Anhu: the self-test is well again",
  body: "自检呼叫已正常送达。 Test calls arrive again.",
};

/**
 * Watches the test call and the calls of people, and tells the operators when they do not reach their end, again each half
 * hour, and when the test call does so again. What nobody took is tried again at the next look.
 */
export function newWatchdog(options: {
  readonly figures: Watched;
  readonly alarm: OperatorsAlarm;
  readonly clock: Pick<Clock, "now" | "elapsedMs" | "setTimer">;
}): { look(): Promise<void>; start(): void; stop(): void } {
  const { figures, alarm, clock } = options;
  let told: { readonly link: BrokenLink; readonly at: number } | undefined;
  let looking: Promise<void> | undefined;
  let cancel = (): void => undefined;
  let isStopped = false;

  async function lookOnce(): Promise<void> {
    const link = brokenLink(figures);
    if (link === undefined) {
      // That nobody was called for a while does not show that somebody would be.
      if (told?.link === "nobody-called" || (told !== undefined && (await alarm.tell(goodAgain)))) told = undefined;
      return;
    }
    if (told?.link === link && clock.elapsedMs() - told.at < againAfterMs) return;
    if (await alarm.tell(words[link])) told = { link, at: clock.elapsedMs() };
  }

  async function look(): Promise<void> {
    looking ??= lookOnce().finally(() => {
      looking = undefined;
    });
    await looking;
  }

  function lookAgain(): void {
    cancel = clock.setTimer(async () => {
      await look();
      if (!isStopped) lookAgain();
    }, clock.now() + looksEveryMs);
  }

  return {
    look,
    start: lookAgain,
    stop() {
      isStopped = true;
      cancel();
    },
  };
}
