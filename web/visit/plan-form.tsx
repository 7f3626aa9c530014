import { useState } from "react";
import { facilityList } from "../../contracts/http/facilities.ts";
import { longestRound, visitPlan } from "../../contracts/http/visit-plans.ts";
import { ask } from "../data/api.ts";
import { useAnswer } from "../data/use-answer.ts";
import { useStays } from "../data/use-board.ts";
import { Button } from "../parts/button.tsx";
import { Check, SelectField, TextField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { useWords } from "../words/language.tsx";
import { planWords } from "./plan-words.ts";
import classes from "./plans-panel.module.css";
import { visitWords } from "./visit-words.ts";

/** A plan of visits that come again: to this resident, or a round over several of the house. */
export function PlanForm({
  path,
  residentId,
  facilityId,
  done,
  cancel,
}: {
  readonly path: string;
  readonly residentId: string;
  readonly facilityId: string;
  readonly done: () => void;
  readonly cancel: () => void;
}) {
  const words = useWords(planWords);
  const { kinds, lead_ } = useWords(visitWords);
  const [planId] = useState(() => crypto.randomUUID());
  const facilities = useAnswer("facilities", () => "/api/facilities", facilityList).value?.items ?? [];
  const neighbours = useStays().filter((stay) => stay.facilityId === facilityId && stay.id !== residentId);
  const [others, setOthers] = useState<readonly string[]>([]);
  const form = useForm({
    initial: { visitKind: "contracted-follow-up", rhythm: "1 month", firstOn: "", leadId: facilityId, reason: "" },
    send: ({ rhythm, leadId, ...values }) => {
      const [count, unit] = rhythm.split(" ");
      return ask(path, visitPlan, {
        kind: "make",
        planId,
        ...values,
        every: { count: Number(count), unit },
        ...(leadId !== facilityId && { leadId }),
        ...(values.visitKind === "ward-round" && others.length > 0 && { others }),
      });
    },
    done,
  });
  return (
    <FormFrame form={form} label={words.plan} submit={words.save} cancel={cancel}>
      <SelectField
        form={form}
        name="visitKind"
        label={words.kind}
        choices={(["contracted-follow-up", "ward-round"] as const).map((value) => ({ value, label: kinds[value] }))}
      />
      <SelectField
        form={form}
        name="rhythm"
        label={words.rhythm}
        choices={(
          [
            [1, "week"],
            [2, "week"],
            [1, "month"],
            [3, "month"],
            [6, "month"],
            [12, "month"],
          ] as const
        ).map(([count, unit]) => ({ value: `${count} ${unit}`, label: words.every(count, unit) }))}
      />
      <TextField form={form} name="firstOn" type="date" label={words.firstOn} />
      <SelectField
        form={form}
        name="leadId"
        label={lead_}
        choices={facilities.map(({ id, name }) => ({ value: id, label: name }))}
      />
      {form.values.visitKind === "ward-round" && neighbours.length > 0 && (
        <Neighbours neighbours={neighbours} chosen={others} choose={setOthers} />
      )}
      <TextField form={form} name="reason" label={words.reason} isWide />
    </FormFrame>
  );
}

interface NeighboursProps {
  readonly neighbours: ReturnType<typeof useStays>;
  readonly chosen: readonly string[];
  readonly choose: (ids: readonly string[]) => void;
}

/** Whoever else is seen in the round, one by one or all whose bed or name has the same words: a wing, a floor. */
function Neighbours({ neighbours, chosen, choose }: NeighboursProps) {
  const words = useWords(planWords);
  const [wanted, setWanted] = useState("");
  const shown = neighbours.filter(({ name, bed }) => `${bed?.label ?? ""} ${name}`.includes(wanted.trim()));
  const isFull = chosen.length >= longestRound - 1;
  return (
    <fieldset className={classes.neighbours}>
      <legend>{words.others(chosen.length)}</legend>
      <div className={classes.finding}>
        <input
          type="search"
          aria-label={words.find}
          placeholder={words.find}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        <Button
          look="quiet"
          onClick={() => choose([...new Set([...chosen, ...shown.map(({ id }) => id)])].slice(0, longestRound - 1))}
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
          .map(({ id, name, bed }) => (
            <Check
              key={id}
              label={`${bed?.label ?? ""} ${name}`.trim()}
              checked={chosen.includes(id)}
              change={(isIn) => choose(isIn ? [...chosen, id] : chosen.filter((one) => one !== id))}
            />
          ))}
      </div>
      {isFull && <p>{words.full(longestRound)}</p>}
    </fieldset>
  );
}
