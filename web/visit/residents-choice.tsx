import { useState } from "react";
import type { Bilingual } from "../../contracts/http/fields.ts";
import { Button } from "../parts/button.tsx";
import { Check } from "../parts/form/field.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { planWords } from "./plan-words.ts";
import classes from "./plans-panel.module.css";

interface ResidentsChoiceProps {
  readonly legend: string;
  readonly residents: readonly { readonly id: string; readonly label: string }[];
  readonly chosen: readonly string[];
  readonly choose: (ids: readonly string[]) => void;
  /** How many may be chosen here, and what a round holds in all. */
  readonly most: number;
  readonly longest: number;
  readonly fault?: Bilingual | undefined;
}

/** Who is seen in a round, one by one or all whose bed or name has the same words: a wing, a floor. */
export function ResidentsChoice({ legend, residents, chosen, choose, most, longest, fault }: ResidentsChoiceProps) {
  const words = useWords(planWords);
  const { say } = useSpeech();
  const [wanted, setWanted] = useState("");
  const shown = residents.filter(({ label }) => label.includes(wanted.trim()));
  const isFull = chosen.length >= most;
  return (
    <fieldset className={classes.neighbours} data-fault={fault !== undefined}>
      <legend>{legend}</legend>
      <div className={classes.finding}>
        <input
          type="search"
          aria-label={words.find}
          placeholder={words.find}
          value={wanted}
          aria-invalid={fault === undefined ? undefined : true}
          onChange={(event) => setWanted(event.target.value)}
        />
        <Button
          look="quiet"
          onClick={() => choose([...new Set([...chosen, ...shown.map(({ id }) => id)])].slice(0, most))}
        >
          {words.all(shown.length)}
        </Button>
        {chosen.length > 0 && (
          <Button look="quiet" onClick={() => choose([])}>
            {words.nobodyElse}
          </Button>
        )}
      </div>
      <div className={classes.names}>
        {shown
          .filter(({ id }) => !isFull || chosen.includes(id))
          .map(({ id, label }) => (
            <Check
              key={id}
              label={label}
              checked={chosen.includes(id)}
              change={(isIn) => choose(isIn ? [...chosen, id] : chosen.filter((one) => one !== id))}
            />
          ))}
      </div>
      {isFull && <p>{words.full(longest)}</p>}
      {fault !== undefined && <p className={classes.leftOut}>{say(fault)}</p>}
    </fieldset>
  );
}
