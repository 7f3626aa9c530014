import { useState } from "react";
import { Link } from "wouter";
import { type HandOverView, handOver, handOverList, type SheetAlertView } from "../../contracts/http/hand-overs.ts";
import { ask } from "../data/api.ts";
import { clock } from "../data/clock.ts";
import { useMe } from "../data/me.ts";
import { useAnswer } from "../data/use-answer.ts";
import { Panel } from "../office/office-page.tsx";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { ProblemNotice, problemText } from "../parts/notice.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { clockTime, dateOf } from "../words/time-words.ts";
import classes from "./hand-over.module.css";
import { handOverWords } from "./hand-over-words.ts";

/** An alert as far as a hand-over says it. */
export type NamedAlert = Pick<SheetAlertView, "id" | "title" | "residentName">;

/** The service lists 48 hours at once; the question takes a moment on its way. */
const lookBackMs = 47 * 3_600_000;

interface ToConfirmProps {
  readonly facilityId: string;
  /** Asked anew with each sheet. */
  readonly known: string;
  /** Those that can be named. */
  readonly alerts: readonly NamedAlert[];
  readonly done: () => void;
}

/** What was handed over to whoever is here and waits for their word, however short a span the sheet shows. */
export function ToConfirm({ facilityId, known, alerts, done }: ToConfirmProps) {
  const words = useWords(handOverWords);
  const me = useMe();
  const facility = `/api/facilities/${encodeURIComponent(facilityId)}`;
  const asked = useAnswer(
    `${facility}/hand-overs ${known}`,
    () => `${facility}/hand-overs?from=${encodeURIComponent(new Date(clock.now() - lookBackMs).toISOString())}`,
    handOverList,
  );
  if (asked.problem !== undefined) return <ProblemNotice problem={asked.problem} again={asked.again} />;
  const mine = (asked.value?.items ?? []).filter(
    ({ to, confirmedAt }) => me.kind === "known" && to.id === me.me.id && confirmedAt === undefined,
  );
  if (mine.length === 0) return null;
  return (
    <div className={classes.screen}>
      <Panel heading={words.toConfirm}>
        <p>{words.toConfirmLead}</p>
        <ul className={classes.list}>
          {mine.map((one) => (
            <Taken
              key={one.id}
              path={`${facility}/hand-over-confirmations`}
              one={one}
              alerts={alerts}
              done={() => {
                sayRecorded(words.confirmed);
                asked.again();
                done();
              }}
            />
          ))}
        </ul>
      </Panel>
    </div>
  );
}

interface TakenProps {
  readonly path: string;
  readonly one: HandOverView;
  readonly alerts: readonly NamedAlert[];
  readonly done: () => void;
}

function Taken({ path, one, alerts, done }: TakenProps) {
  const words = useWords(handOverWords);
  const speech = useSpeech();
  const [isSending, setIsSending] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const given = one.alerts.filter(({ outcome }) => outcome === "handed-over");

  async function confirm(): Promise<void> {
    setIsSending(true);
    setRefusal(undefined);
    const answer = await ask(path, handOver, { handOverId: one.id, at: one.at });
    setIsSending(false);
    if (answer.kind === "answer") done();
    else setRefusal(problemText(answer.problem, speech));
  }

  return (
    <li className={classes.item}>
      <p>
        {dateOf(Date.parse(one.at), speech.language)} {clockTime(Date.parse(one.at))} ·{" "}
        {words.handOverLine(one.from.name, one.to.name)}
      </p>
      {one.note !== undefined && <p>{one.note}</p>}
      {given.length > 0 && (
        <>
          <p>{words.alertsOf(given.length)}</p>
          <ul>
            {given.map(({ alertId }) => {
              const alert = alerts.find(({ id }) => id === alertId);
              return (
                <li key={alertId}>
                  <Link href={`/alerts/${encodeURIComponent(alertId)}`}>
                    {alert === undefined ? words.olderAlert : `${speech.say(alert.title)} ${alert.residentName}`}
                  </Link>
                </li>
              );
            })}
          </ul>
        </>
      )}
      {refusal !== undefined && (
        <p className={classes.warning} role="alert">
          {refusal}
        </p>
      )}
      <Button look="primary" disabled={isSending} onClick={() => void confirm()}>
        {words.confirm}
      </Button>
    </li>
  );
}
