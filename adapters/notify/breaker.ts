import { second } from "../../domain/model/time.ts";
import type { SendOutcome } from "../../domain/ports.ts";

/** After so many attempts without an answer, one after another, nobody waits for the next ones. */
const patience = 5;
const restMs = 10 * second;

/** No word came back: the other side hangs, is down, or is not who it should be. */
const withoutAnswer: readonly string[] = ["timeout", "unreachable", "tls-failed", "name-not-found"];

interface Seen {
  failures: number;
  restsUntil: number;
}

/**
 * Spares gateways that do not answer, and those who wait behind them: for ten seconds at a time their messages are put
 * off at once instead of each waiting eight seconds; then a single one tries whether the gateway is back.
 */
export function newBreaker(
  elapsedMs: () => number = () => performance.now(),
): (gateway: string, send: () => Promise<SendOutcome>) => Promise<SendOutcome> {
  const gateways = new Map<string, Seen>();

  return async (gateway, send) => {
    const seen = gateways.get(gateway);
    if (seen !== undefined && seen.failures >= patience) {
      const leftMs = seen.restsUntil - elapsedMs();
      if (leftMs > 0) return { kind: "retry", detail: "not-answering", afterMs: Math.ceil(leftMs) };
      seen.restsUntil = elapsedMs() + restMs;
    }
    const outcome = await send();
    if (outcome.kind === "retry" && withoutAnswer.includes(outcome.detail)) {
      const failures = (gateways.get(gateway)?.failures ?? 0) + 1;
      gateways.set(gateway, { failures, restsUntil: elapsedMs() + restMs });
    } else gateways.delete(gateway);
    return outcome;
  };
}
