import { type FormEvent, useState } from "react";
import { type ChannelView, type SendResultView, sendResult } from "../../contracts/http/channels.ts";
import { ask } from "../data/api.ts";
import { Button } from "../parts/button.tsx";
import { Field } from "../parts/form/field.tsx";
import formClasses from "../parts/form/form.module.css";
import { phoneOf } from "../parts/form/phone.ts";
import { problemText } from "../parts/notice.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { channelWords } from "./channel-words.ts";
import classes from "./channels.module.css";
import { TestOutcome } from "./test-outcome.tsx";

interface ChannelTestProps {
  readonly channel: ChannelView;
  /** It was tried: what is known of the channel may have changed. */
  readonly tried: () => void;
}

/** Sends one real message and says in words what became of it. */
export function ChannelTest({ channel, tried }: ChannelTestProps) {
  const words = useWords(channelWords);
  const speech = useSpeech();
  const [isSending, setIsSending] = useState(false);
  const [result, setResult] = useState<SendResultView>();
  const [refusal, setRefusal] = useState<string>();
  const asks =
    channel.kind === "sms" || channel.kind === "voice" ? "phone" : channel.kind === "email" ? "email" : undefined;

  async function send(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const typed = String(new FormData(event.currentTarget).get("to") ?? "").trim();
    const to = typed === "" || asks === undefined ? {} : { [asks]: asks === "phone" ? phoneOf(typed) : typed };
    setIsSending(true);
    setRefusal(undefined);
    setResult(undefined);
    const answer = await ask(`/api/channels/${encodeURIComponent(channel.id)}/test`, sendResult, to);
    setIsSending(false);
    tried();
    if (answer.kind === "answer") setResult(answer.value);
    else setRefusal(problemText(answer.problem, speech));
  }

  return (
    <form className={classes.test} onSubmit={(event) => void send(event)} aria-label={`${words.test} ${channel.name}`}>
      {asks !== undefined && (
        <Field label={words.testTo} hint={words.testToHint}>
          {(ties) => (
            <input
              {...ties}
              className={formClasses.control}
              name="to"
              type={asks === "phone" ? "tel" : "email"}
              autoComplete="off"
            />
          )}
        </Field>
      )}
      <Button type="submit" disabled={isSending}>
        {isSending ? words.testing : words.test}
      </Button>
      <div role="status">{result !== undefined && <TestOutcome result={result} />}</div>
      {refusal !== undefined && (
        <p className={classes.failing} role="alert">
          {refusal}
        </p>
      )}
    </form>
  );
}
