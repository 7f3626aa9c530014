import { useEffect, useRef } from "react";
import { type HealthView, health } from "../../contracts/http/health.ts";
import { useAnswer } from "../data/use-answer.ts";
import { useBoard } from "../data/use-board.ts";
import { Moment } from "../parts/moment.tsx";
import { Notice, ProblemNotice } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useOnClock } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { clockTime } from "../words/time-words.ts";
import { checksOf, countStates } from "./health-checks.ts";
import classes from "./health-panel.module.css";
import { healthWords } from "./health-words.ts";

const againAfterMs = 30_000;

/** How each part of the service does, what that means, and what to do. Asked anew twice a minute; old figures say how old. */
export function HealthPanel() {
  const words = useWords(healthWords);
  const { connection } = useBoard();
  const asked = useAnswer("/api/health details", () => "/api/health?details=1", health);
  const again = useRef(asked.again);
  again.current = asked.again;
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) again.current();
    }, againAfterMs);
    return () => clearInterval(timer);
  }, []);
  const { value } = asked;
  const isOld = connection.kind === "lost" || asked.problem !== undefined;
  return (
    <>
      {asked.problem !== undefined && <ProblemNotice problem={asked.problem} again={asked.again} />}
      {value !== undefined && isOld && <Notice>{words.stale(clockTime(Date.parse(value.time)))}</Notice>}
      {value === undefined ? (
        asked.problem === undefined && <PanelSkeleton height={240} />
      ) : (
        <Checks value={value} isOld={isOld} />
      )}
    </>
  );
}

function Checks({ value, isOld }: { readonly value: HealthView; readonly isOld: boolean }) {
  const words = useWords(healthWords);
  const { words: general } = useSpeech();
  const checksText = useOnClock((now) => JSON.stringify(checksOf(value, now)));
  const checks: ReturnType<typeof checksOf> = JSON.parse(checksText);
  const { bad, unknown } = countStates(checks);
  return (
    <div className={isOld ? classes.old : undefined}>
      <p className={classes.summary}>
        {bad > 0 ? "! " : unknown > 0 && "? "}
        {words.summary(bad, unknown)}{" "}
        <span className={classes.muted}>
          {general.version} {value.version ?? "—"}
          {value.devicesConnected !== undefined && ` · ${general.devicesConnected} ${value.devicesConnected}`}
          {value.messages?.taken !== undefined &&
            ` · ${general.messagesTaken} ${value.messages.taken.toLocaleString("en-US")}`}
        </span>
      </p>
      <ul className={classes.checks}>
        {checks.map(({ name, state, figures, names = [], at }) => {
          const part = words.parts[name];
          return (
            <li key={name} className={`${classes.check} ${classes[state]}`} data-check={name} data-state={state}>
              <h2 className={classes.label}>
                {part.label} <span className={classes.state}>{words.states[state]}</span>
              </h2>
              {state !== "unknown" && <p className={classes.value}>{part.value(figures, names)}</p>}
              <p className={classes.muted}>
                {part.means}
                {at !== undefined && (
                  <>
                    {" "}
                    {name === "ingest" ? words.lastHeard : words.judged} <Moment at={at} />
                  </>
                )}
              </p>
              {state === "bad" && part.todo !== "" && (
                <p>
                  <strong>{words.todo}</strong> {part.todo}
                </p>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
