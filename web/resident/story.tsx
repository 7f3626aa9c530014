import { Link } from "wouter";
import type { AlertView } from "../../contracts/http/alerts.ts";
import { AlertStory } from "../alert/alert-story.tsx";
import { alertWords } from "../inbox/alert-words.ts";
import { levelOf, PriorityGlyph } from "../parts/glyph.tsx";
import { Stamp } from "../parts/moment.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import classes from "./story.module.css";

/** Everything that happened, newest first; each alert opens to its own timeline. */
export function Story({ alerts }: { readonly alerts: readonly AlertView[] }) {
  const { words, say } = useSpeech();
  const own = useWords(alertWords);
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
              <AlertStory alert={alert} calls={[]} />
              <Link className={classes.more} href={`/alerts/${alert.id}`}>
                {own.more}
              </Link>
            </details>
          </li>
        );
      })}
    </ol>
  );
}
