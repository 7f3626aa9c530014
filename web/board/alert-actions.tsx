import { type FormEvent, useState } from "react";
import type { AlertView } from "../../contracts/http/alerts.ts";
import type { AskProblem } from "../data/api.ts";
import { type AlertAct, actOn, boardStore, type Outcome } from "../data/board-store.ts";
import { mayOf, useMe } from "../data/me.ts";
import { useSelf } from "../data/self.ts";
import { settingsStore } from "../data/settings.ts";
import { type AlertWords, alertWords, useAlertWords } from "../inbox/alert-words.ts";
import { holderName, isMine, isShelved, type Self } from "../inbox/standing.ts";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { problemText } from "../parts/notice.tsx";
import { useOnClock } from "../parts/use-clock.ts";
import { type Speech, useSpeech, useWords } from "../words/language.tsx";
import classes from "./alert-actions.module.css";

const outcomes = ["real", "false", "test", "device-fault"] as const satisfies readonly Outcome[];

type Step =
  | { readonly kind: "ready" }
  | { readonly kind: "choosing" }
  | { readonly kind: "naming"; readonly act: AlertAct }
  | { readonly kind: "recording" };

interface AlertActionsProps {
  readonly alert: AlertView;
  readonly residentName: string;
  /** `full`: as wide as there is room, for a thumb; `huge`: and as high, with the main thing nearest to it. */
  readonly size?: "row" | "full" | "huge";
}

/**
 * One tap to go, one to be there, two to finish; never a dialog. What was tapped can be taken back. Only what the person
 * may do is offered; where nobody signs in, who acts is asked once, in place.
 */
export function AlertActions({ alert, residentName, size = "row" }: AlertActionsProps) {
  const speech = useSpeech();
  const words = useAlertWords(alert);
  const me = useMe();
  const self = useSelf();
  const [step, setStep] = useState<Step>({ kind: "ready" });
  const [refusal, setRefusal] = useState<AskProblem>();
  const shelved = useOnClock((now) => isShelved(alert, now));
  if (!mayOf(me, "alert.answer", alert.facilityId)) return null;
  const mayHandle = mayOf(me, "alert.handle", alert.facilityId);

  async function perform(act: AlertAct, by: string | undefined): Promise<void> {
    setStep({ kind: "recording" });
    setRefusal(undefined);
    const answer = await actOn(alert, act, by);
    setStep({ kind: "ready" });
    if (answer.kind === "problem") {
      setRefusal(answer.problem);
      // The row moves to whoever has it now, and what stands on it is gone with it.
      if (isOfOthers(answer.problem)) sayRecorded(refusalText(answer.problem, alert, self, speech, words));
      return;
    }
    const receipt = receiptOf(act, alert, residentName, speech, words);
    if (receipt !== undefined) sayRecorded(receipt);
  }

  function start(act: AlertAct): void {
    const { person } = settingsStore.read();
    if (me.kind === "known") void perform(act, undefined);
    else if (person === undefined) setStep({ kind: "naming", act });
    else void perform(act, person);
  }

  function named(event: FormEvent<HTMLFormElement>, act: AlertAct): void {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("person") ?? "").trim();
    if (name === "") return;
    settingsStore.change({ person: name });
    void perform(act, name);
  }

  const isRecording = step.kind === "recording";
  const offered = offeredFor(alert, self, shelved);
  const label = {
    acknowledge: goWord(alert, speech, words),
    "on-site": words.arrive,
    takeOver: words.takeOver,
  } as const;
  return (
    <>
      <div className={`${classes.actions} ${classes[size]}`}>
        {offered.release && (
          <Button
            className={classes.back ?? ""}
            look="quiet"
            disabled={isRecording}
            onClick={() => start({ kind: "release" })}
          >
            {words.release}
          </Button>
        )}
        {shelved && mayOf(me, "alert.shelve", alert.facilityId) && (
          <Button disabled={isRecording} onClick={() => start({ kind: "unshelve" })}>
            {words.unshelve}
          </Button>
        )}
        {mayHandle && (
          <Button
            look={offered.primary === "resolve" ? "primary" : "quiet"}
            aria-expanded={step.kind === "choosing"}
            disabled={isRecording}
            onClick={() => setStep(step.kind === "choosing" ? { kind: "ready" } : { kind: "choosing" })}
          >
            {speech.words.finish}
          </Button>
        )}
        {offered.primary !== "resolve" && (mayHandle || offered.primary !== "on-site") && (
          <Button
            className={classes.main ?? ""}
            look={alert.technical || offered.primary === "takeOver" ? "plain" : "primary"}
            {...(offered.primary === "acknowledge" ? { "data-acknowledge": "" } : {})}
            disabled={isRecording}
            onClick={() =>
              start(
                offered.primary === "on-site"
                  ? { kind: "on-site" }
                  : { kind: "acknowledge", ...(offered.primary === "takeOver" ? { takeOver: true as const } : {}) },
              )
            }
          >
            {isRecording ? speech.words.recording : label[offered.primary]}
          </Button>
        )}
      </div>
      {step.kind === "choosing" && (
        <Outcomes
          alert={alert}
          choose={(outcome, note) => start({ kind: "resolve", outcome, ...(note === "" ? {} : { note }) })}
        />
      )}
      {step.kind === "naming" && (
        <form className={classes.naming} onSubmit={(event) => named(event, step.act)}>
          <label className={classes.ask}>
            {speech.words.personAsk}
            <input
              className={classes.input}
              name="person"
              maxLength={40}
              autoComplete="name"
              ref={focusOnce}
              required
            />
          </label>
          <Button type="submit" look="primary">
            {speech.words.personSave}
          </Button>
          <Button look="quiet" onClick={() => setStep({ kind: "ready" })}>
            {speech.words.cancel}
          </Button>
        </form>
      )}
      {refusal !== undefined && (
        <p className={classes.refusal} role="alert">
          {refusalText(refusal, alert, self, speech, words)}
        </p>
      )}
    </>
  );
}

interface OutcomesProps {
  readonly alert: AlertView;
  readonly choose: (outcome: Outcome, note: string) => void;
}

/** What it was, and a word about it for whoever reads the story later. Who is on the way to a hospital is no mistake. */
function Outcomes({ alert, choose }: OutcomesProps) {
  const { words } = useSpeech();
  const own = useWords(alertWords);
  const isAnnounced = alert.kind === "referral-incoming";
  const [note, setNote] = useState("");
  return (
    <fieldset className={classes.outcomes}>
      <legend className={classes.legend}>{words.finishAs}</legend>
      {isAnnounced && <p>{own.stillExpected}</p>}
      {(isAnnounced ? (["real"] as const) : outcomes).map((outcome) => (
        <Button key={outcome} onClick={() => choose(outcome, note.trim())}>
          {words.outcomes[outcome]}
        </Button>
      ))}
      <input
        className={classes.input}
        aria-label={own.note}
        placeholder={own.note}
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </fieldset>
  );
}

/** How one says that one takes it up: one goes to somebody at once, takes in whom another house sends, sees to a case. */
function goWord({ kind, referralId, visitId, bed }: AlertView, speech: Speech, words: AlertWords): string {
  if (referralId === undefined && visitId === undefined && bed === undefined) return speech.words.goThere;
  return kind === "referral-incoming" ? words.takeIn : words.seeToIt;
}

/** What this person can do next, the likeliest thing first. */
export function offeredFor(
  alert: AlertView,
  self: Self,
  shelved: boolean,
): { readonly primary: "acknowledge" | "on-site" | "takeOver" | "resolve"; readonly release: boolean } {
  const holder = holderName(alert);
  if (shelved || holder === undefined) return { primary: "acknowledge", release: false };
  if (!isMine(alert, self)) return { primary: "takeOver", release: false };
  return { primary: alert.handling === "acknowledged" ? "on-site" : "resolve", release: true };
}

function receiptOf(
  act: AlertAct,
  alert: AlertView,
  name: string,
  { words, say }: Speech,
  own: AlertWords,
): string | undefined {
  if (act.kind === "acknowledge") return own.recordedGoing(name);
  if (act.kind === "on-site") return own.recordedThere(name);
  if (act.kind === "release") return own.recordedBack(name);
  return act.kind === "resolve" ? words.finished(say(alert.title), name, words.outcomes[act.outcome]) : undefined;
}

/** Somebody else did something first. */
function isOfOthers(problem: AskProblem): boolean {
  return problem.kind === "refused" && problem.status === 409;
}

/** What is refused whoever has the alert. */
const saysItself: readonly string[] = ["already-resolved", "still-expected"];

/** Why nothing was recorded; of what somebody else did first, who it was. */
function refusalText(problem: AskProblem, { id }: AlertView, self: Self, speech: Speech, words: AlertWords): string {
  if (problem.kind !== "refused") return problemText(problem, speech);
  const now = boardStore.read().county?.alerts.get(id);
  const holder = now === undefined || isMine(now, self) ? undefined : holderName(now);
  if (problem.status === 409 && !saysItself.includes(problem.code) && holder !== undefined) return words.faster(holder);
  if (problem.code === "already-resolved") return words.alreadyDone;
  if (problem.code === "version-conflict") return words.calledAgain;
  if (problem.code === "no-access" || problem.code === "unknown-alert") return words.notYours;
  return speech.words.refused(speech.say(problem.messages).replace(/[。.]$/, ""));
}

function focusOnce(input: HTMLInputElement | null): void {
  input?.focus();
}
