import { type Caller, nameOf, operatorsCommandId } from "../../domain/access/caller.ts";
import type { Actor, Alert } from "../../domain/alerts/alert.ts";
import type { Answer } from "../../domain/alerts/answer.ts";
import { isCalledSince } from "../../domain/alerts/handling.ts";
import type { Watch } from "../../domain/watch/state.ts";
import {
  alreadyResolved,
  calledAgain,
  changedByOthers,
  commentsFull,
  notHeld,
  takenByAnother,
} from "../shell/alert-refusals.ts";
import type { Deps } from "../shell/deps.ts";
import { unknown } from "../shell/refusals.ts";
import { saveWithWatch } from "./close-alert.ts";
import { armTimer } from "./due-timer.ts";
import { armEscalation, wakeEscalation } from "./escalation-timer.ts";
import { inTurn } from "./in-turn.ts";
import { publishAlert } from "./publish-alert.ts";

const maxTries = 20;

/**
 * In whose name an action is done. Whoever signed in acts in their own; the operators' command in the one that it gives.
 */
export function actorOf(caller: Caller, by: string | undefined): Actor {
  const actor = nameOf(caller);
  return caller.kind === "operators-command" && by !== undefined ? { id: operatorsCommandId, name: by } : actor;
}

type AllDeps = Deps<"arrive-at-alert">;

/** Only who has to tell the watch of what is done needs to write it. */
type ActingDeps = Pick<AllDeps, "alerts" | "residents" | "leases" | "live" | "timer" | "log" | "backOff" | "now"> & {
  readonly watches: Omit<AllDeps["watches"], "commit" | "create"> & Partial<Pick<AllDeps["watches"], "commit">>;
};

export interface Act {
  /** The version that the person saw; `any`: what they do is about no call. Absent: what is read here first. */
  readonly seen: number | "any" | undefined;
  /** What they do with the alert as it stands. */
  do(alert: Alert, now: number): Answer;
  /** What the watch has to know of it, in the same write. */
  note?(watch: Watch, alert: Alert, now: number): Watch;
}

/**
 * Does with an alert what a person wants, on whatever others make of it meanwhile: who loses a race reads again and judges
 * again. A call newer than the version that they saw is refused, not answered unseen. Browsers and timers are told after
 * the write.
 */
export async function actOnAlert(
  id: string,
  act: Act,
  deps: ActingDeps,
): Promise<{ readonly alert: Alert; readonly isChanged: boolean }> {
  let { seen } = act;
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const stored = await deps.alerts.find(id);
    if (stored === undefined) throw unknown("alert", id);
    seen ??= stored.version;
    const now = deps.now();
    const answer = act.do(stored, now);
    if (answer.kind === "unchanged") return { alert: stored, isChanged: false };
    if (answer.kind !== "done") throw refusalOf(answer);
    if (seen !== "any" && isCalledSince(stored, seen)) throw calledAgain(id);
    if (await isWritten(stored, answer.alert, act, now, deps)) {
      await Promise.all([publishAlert(answer.alert, deps), armEscalation(answer.alert, deps)]);
      if (answer.alert.kind === "referral-incoming") await wakeEscalation(answer.alert, deps);
      return { alert: answer.alert, isChanged: true };
    }
    await deps.backOff(attempt);
  }
  throw changedByOthers(id);
}

async function isWritten(before: Alert, alert: Alert, { note }: Act, now: number, deps: ActingDeps): Promise<boolean> {
  const { watches } = deps;
  const { commit } = watches;
  const isReopened = before.closedAt !== undefined && alert.closedAt === undefined;
  if (before.closedAt !== undefined && !isReopened) return (await deps.alerts.annotate(alert)) === "saved";
  if (note === undefined || commit === undefined) return (await deps.alerts.save(alert)) === "saved";
  return inTurn(alert.residentId, async () => {
    const noted = await saveWithWatch(
      alert,
      (watch) => note(watch, alert, now),
      {
        alerts: deps.alerts,
        watches: { find: (residentId) => watches.find(residentId), commit: (change) => commit.call(watches, change) },
      },
      isReopened,
    );
    if (noted.kind === "conflict") return false;
    if (noted.watch !== undefined) await armTimer(noted.watch.after, noted.watch.before, deps);
    return true;
  });
}

function refusalOf(answer: Exclude<Answer, { kind: "done" | "unchanged" }>): Error {
  switch (answer.kind) {
    case "already-resolved":
      return alreadyResolved(answer.alert.id);
    case "taken-by-another":
      return takenByAnother(answer.alert.id, answer.by);
    case "not-held":
      return notHeld(answer.alert.id);
    case "comments-full":
      return commentsFull(answer.alert.id);
  }
}
