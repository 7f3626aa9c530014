import { useEffect } from "react";
import { useLocation, useSearch } from "wouter";
import { type FamilyThreadsView, familyThreads } from "../../contracts/http/family-messages.ts";
import { noteFamilyRead } from "../data/unread-family.ts";
import { useAnswer } from "../data/use-answer.ts";
import { useFacilityId } from "../data/use-board.ts";
import { OfficePage } from "../office/office-page.tsx";
import { ProblemNotice } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useOnClock } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { whenWas } from "../words/time-words.ts";
import { familyMessageWords } from "./message-words.ts";
import classes from "./messages.module.css";
import { ThreadView } from "./thread-view.tsx";

type Line = FamilyThreadsView["items"][number];

const readEveryMs = 20_000;

/** What relatives write, unread first in sight, and beside it the thread that was chosen. */
export function FamilyMessagesPage() {
  const words = useWords(familyMessageWords);
  const facilityId = useFacilityId();
  const path =
    facilityId === undefined
      ? "/api/family-messages"
      : `/api/family-messages?facilityId=${encodeURIComponent(facilityId)}`;
  const { value, problem, again } = useAnswer(path, () => path, familyThreads);
  const round = useOnClock((now) => Math.floor(now / readEveryMs));
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks again as time goes by
  useEffect(() => {
    if (!document.hidden) again();
  }, [round]);
  const chosen = useChosen();
  function changed(): void {
    again();
    noteFamilyRead();
  }
  return (
    <OfficePage title={words.title} lead={words.lead}>
      {problem !== undefined && <ProblemNotice problem={problem} again={again} />}
      {value === undefined && problem === undefined && <PanelSkeleton height={320} />}
      {value !== undefined && (
        <div className={`${classes.columns} ${chosen === undefined ? "" : classes.hasChosen}`}>
          <div className={classes.list}>
            {value.items.length === 0 && <p>{words.none}</p>}
            <ul>
              {value.items.map((line) => (
                <ThreadLine key={`${line.residentId} ${line.personId}`} line={line} />
              ))}
            </ul>
          </div>
          <div className={classes.thread}>
            {chosen === undefined ? (
              <p className={classes.pick}>{words.pick}</p>
            ) : (
              <ThreadView key={`${chosen.residentId} ${chosen.personId}`} {...chosen} round={round} changed={changed} />
            )}
          </div>
        </div>
      )}
    </OfficePage>
  );
}

/** The thread that the address names, by ids alone. */
function useChosen(): { readonly residentId: string; readonly personId: string } | undefined {
  const named = new URLSearchParams(useSearch());
  const [residentId, personId] = [named.get("resident"), named.get("person")];
  return residentId === null || personId === null ? undefined : { residentId, personId };
}

function ThreadLine({ line }: { readonly line: Line }) {
  const words = useWords(familyMessageWords);
  const { language } = useSpeech();
  const [, navigate] = useLocation();
  const chosen = useChosen();
  const isChosen = chosen?.residentId === line.residentId && chosen.personId === line.personId;
  const now = useOnClock((at) => Math.floor(at / 60_000)) * 60_000;
  const address = `/family-messages?resident=${encodeURIComponent(line.residentId)}&person=${encodeURIComponent(line.personId)}`;
  const said = `${line.lastBy === "team" ? words.you : ""}${line.hasPicture === true ? words.picture : ""}${line.lastText}`;
  return (
    <li>
      <button
        type="button"
        className={classes.line}
        aria-current={isChosen ? "true" : undefined}
        onClick={() => navigate(address)}
      >
        <span className={classes.names}>
          <strong>{line.residentName}</strong>
          <span>
            {line.relativeName} · {line.relation ?? words.noRelation}
          </span>
        </span>
        {line.unread > 0 && <span className={classes.unread}>{words.unread(line.unread)}</span>}
        <span className={classes.said}>{said}</span>
        <span className={classes.when}>
          {line.waitingSince === undefined
            ? whenWas(Date.parse(line.lastAt), now, language)
            : words.waits(whenWas(Date.parse(line.waitingSince), now, language))}
        </span>
      </button>
    </li>
  );
}
