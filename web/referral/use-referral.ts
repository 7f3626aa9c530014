import { useCallback, useEffect, useRef, useState } from "react";
import { type ReferralDetailView, referralDetail } from "../../contracts/http/referrals.ts";
import { type Answer, type AskProblem, ask } from "../data/api.ts";
import { clock } from "../data/clock.ts";
import { useHeardVersion } from "../data/referral-news.ts";
import type { StepAction } from "./referral-labels.ts";

/** What is said of a step beside the step itself. */
export interface StepSaid {
  readonly do: StepAction | "take-back";
  readonly as?: string;
  readonly phone?: { readonly with: string; readonly note?: string };
  readonly reason?: string;
  readonly toFacilityId?: string;
  readonly departmentId?: string;
  readonly centre?: NonNullable<ReferralDetailView["centre"]> | null;
  readonly urgency?: NonNullable<ReferralDetailView["urgency"]>;
  readonly expectedAt?: string;
  readonly arrivedAt?: string;
  /** Of `follow-up`: which one; and that it need not be done. */
  readonly followUp?: string;
  readonly isNotNeeded?: true;
  readonly bedId?: string | null;
}

export interface KnownReferral {
  readonly referral: ReferralDetailView | undefined;
  readonly problem: AskProblem | undefined;
  readonly again: () => void;
  readonly step: (said: StepSaid) => Promise<Answer<ReferralDetailView>>;
  readonly record: (
    code: ReferralDetailView["timePoints"][number]["code"],
    /** When it was, if not now; and why, where it corrects what was recorded before, or takes it back. */
    said?: { readonly at?: string; readonly reason?: string; readonly isUndone?: true },
  ) => Promise<Answer<ReferralDetailView>>;
}

/** Whoever hears nothing, because the live connection is lost, sees what is at most this old. */
const readEveryMs = 30_000;

/** One case, read again with every news of it; what an own step brings is shown at once, and nothing before. */
export function useReferral(id: string): KnownReferral {
  const path = `/api/referrals/${encodeURIComponent(id)}`;
  const heard = useHeardVersion(id);
  const [referral, setReferral] = useState<ReferralDetailView>();
  const [problem, setProblem] = useState<AskProblem>();
  const isShown = useRef(true);
  const unanswered = useRef<{ readonly said: string; readonly clientAt: string }>(undefined);

  const learn = useCallback((read: ReferralDetailView) => {
    setProblem(undefined);
    setReferral((before) => (before !== undefined && before.version > read.version ? before : read));
  }, []);
  const read = useCallback(async () => {
    const answer = await ask(path, referralDetail);
    if (!isShown.current) return;
    if (answer.kind === "answer") learn(answer.value);
    else setProblem(answer.problem);
  }, [path, learn]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each news of the case is a reason to read it
  useEffect(() => void read(), [read, heard]);
  useEffect(() => {
    isShown.current = true;
    const timer = setInterval(() => {
      if (!document.hidden) void read();
    }, readEveryMs);
    return () => {
      isShown.current = false;
      clearInterval(timer);
    };
  }, [read]);

  /** The moment of the tap; the same again where it is repeated because no answer came, so that it is one step. */
  function tapped(said: StepSaid): string {
    const text = JSON.stringify(said);
    if (unanswered.current?.said !== text)
      unanswered.current = { said: text, clientAt: new Date(clock.now()).toISOString() };
    return unanswered.current.clientAt;
  }

  async function change(where: "steps" | "time-points", body: object): Promise<Answer<ReferralDetailView>> {
    const answer = await ask(`${path}/${where}`, referralDetail, body);
    if (answer.kind === "answer" || answer.problem.kind === "refused") unanswered.current = undefined;
    if (answer.kind === "answer") learn(answer.value);
    // Whoever is refused saw something older.
    else if (answer.problem.kind === "refused") void read();
    return answer;
  }

  /** Somebody else may have completed the papers or recorded a moment: where it stands as it was seen, the step holds. */
  async function step(said: StepSaid): Promise<Answer<ReferralDetailView>> {
    const seen = referral;
    const tap = { ...said, clientAt: tapped(said) };
    if (seen === undefined) return await change("steps", tap);
    const answer = await change("steps", { ...tap, version: seen.version });
    const isConflict =
      answer.kind === "problem" && answer.problem.kind === "refused" && answer.problem.code === "version-conflict";
    if (!isConflict) return answer;
    const now = await ask(path, referralDetail);
    if (now.kind === "problem" || !standsAs(now.value, seen)) return answer;
    return await change("steps", { ...tap, version: now.value.version });
  }
  return {
    referral,
    problem,
    again: () => void read(),
    step,
    record: (code, said) => change("time-points", { code, ...said, clientAt: new Date(clock.now()).toISOString() }),
  };
}

function standsAs(one: ReferralDetailView, other: ReferralDetailView): boolean {
  return (
    one.state === other.state &&
    one.since === other.since &&
    one.mode === other.mode &&
    one.destination.id === other.destination.id
  );
}
