import { type ReactNode, useState } from "react";
import { type VisitOrderView, visit as visitSchema } from "../../contracts/http/visits.ts";
import { type Answer, type AskProblem, ask } from "../data/api.ts";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { problemText } from "../parts/notice.tsx";
import { useOnClock } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { absolute } from "../words/time-words.ts";
import { taskWords } from "./task-words.ts";
import classes from "./tasks.module.css";

interface OrderLineProps {
  readonly visitId: string;
  readonly order: VisitOrderView;
  readonly mayReport: boolean;
  readonly mayRevoke: boolean;
  /** Something was done with it. */
  readonly done: () => void;
  /** Whom it is about, where the page does not say that already. */
  readonly children?: ReactNode;
}

/** One task: what, for whom and by when; done in one tap, with a note where there is one. */
export function OrderLine({ visitId, order, mayReport, mayRevoke, done, children }: OrderLineProps) {
  const words = useWords(taskWords);
  const speech = useSpeech();
  const [note, setNote] = useState("");
  const [isSending, setIsSending] = useState(false);
  const [problem, setProblem] = useState<AskProblem>();
  const [isWhyAsked, setIsWhyAsked] = useState(false);
  const isOpen = order.report?.isDone !== true && order.ended === undefined;
  const path = `/api/visits/${encodeURIComponent(visitId)}`;
  const said = note.trim();

  async function send(asking: Promise<Answer<unknown>>, receipt: string): Promise<void> {
    setIsSending(true);
    setIsWhyAsked(false);
    const answer = await asking;
    setIsSending(false);
    setProblem(answer.kind === "problem" ? answer.problem : undefined);
    if (answer.kind === "answer") {
      setNote("");
      sayRecorded(receipt);
    }
    done();
  }

  function report(isDone: boolean): void {
    if (!isDone && said === "") {
      setIsWhyAsked(true);
      return;
    }
    const body = { orderId: order.id, isDone, ...(said !== "" && { note: said }) };
    const receipt = isDone ? words.recordedDone(order.text) : words.recordedNotDone(order.text);
    void send(ask(`${path}/report`, visitSchema, body), receipt);
  }

  function revoke(): void {
    if (said === "") {
      setIsWhyAsked(true);
      return;
    }
    const body = { kind: "revoke", orderId: order.id, reason: said };
    void send(ask(`${path}/conduct`, visitSchema, body), words.recordedCancelled(order.text));
  }

  return (
    <li className={classes.task} data-order={order.id}>
      {children}
      <p className={classes.text}>{order.text}</p>
      <p className={classes.facts}>
        <span>{words.for(order.assignee?.name ?? words.roles[order.role])}</span>
        {isOpen && <Due order={order} />}
        <span>{words.by(order.orderedBy.name)}</span>
      </p>
      <Outcome order={order} />
      {isOpen && (mayReport || mayRevoke) && (
        <div className={classes.actions}>
          <input
            className={classes.note}
            aria-label={words.noteOf(order.text)}
            aria-invalid={isWhyAsked ? true : undefined}
            placeholder={words.note}
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          {mayReport && (
            <Button look="primary" disabled={isSending} onClick={() => report(true)}>
              {words.done}
            </Button>
          )}
          {mayReport && (
            <Button disabled={isSending} onClick={() => report(false)}>
              {words.notDone}
            </Button>
          )}
          {mayRevoke && (
            <Button look="quiet" disabled={isSending} onClick={revoke}>
              {words.cancel}
            </Button>
          )}
        </div>
      )}
      {isWhyAsked && (
        <p className={classes.fault} role="alert">
          {words.whyFirst}
        </p>
      )}
      {problem !== undefined && (
        <p className={classes.fault} role="alert">
          {problemText(problem, speech)}
        </p>
      )}
    </li>
  );
}

function Due({ order: { dueAt } }: { readonly order: VisitOrderView }) {
  const words = useWords(taskWords);
  const at = dueAt === undefined ? undefined : Date.parse(dueAt);
  const isLate = useOnClock((now) => at !== undefined && now >= at);
  if (at === undefined) return <span>{words.noDue}</span>;
  const when = absolute(at).slice(5, 16);
  return isLate ? <strong className={classes.late}>{words.late(when)}</strong> : <span>{words.due(when)}</span>;
}

/** What was said of it, and how it ended. */
function Outcome({ order: { report, ended } }: { readonly order: VisitOrderView }) {
  const words = useWords(taskWords);
  const { words: general } = useSpeech();
  if (report === undefined && ended === undefined) return null;
  return (
    <p className={classes.outcome}>
      {report !== undefined && (report.isDone ? words.doneBy(report.by.name) : words.notDoneBy(report.by.name))}
      {report?.note !== undefined && `${general.colon}${report.note}`} {ended?.why === "left" && words.left}
      {ended?.why === "cancelled" && words.cancelledBy(ended.by?.name ?? "")}
      {ended?.reason !== undefined && `${general.colon}${ended.reason}`}
    </p>
  );
}
