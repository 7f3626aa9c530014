import { useState } from "react";
import { Card, Quiet as QuietText } from "../parts.tsx";
import { useMessageWords } from "./message-words.ts";
import classes from "./messages.module.css";
import type { Quiet } from "./wishes-answer.ts";

const usual: Quiet = { from: "22:00", until: "07:00" };

interface QuietHoursChoiceProps {
  readonly quiet: Quiet | undefined;
  readonly choose: (quiet: Quiet | null) => void;
}

/** When one wants to hear of emergencies alone. */
export function QuietHoursChoice({ quiet, choose }: QuietHoursChoiceProps) {
  const words = useMessageWords();
  const [draft, setDraft] = useState(quiet ?? usual);
  function edit(change: Partial<Quiet>): void {
    const next = { ...draft, ...change };
    setDraft(next);
    if (next.from !== "" && next.until !== "") choose(next);
  }
  return (
    <Card>
      <fieldset className={classes.choice}>
        <legend>{words.quiet}</legend>
        <QuietText>{words.quietLead}</QuietText>
        <label>
          <input type="radio" name="quiet" checked={quiet === undefined} onChange={() => choose(null)} />
          {words.noQuiet}
        </label>
        <label>
          <input type="radio" name="quiet" checked={quiet !== undefined} onChange={() => choose(draft)} />
          {words.hasQuiet}
        </label>
      </fieldset>
      {quiet !== undefined && (
        <div className={classes.times}>
          <label>
            {words.from}{" "}
            <input type="time" value={draft.from} onChange={({ target }) => edit({ from: target.value })} />
          </label>
          <label>
            {words.until}{" "}
            <input type="time" value={draft.until} onChange={({ target }) => edit({ until: target.value })} />
          </label>
        </div>
      )}
    </Card>
  );
}
