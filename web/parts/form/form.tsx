import { type ReactNode, useState } from "react";
import { useSpeech, useWords } from "../../words/language.tsx";
import { Button } from "../button.tsx";
import { problemText } from "../notice.tsx";
import classes from "./form.module.css";
import { formWords } from "./form-words.ts";
import type { Form as FormState } from "./use-form.ts";

interface FormProps<T> {
  readonly form: FormState<T>;
  /** What the form is, for those who listen. */
  readonly label: string;
  readonly children: ReactNode;
  /** Words of the button; 保存 unless told. */
  readonly submit?: string;
  readonly cancel?: () => void;
  /** Beside the button. */
  readonly extra?: ReactNode;
}

/** Fields with one thing to do at their end, and above it what went wrong. */
export function FormFrame<T>({ form, label, children, submit, cancel, extra }: FormProps<T>) {
  const words = useWords(formWords);
  return (
    <form className={classes.form} aria-label={label} noValidate onSubmit={(event) => form.submit(event)}>
      <div className={classes.fields}>{children}</div>
      <FormRefusal form={form} />
      <div className={classes.actions}>
        <Button type="submit" look="primary" disabled={form.isSending}>
          {form.isSending ? words.saving : (submit ?? words.save)}
        </Button>
        {cancel !== undefined && (
          <Button look="quiet" onClick={cancel}>
            {words.cancel}
          </Button>
        )}
        {extra}
        {form.isDirty && !form.isSending && <span className={classes.unsaved}>{words.unsaved}</span>}
      </div>
    </form>
  );
}

/** Why nothing was saved, in words; what is wrong at a field stands there as well. */
export function FormRefusal<T>({ form }: { readonly form: FormState<T> }) {
  const speech = useSpeech();
  const words = useWords(formWords);
  const count = Object.keys(form.faults).length;
  if (count === 0 && form.problem === undefined) return null;
  return (
    <div className={classes.refusal} role="alert">
      <p>{count > 0 ? words.toCorrect(count) : form.problem !== undefined && problemText(form.problem, speech)}</p>
      {form.otherFaults.map((fault) => (
        <p key={fault.zh}>{speech.say(fault)}</p>
      ))}
    </div>
  );
}

interface ConfirmedProps {
  readonly label: string;
  /** What happens then, in a sentence. */
  readonly question: string;
  readonly act: () => void;
  readonly disabled?: boolean;
}

/** For what cannot be undone: the question stands in the button's place, never in a window over the page. */
export function ConfirmedButton({ label, question, act, disabled = false }: ConfirmedProps) {
  const words = useWords(formWords);
  const [isAsking, setIsAsking] = useState(false);
  if (!isAsking) {
    return (
      <Button disabled={disabled} onClick={() => setIsAsking(true)}>
        {label}
      </Button>
    );
  }
  return (
    <fieldset className={classes.confirm}>
      <legend className={classes.question}>{question}</legend>
      <Button look="quiet" onClick={() => setIsAsking(false)} ref={focusOnce}>
        {words.goBack}
      </Button>
      <Button
        disabled={disabled}
        onClick={() => {
          setIsAsking(false);
          act();
        }}
      >
        {words.really(label)}
      </Button>
    </fieldset>
  );
}

function focusOnce(button: HTMLButtonElement | null): void {
  button?.focus();
}
