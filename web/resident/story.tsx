import type { AlertView } from "../../contracts/http/alerts.ts";
import { levelOf, PriorityGlyph } from "../parts/glyph.tsx";
import { Stamp } from "../parts/moment.tsx";
import { useSpeech } from "../words/language.tsx";
import classes from "./story.module.css";

/** Everything that happened, newest first; each alert opens to its own timeline. */
export function Story({ alerts }: { readonly alerts: readonly AlertView[] }) {
  const { words, say } = useSpeech();
  if (alerts.length === 0) return <p className={classes.none}>{words.noStory}</p>;
  return (
    <ol className={classes.story}>
      {alerts.map((alert) => {
        const isOpen = alert.handling !== "resolved" && alert.closedAt === undefined;
        const level = levelOf(alert);
        return (
          <li key={alert.id}>
            <details className={classes.alert} open={isOpen}>
              <summary className={classes.summary}>
                <span className={classes.when}>
                  <Stamp at={Date.parse(alert.raisedAt)} />
                </span>
                <span className={classes.title}>
                  <PriorityGlyph level={level} /> <span className="said">{words.priorities[level]}</span>
                  {say(alert.title)}
                </span>
                <span className={classes.outcome}>
                  {isOpen ? <strong>{words.openNow}</strong> : alert.outcome && words.outcomes[alert.outcome]}
                </span>
              </summary>
              <p className={classes.reason}>{say(alert.reason)}</p>
              <ol className={classes.entries}>
                {alert.timeline.map((entry) => (
                  <li key={`${entry.at} ${entry.what}`} className={classes.entry}>
                    <Stamp at={Date.parse(entry.at)} /> {words.timeline[entry.what]}
                    {entry.by !== undefined && ` · ${entry.by}`}
                    {entry.what === "resolved" && alert.outcome !== undefined && ` · ${words.outcomes[alert.outcome]}`}
                    {entry.what === "changed" && entry.reason !== undefined && ` · ${say(entry.reason)}`}
                    {entry.note !== undefined && ` · ${entry.note}`}
                  </li>
                ))}
              </ol>
            </details>
          </li>
        );
      })}
    </ol>
  );
}
