import { useMemo } from "react";
import type { Stay } from "../data/county.ts";
import { useOnClock } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { CallCard } from "./call-card.tsx";
import classes from "./call-strip.module.css";
import { type CallStripPlan, shownAt } from "./call-strip-plan.ts";
import type { Call } from "./wall-calls.ts";
import { wallWords } from "./wall-words.ts";

interface CallStripProps {
  readonly calls: readonly Call[];
  readonly stays: readonly Stay[];
  readonly plan: CallStripPlan;
}

/** Everybody who calls, above the beds: all at once, or in turns with the word of how many there are. */
export function CallStrip({ calls, stays, plan }: CallStripProps) {
  const { words } = useSpeech();
  const wall = useWords(wallWords);
  const places = plan.cards.length;
  const shown = useOnClock((now) => shownAt(calls.length, places, now).join(" "));
  const stayOf = useMemo(() => new Map(stays.map((stay) => [stay.id, stay])), [stays]);
  if (calls.length === 0) return null;
  return (
    <section className={classes.strip} style={{ height: plan.height }} aria-label={words.alerts}>
      {plan.turnLine > 0 && (
        <p className={classes.turns} style={{ height: plan.turnLine, fontSize: plan.turnLine * 0.68 }} data-wall-turns>
          {wall.inTurns(calls.length, calls.length - places)}
        </p>
      )}
      <ul>
        {shown.split(" ").flatMap((index, place) => {
          const call = calls[Number(index)];
          const box = plan.cards[place];
          if (call === undefined || box === undefined) return [];
          const { alert, residentId, more } = call;
          const stay = stayOf.get(residentId);
          return [
            <CallCard
              key={alert.id}
              alert={alert}
              name={stay?.name ?? residentId}
              bedLabel={stay?.bed?.label ?? words.noBed}
              more={more}
              box={box}
            />,
          ];
        })}
      </ul>
    </section>
  );
}
