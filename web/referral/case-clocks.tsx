import { useState } from "react";
import type { ReferralDetailView } from "../../contracts/http/referrals.ts";
import { pointTitles } from "../../contracts/referral-words.ts";
import type { AskProblem } from "../data/api.ts";
import { mayOf, useMe } from "../data/me.ts";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { problemText } from "../parts/notice.tsx";
import { useNow } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { clockTime, lasting } from "../words/time-words.ts";
import classes from "./case-clocks.module.css";
import { referralWords } from "./referral-words.ts";
import type { KnownReferral } from "./use-referral.ts";

type Clocked = Pick<ReferralDetailView, "clocks" | "checklist" | "centre" | "state" | "destination" | "closedAt">;
type Point = ReferralDetailView["timePoints"][number]["code"];

const beforeHospital: readonly string[] = ["first-door", "last-known-well", "first-medical-contact"];
/** What the case knows by itself. */
const knownOfCase: readonly string[] = ["door", "first-door-out"];

interface CaseClocksProps {
  readonly referral: Clocked;
  readonly record: KnownReferral["record"];
}

/** What the desk makes ready and the clocks of the case's centre, each moment recorded by one tap. */
export function CaseClocks({ referral, record }: CaseClocksProps) {
  const speech = useSpeech();
  const words = useWords(referralWords);
  const me = useMe();
  const [isRecording, setIsRecording] = useState(false);
  const [refusal, setRefusal] = useState<AskProblem>();
  if (referral.centre === undefined) return null;
  const isHospitals = mayOf(me, "referral.confirm", referral.destination.id);
  const open = mayOf(me, "referral.confirm") ? pointsToRecord(referral, isHospitals) : [];

  async function tap(code: Point): Promise<void> {
    setRefusal(undefined);
    setIsRecording(true);
    const answer = await record(code);
    setIsRecording(false);
    if (answer.kind === "answer") sayRecorded(words.recorded(speech.say(pointTitles[code])));
    else setRefusal(answer.problem);
  }

  return (
    <section className={classes.panel} aria-label={words.centres[referral.centre]} data-centre={referral.centre}>
      <h3 className={classes.heading}>
        {words.centres[referral.centre]} · {words.prepareDone(doneOf(referral), referral.checklist.length)}
      </h3>
      <ul className={classes.checklist}>
        {referral.checklist.map(({ code, title, doneAt }) => (
          <li key={code}>
            {doneAt === undefined && !isHospitals ? (
              <span className={classes.done}>☐ {speech.say(title)}</span>
            ) : doneAt === undefined ? (
              <Button className={classes.tap} disabled={isRecording} data-point={code} onClick={() => void tap(code)}>
                ☐ {speech.say(title)}
              </Button>
            ) : (
              <span className={classes.done} data-point={code}>
                ☑ {words.pointAt(speech.say(title), clockTime(Date.parse(doneAt)))}
              </span>
            )}
          </li>
        ))}
      </ul>
      {referral.clocks.length > 0 && (
        <>
          <h3 className={classes.heading}>{words.clocks}</h3>
          <ul className={classes.clocks}>
            {referral.clocks.map((clock) => (
              <ClockRow key={clock.code} clock={clock} isOver={referral.closedAt !== undefined} />
            ))}
          </ul>
        </>
      )}
      {open.length > 0 && (
        <div className={classes.points}>
          {open.map((code) => (
            <Button
              key={code}
              className={classes.tap}
              disabled={isRecording}
              data-point={code}
              onClick={() => void tap(code)}
            >
              {speech.say(pointTitles[code])}
            </Button>
          ))}
        </div>
      )}
      {refusal !== undefined && <p role="alert">{problemText(refusal, speech)}</p>}
    </section>
  );
}

function doneOf({ checklist }: Pick<Clocked, "checklist">): number {
  return checklist.filter(({ doneAt }) => doneAt !== undefined).length;
}

/**
 * Moments of this centre's clocks that nobody has recorded yet; who stands in the door is known of the case. What was
 * before the hospital is known to the other house too, what is done there only to the hospital.
 */
function pointsToRecord({ clocks, state }: Clocked, isHospitals: boolean): readonly Point[] {
  const isHere = state === "arrived" || state === "admitted" || state === "treated";
  const codes = clocks.flatMap(({ from, to, startedAt, endedAt }) => [
    ...(startedAt === undefined && (isHospitals || beforeHospital.includes(from)) ? [from] : []),
    ...(endedAt === undefined && isHere && isHospitals ? [to] : []),
  ]);
  return [...new Set(codes)].filter((code): code is Point => code in pointTitles && !knownOfCase.includes(code));
}

interface ClockRowProps {
  readonly clock: ReferralDetailView["clocks"][number];
  /** The case has ended: what nobody recorded does not run on. */
  readonly isOver: boolean;
}

/** How long a clock runs, against its target; with its words, never by colour alone. */
function ClockRow({ clock, isOver }: ClockRowProps) {
  const words = useWords(referralWords);
  const { say, language } = useSpeech();
  const now = useNow();
  const { startedAt, endedAt, targetMinutes } = clock;
  const isRunning = startedAt !== undefined && endedAt === undefined;
  const isUnrecorded = isOver && endedAt === undefined;
  const ms =
    startedAt === undefined ? undefined : (endedAt === undefined ? now : Date.parse(endedAt)) - Date.parse(startedAt);
  const state = isRunning && ms !== undefined && ms > targetMinutes * 60_000 ? "missed" : clock.state;
  return (
    <li
      className={`${classes.clock} ${isUnrecorded ? classes.waiting : classes[state]}`}
      data-clock={clock.code}
      data-clock-state={state}
    >
      <span>{say(clock.title)}</span>
      <span className={classes.figures}>
        {ms === undefined || ms < 0 || isUnrecorded ? "—" : lasting(ms, language)} {words.target(String(targetMinutes))}
      </span>
      <strong>
        {isUnrecorded ? "" : state === "missed" || state === "check" ? "▲ " : state === "met" ? "✓ " : ""}
        {isUnrecorded ? words.unrecorded : words.clockStates[state]}
      </strong>
    </li>
  );
}
