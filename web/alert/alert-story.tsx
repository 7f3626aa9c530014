import type { AlertView } from "../../contracts/http/alerts.ts";
import type { DeliveryView } from "../../contracts/http/deliveries.ts";
import { referralNewsText } from "../../contracts/referral-words.ts";
import { Stamp } from "../parts/moment.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { alertPageWords } from "./alert-page-words.ts";
import classes from "./alert-story.module.css";
import { callState, storyOf } from "./story-lines.ts";

interface AlertStoryProps {
  readonly alert: AlertView;
  readonly calls: readonly DeliveryView[];
}

/** All that happened, oldest first: raised, whom it called and whether it reached them, who went, what they said. */
export function AlertStory({ alert, calls }: AlertStoryProps) {
  return (
    <ol className={classes.story}>
      {storyOf(alert, calls).map((line) => (
        <li
          key={line.kind === "call" ? line.call.id : `${line.at} ${line.entry.what} ${line.entry.note ?? ""}`}
          className={`${classes.line} ${line.kind === "call" ? classes.call : ""}`}
        >
          <span className={classes.at}>
            <Stamp at={line.at} />
          </span>
          {line.kind === "step" ? <Step alert={alert} entry={line.entry} /> : <Call call={line.call} />}
        </li>
      ))}
    </ol>
  );
}

function Step({ alert, entry }: { readonly alert: AlertView; readonly entry: AlertView["timeline"][number] }) {
  const { words, say } = useSpeech();
  const own = useWords(alertPageWords);
  const parts = [
    entry.by,
    entry.from !== undefined && entry.from !== entry.by ? own.from(entry.from) : undefined,
    entry.to === undefined ? undefined : own.to(entry.to),
    entry.what === "resolved" && alert.outcome !== undefined ? words.outcomes[alert.outcome] : undefined,
    entry.times === undefined ? undefined : own.times(entry.times),
    entry.reason === undefined ? undefined : say(entry.reason),
    entry.what === "commented" ? undefined : entry.note,
    entry.referral === undefined ? undefined : say(referralNewsText(entry.referral)),
  ].filter((part) => part !== undefined);
  const titles = alert.referralId === undefined ? words.timeline : { ...words.timeline, ...own.ofReferral };
  return (
    <div>
      <p>
        <strong>{titles[entry.what]}</strong>
        {parts.length > 0 && ` · ${parts.join(" · ")}`}
      </p>
      {entry.what === "commented" && <p className={classes.comment}>{entry.note}</p>}
    </div>
  );
}

/** Whom, by what, and what came of it. */
export function Call({ call }: { readonly call: DeliveryView }) {
  const { say } = useSpeech();
  const own = useWords(alertPageWords);
  const state = callState(call);
  return (
    <p data-call={state}>
      {call.to.name} · {own.channels[call.channel]} ·{" "}
      {state === "failed" || state === "retrying" ? <strong>{own.callStates[state]}</strong> : own.callStates[state]}
      {call.error !== undefined && state !== "accepted" && `：${say(call.error.message)}`}
    </p>
  );
}
