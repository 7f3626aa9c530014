import { useState } from "react";
import { longestRound, visitPlan } from "../../contracts/http/visit-plans.ts";
import { ask } from "../data/api.ts";
import { useStays } from "../data/use-board.ts";
import { SelectField, TextField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { useWords } from "../words/language.tsx";
import { leadingHouses, useWays } from "./houses.ts";
import { planWords } from "./plan-words.ts";
import { ResidentsChoice } from "./residents-choice.tsx";
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
  const ways = useWays();
  const neighbours = useStays()
    .filter((stay) => stay.facilityId === facilityId && stay.id !== residentId)
    .map(({ id, name, bed }) => ({ id, label: `${bed?.label ?? ""} ${name}`.trim() }));
  const [others, setOthers] = useState<readonly string[]>([]);
  const form = useForm({
    initial: {
      visitKind: "contracted-follow-up" as "contracted-follow-up" | "ward-round",
      rhythm: "1 month",
      firstOn: "",
      leadId: facilityId,
      reason: "",
    },
    check: ({ firstOn }) => (firstOn === "" ? { "/firstOn": words.firstOnMissing } : {}),
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
        choices={leadingHouses(ways, form.values.visitKind, [facilityId]).map(({ id, name }) => ({
          value: id,
          label: name,
        }))}
      />
      {form.values.visitKind === "ward-round" && neighbours.length > 0 && (
        <ResidentsChoice
          legend={words.others(others.length)}
          residents={neighbours}
          chosen={others}
          choose={setOthers}
          most={longestRound - 1}
          longest={longestRound}
        />
      )}
      <TextField form={form} name="reason" label={words.reason} isWide />
    </FormFrame>
  );
}
