import { useEffect, useRef, useState } from "react";
import { pointTitles } from "../../contracts/referral-words.ts";
import type { AskProblem } from "../data/api.ts";
import { clock } from "../data/clock.ts";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { problemText } from "../parts/notice.tsx";
import { useNow } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { whenIs } from "../words/time-words.ts";
import classes from "./case-clocks.module.css";
import { beforeHospital, type Point, PointForm } from "./point-form.tsx";
import { pointWords } from "./point-words.ts";
import { referralWords } from "./referral-words.ts";
import type { KnownReferral } from "./use-referral.ts";

interface CasePointsProps {
  /** What nobody has recorded yet. */
  readonly open: readonly Point[];
  readonly recorded: ReadonlyMap<Point, number>;
  readonly mayChange: (code: Point) => boolean;
  readonly record: KnownReferral["record"];
}

/** A second tap of the same thumb is none of what has come to lie there. */
const settlingMs = 1_000;
/** So long a wrong tap is taken back by another one; later by a word why. */
const undoneAtOnceMs = 60_000;

/**
 * Moments of the treatment: one tap records that it is now, what was before the hospital asks when. Beside what is recorded
 * stands how to change its time or take it back; both are rows of their own, and what they change stays.
 */
export function CasePoints({ open, recorded, mayChange, record }: CasePointsProps) {
  const speech = useSpeech();
  const words = useWords(referralWords);
  const own = useWords(pointWords);
  const now = useNow();
  const [chosen, setChosen] = useState<Chosen>();
  const [refusal, setRefusal] = useState<AskProblem>();
  const [isBusy, setIsBusy] = useState(false);
  const [tapped, setTapped] = useState<ReadonlyMap<Point, number>>(new Map());
  const isSending = useRef(false);
  const isShown = useRef(true);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);

  const place = useRef<HTMLDivElement>(null);
  const [last, setLast] = useState<Point>();
  // What was tapped is gone: whoever goes by the keyboard goes on where it stands now.
  useEffect(() => {
    if (isBusy || last === undefined || document.activeElement !== document.body) return;
    place.current?.querySelector<HTMLElement>(`[data-change-point="${last}"], [data-point="${last}"]`)?.focus();
  }, [isBusy, last]);

  async function send(code: Point, said: Parameters<typeof record>[1], done: string): Promise<void> {
    if (isSending.current) return;
    isSending.current = true;
    const tappedAt = clock.now();
    setIsBusy(true);
    setRefusal(undefined);
    setChosen(undefined);
    const answer = await record(code, said);
    if (answer.kind === "answer") {
      sayRecorded(done);
      setLast(code);
      setTapped((before) => new Map(before).set(code, performance.now()));
    } else if (answer.problem.kind === "refused") setRefusal(answer.problem);
    else {
      // Nobody knows whether it arrived: whoever sends it once more says when it was.
      setRefusal(answer.problem);
      if (said?.isUndone !== true) setChosen({ code, tappedAt });
    }
    setTimeout(() => {
      isSending.current = false;
      if (isShown.current) setIsBusy(false);
    }, settlingMs);
  }

  function tap(code: Point): void {
    const title = speech.say(pointTitles[code]);
    if (beforeHospital.includes(code)) setChosen(chosen?.code === code ? undefined : { code });
    else void send(code, {}, words.recorded(title));
  }

  function undo(code: Point): void {
    // Not by the page's clock, which the service's answer may just have put right.
    const isFresh = performance.now() - (tapped.get(code) ?? Number.NEGATIVE_INFINITY) < undoneAtOnceMs;
    if (!isFresh) setChosen({ code, isUndone: true });
    else void send(code, { isUndone: true, reason: own.mistapped }, own.undone(speech.say(pointTitles[code])));
  }

  const form = chosen !== undefined && (
    <PointForm
      key={`${chosen.code} ${chosen.isUndone === true}`}
      code={chosen.code}
      recordedAt={recorded.get(chosen.code)}
      tappedAt={chosen.tappedAt}
      isUndone={chosen.isUndone === true}
      record={record}
      leave={() => setChosen(undefined)}
    />
  );
  return (
    <div ref={place} className={classes.moments}>
      {open.length > 0 && (
        <div className={classes.points}>
          {open.map((code) => (
            <Button
              key={code}
              className={classes.tap}
              disabled={isBusy}
              {...(beforeHospital.includes(code) && { "aria-expanded": chosen?.code === code })}
              data-point={code}
              onClick={() => tap(code)}
            >
              {speech.say(pointTitles[code])}
            </Button>
          ))}
        </div>
      )}
      {chosen !== undefined && open.includes(chosen.code) && form}
      {recorded.size > 0 && (
        <ul className={classes.checklist}>
          {[...recorded].map(([code, at]) => {
            const title = speech.say(pointTitles[code]);
            return (
              <li key={code} className={classes.recorded} data-recorded={code}>
                <span>☑ {own.pointAt(title, whenIs(at, now, speech.language))}</span>
                {mayChange(code) && (
                  <span className={classes.changes}>
                    <Button
                      look="quiet"
                      disabled={isBusy}
                      aria-label={own.correctPoint(title)}
                      aria-expanded={chosen?.code === code && chosen.isUndone !== true}
                      data-change-point={code}
                      onClick={() => setChosen({ code })}
                    >
                      {own.correct}
                    </Button>
                    {code !== "door" && (
                      <Button
                        look="quiet"
                        disabled={isBusy}
                        aria-label={own.undoPoint(title)}
                        data-undo-point={code}
                        onClick={() => undo(code)}
                      >
                        {own.undo}
                      </Button>
                    )}
                  </span>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {chosen !== undefined && recorded.has(chosen.code) && mayChange(chosen.code) && form}
      {refusal !== undefined && <p role="alert">{problemText(refusal, speech)}</p>}
    </div>
  );
}

interface Chosen {
  readonly code: Point;
  /** The record is to be taken back. */
  readonly isUndone?: true;
  /** When somebody tapped, and no answer came. */
  readonly tappedAt?: number;
}
