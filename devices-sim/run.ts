import { type EpochMs, minute } from "../domain/model/time.ts";
import type { SimulatedClock } from "./pace.ts";
import type { Source } from "./source.ts";
import type { Transport, TransportCounts } from "./transport.ts";
import type { TruthLog } from "./truth.ts";
import { readableTime } from "./wall-clock.ts";

export interface Run {
  readonly source: Source;
  readonly transport: Transport;
  readonly truth: TruthLog;
  readonly clock: SimulatedClock;
  /** Simulated time at which the run ends; infinite for one that only a signal ends. */
  readonly until: EpochMs;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

export interface RunCounts {
  readonly events: number;
  readonly things: number;
  readonly endedAt: EpochMs;
}

const tickMs = 100;
const summaryEveryMs = 60_000;
/** After a pause of the machine, time is made up in pieces of this size. */
const mostAtOnce = 10 * minute;

/** Lets a source run by a clock until its end or a signal; the devices say goodbye only when `sayGoodbye` is called. */
export async function runSource(run: Run): Promise<RunCounts> {
  const { source, transport, truth, clock, signal } = run;
  let events = 0;
  let things = 0;
  let reached = Math.min(clock.now(), run.until);
  let summaryAt = performance.now() + summaryEveryMs;
  for (;;) {
    const target = Math.min(clock.now(), run.until);
    while (reached < target && !signal.aborted) {
      reached = Math.min(target, reached + mostAtOnce);
      for (const output of source.advance(reached)) {
        if (output.kind === "message") {
          if (output.topicKind === "event") events += 1;
          await transport.publish(output);
        } else if (output.kind === "connection") transport.change(output);
        else {
          things += 1;
          truth.write(output.line);
        }
      }
    }
    if (performance.now() >= summaryAt) {
      summaryAt += summaryEveryMs;
      run.log(summaryOf(transport.counts(), { events, things, endedAt: reached }));
    }
    if (signal.aborted || reached >= run.until) return { events, things, endedAt: reached };
    await pause(tickMs, signal);
  }
}

/** The devices announce that they leave, and the connections close. */
export async function sayGoodbye(run: Run, at: EpochMs, withinMs: number): Promise<void> {
  for (const output of run.source.farewell(at)) if (output.kind === "message") void run.transport.publish(output);
  await run.transport.close(withinMs);
}

export function summaryOf(transport: TransportCounts, counts: RunCounts): string {
  const { sent, acked, failed, cutOff, connected } = transport;
  const failures =
    (failed === 0 ? "" : `, ${failed} failed`) + (cutOff === 0 ? "" : `, ${cutOff} cut off by the story`);
  return (
    `${readableTime(counts.endedAt)} simulated: ${sent} messages sent, ${acked} acked${failures}, ` +
    `${counts.events} events, ${counts.things} truth lines, ${connected} devices connected`
  );
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timeout);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timeout = setTimeout(end, ms);
    signal.addEventListener("abort", end);
  });
}
