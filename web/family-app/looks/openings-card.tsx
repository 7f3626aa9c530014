import { whenIs } from "../../words/time-words.ts";
import { endsSight } from "../family-store.ts";
import { useFamilyWords } from "../family-words.ts";
import { Card, Problem, Quiet } from "../parts.tsx";
import { useServiceTime } from "../use-standing.ts";
import classes from "./looks.module.css";
import { useLooksWords } from "./looks-words.ts";
import { isOpenAt } from "./openings-answer.ts";
import { useOpenings } from "./use-openings.ts";

/**
 * Who opened a resident's record in an emergency: when, which house, in which role, why, until when, and what was found;
 * nothing for whoever may not hear of it.
 */
export function OpeningsCard({ residentId, name }: { readonly residentId: string; readonly name: string }) {
  const words = useLooksWords();
  const { language, say } = useFamilyWords();
  const now = useServiceTime();
  const { items, problem, again } = useOpenings(residentId);
  if (problem !== undefined && endsSight(problem)) return null;
  if (problem !== undefined && items === undefined) return <Problem problem={problem} again={again} />;
  if (items === undefined) return null;
  return (
    <Card heading={`${name} · ${words.openings}`}>
      {items.length === 0 && <p>{words.noOpenings}</p>}
      <ul className={classes.list}>
        {items.map((opening) => {
          const { id, openedAt, until, overSince, house, role, why, verdict } = opening;
          const isOpen = isOpenAt(opening, now);
          return (
            <li key={id} data-opening={isOpen ? "open" : "over"}>
              <span className={classes.name}>
                {house} · {say(role)}
              </span>
              <span>
                {whenIs(openedAt, now, language)}–{whenIs(overSince ?? until, now, language)}
                {isOpen && ` · ${words.isOpen}`}
              </span>
              <span>
                {words.why}
                {say(why)}
              </span>
              <span>{verdict === undefined ? words.notJudged : say(verdict)}</span>
            </li>
          );
        })}
      </ul>
      <Quiet>{words.openingsLead}</Quiet>
    </Card>
  );
}
