import { useEffect, useId, useState } from "react";
import { Link } from "wouter";
import {
  type FamilyMessageView,
  familyMessage,
  familyThread,
  familyThreadUnread,
} from "../../contracts/http/family-messages.ts";
import { ask } from "../data/api.ts";
import { useAnswer } from "../data/use-answer.ts";
import { Panel } from "../office/office-page.tsx";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { ProblemNotice, problemText } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { absolute } from "../words/time-words.ts";
import { familyMessageWords } from "./message-words.ts";
import classes from "./messages.module.css";
import { ShownPicture } from "./shown-picture.tsx";

interface ThreadViewProps {
  readonly residentId: string;
  readonly personId: string;
  /** Grows as time goes by: reason to ask anew. */
  readonly round: number;
  /** Something was read or written. */
  readonly changed: () => void;
}

/** What one relative and the care team wrote, and a field to answer. What stands in sight counts as read. */
export function ThreadView({ residentId, personId, round, changed }: ThreadViewProps) {
  const words = useWords(familyMessageWords);
  const base = `/api/residents/${encodeURIComponent(residentId)}/family-messages`;
  const path = `${base}?personId=${encodeURIComponent(personId)}`;
  const { value, problem, again } = useAnswer(path, () => path, familyThread);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks again as time goes by
  useEffect(() => again(), [round]);
  const newest = value?.items[0]?.at;
  const unread = value?.unread ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was seen is named by its time
  useEffect(() => {
    if (unread === 0 || newest === undefined || document.hidden) return;
    void ask(`${base}/read`, familyThreadUnread, { personId, until: newest }).then(({ kind }) => {
      if (kind === "answer") changed();
    });
  }, [newest, unread]);
  if (value === undefined)
    return problem === undefined ? <PanelSkeleton height={320} /> : <ProblemNotice problem={problem} again={again} />;
  return (
    <Panel heading={words.of(value.residentName, value.relativeName, value.relation ?? "")}>
      <p className={classes.ways}>
        <Link className={classes.back} href="/family-messages">
          ← {words.back}
        </Link>
        <Link href={`/residents/${encodeURIComponent(residentId)}`}>{words.toResident}</Link>
      </p>
      <ol className={classes.messages}>
        {value.items.toReversed().map((message) => (
          <Message key={message.id} message={message} residentId={residentId} />
        ))}
      </ol>
      {value.mayWrite ? (
        <Answering
          base={base}
          personId={personId}
          written={() => {
            again();
            changed();
          }}
        />
      ) : (
        <p>{words.ended}</p>
      )}
    </Panel>
  );
}

function Message({ message, residentId }: { readonly message: FamilyMessageView; readonly residentId: string }) {
  const words = useWords(familyMessageWords);
  const { by, at, text, picture, hasPicture } = message;
  return (
    <li className={`${classes.message} ${by.kind === "team" ? classes.ofTeam : ""}`} data-message={message.id}>
      <p className={classes.head}>
        <strong>{by.kind === "team" ? `${words.roles[by.role]} ${by.name}` : by.name}</strong>{" "}
        <time dateTime={at}>{absolute(Date.parse(at))}</time>
      </p>
      {text !== "" && <p className={classes.text}>{text}</p>}
      {picture !== undefined && <ShownPicture residentId={residentId} id={picture.id} />}
      {hasPicture === true && picture === undefined && <p>{words.notShown}</p>}
    </li>
  );
}

interface AnsweringProps {
  readonly base: string;
  readonly personId: string;
  readonly written: () => void;
}

/** Words that were not taken stay in the field, and go again under the same id. */
function Answering({ base, personId, written }: AnsweringProps) {
  const words = useWords(familyMessageWords);
  const speech = useSpeech();
  const [text, setText] = useState("");
  const [id, setId] = useState(() => crypto.randomUUID());
  const [isBusy, setIsBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const field = useId();
  async function send(): Promise<void> {
    setIsBusy(true);
    setRefusal(undefined);
    const answer = await ask(base, familyMessage, { id, personId, text: text.trim() });
    setIsBusy(false);
    if (answer.kind === "problem") return setRefusal(problemText(answer.problem, speech));
    setText("");
    setId(crypto.randomUUID());
    sayRecorded(words.sent);
    written();
  }
  return (
    <form
      className={classes.answering}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <label htmlFor={field}>{words.answer}</label>
      <textarea
        id={field}
        rows={3}
        maxLength={1000}
        value={text}
        aria-describedby={`${field}-hint`}
        onChange={(event) => {
          setText(event.target.value);
          // Other words are another message; the same ones again are not.
          if (refusal !== undefined) setId(crypto.randomUUID());
        }}
      />
      <p className={classes.hint} id={`${field}-hint`}>
        {words.answerHint}
      </p>
      {refusal !== undefined && <p role="alert">{refusal}</p>}
      <p>
        <Button type="submit" look="primary" disabled={isBusy || text.trim() === ""}>
          {words.send}
        </Button>
      </p>
    </form>
  );
}
