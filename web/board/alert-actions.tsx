import { type FormEvent, useState } from "react";
import type { AlertView } from "../../contracts/http/alerts.ts";
import type { Answer } from "../data/api.ts";
import { acknowledge, type Outcome, resolveAlert } from "../data/board-store.ts";
import { settingsStore } from "../data/settings.ts";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { problemText } from "../parts/notice.tsx";
import { useSpeech } from "../words/language.tsx";
import classes from "./alert-actions.module.css";

const outcomes = ["real", "false", "test", "device-fault"] as const satisfies readonly Outcome[];

type Act = { readonly kind: "go" } | { readonly kind: "finish"; readonly outcome: Outcome };

type Step =
  | { readonly kind: "ready" }
  | { readonly kind: "choosing" }
  | { readonly kind: "naming"; readonly act: Act }
  | { readonly kind: "recording" };

/** One tap to go, two to finish; never a dialog. Who acts is asked once, in place. */
export function AlertActions({ alert, residentName }: { readonly alert: AlertView; readonly residentName: string }) {
  const speech = useSpeech();
  const { words, say } = speech;
  const [step, setStep] = useState<Step>({ kind: "ready" });
  const [refusal, setRefusal] = useState<string>();

  async function perform(act: Act, by: string): Promise<void> {
    setStep({ kind: "recording" });
    setRefusal(undefined);
    const answer: Answer<AlertView> =
      act.kind === "go" ? await acknowledge(alert, by) : await resolveAlert(alert, by, act.outcome);
    setStep({ kind: "ready" });
    if (answer.kind === "problem") setRefusal(problemText(answer.problem, speech));
    else if (act.kind === "finish")
      sayRecorded(words.finished(say(alert.title), residentName, words.outcomes[act.outcome]));
  }

  function start(act: Act): void {
    const { person } = settingsStore.read();
    if (person === undefined) setStep({ kind: "naming", act });
    else void perform(act, person);
  }

  function named(event: FormEvent<HTMLFormElement>, act: Act): void {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("person") ?? "").trim();
    if (name === "") return;
    settingsStore.change({ person: name });
    void perform(act, name);
  }

  const isRecording = step.kind === "recording";
  return (
    <>
      <div className={classes.actions}>
        <Button
          look="quiet"
          aria-expanded={step.kind === "choosing"}
          disabled={isRecording}
          onClick={() => setStep(step.kind === "choosing" ? { kind: "ready" } : { kind: "choosing" })}
        >
          {words.finish}
        </Button>
        {alert.handling === "new" && (
          <Button
            look={alert.technical ? "plain" : "primary"}
            data-acknowledge=""
            disabled={isRecording}
            onClick={() => start({ kind: "go" })}
          >
            {isRecording ? words.recording : words.goThere}
          </Button>
        )}
      </div>
      {step.kind === "choosing" && (
        <fieldset className={classes.outcomes}>
          <legend className={classes.legend}>{words.finishAs}</legend>
          {outcomes.map((outcome) => (
            <Button key={outcome} onClick={() => start({ kind: "finish", outcome })}>
              {words.outcomes[outcome]}
            </Button>
          ))}
        </fieldset>
      )}
      {step.kind === "naming" && (
        <form className={classes.naming} onSubmit={(event) => named(event, step.act)}>
          <label className={classes.ask}>
            {words.personAsk}
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
            {words.personSave}
          </Button>
          <Button look="quiet" onClick={() => setStep({ kind: "ready" })}>
            {words.cancel}
          </Button>
        </form>
      )}
      {refusal !== undefined && (
        <p className={classes.refusal} role="alert">
          {refusal}
        </p>
      )}
    </>
  );
}

function focusOnce(input: HTMLInputElement | null): void {
  input?.focus();
}
