import type { VisitView } from "../../contracts/http/visits.ts";
import { TextField } from "../parts/form/field.tsx";
import { ConfirmedButton, FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { Stamp } from "../parts/moment.tsx";
import { useOnClock } from "../parts/use-clock.ts";
import { useWords } from "../words/language.tsx";
import { shanghai } from "./request-form.tsx";
import type { KnownVisit } from "./use-visit.ts";
import classes from "./visit-page.module.css";
import { visitWords } from "./visit-words.ts";

/** The time of a visit, and that it does not take place. */
export function ArrangePanel({ known, visit }: { readonly known: KnownVisit; readonly visit: VisitView }) {
  const words = useWords(visitWords);
  const { state, may } = visit;
  const canSchedule = may.includes("schedule") && ["requested", "scheduled", "no-show"].includes(state);
  const canCancel = may.includes("cancel") && ["requested", "scheduled", "waiting"].includes(state);
  const minute = useOnClock((now) => Math.floor(now / 60_000));
  const isTime = visit.scheduledAt === undefined || Date.parse(visit.scheduledAt) <= (minute + 1) * 60_000;
  // Nobody has missed what is still to come.
  const canMiss = isTime && may.includes("miss") && ["scheduled", "waiting"].includes(state);
  const form = useForm({
    initial: { at: "" },
    check: ({ at }) => (at === "" ? { "/at": words.atMissing } : {}),
    send: ({ at }) => known.act("arrange", { kind: "schedule", at: shanghai(at) }),
    done: () => form.reset({ at: "" }),
  });
  if (!canSchedule && !canCancel && !canMiss) return null;
  return (
    <section className={classes.panel} aria-label={words.schedule}>
      <h2 className={classes.heading}>
        {words.arranging} {visit.scheduledAt !== undefined && <Stamp at={Date.parse(visit.scheduledAt)} />}
      </h2>
      {canSchedule && (
        <FormFrame form={form} label={words.schedule} submit={words.schedule}>
          <TextField form={form} name="at" type="datetime-local" label={words.scheduleAt} />
        </FormFrame>
      )}
      {canMiss && (
        <ConfirmedButton
          label={words.miss}
          question={words.missAsk}
          act={() => void known.act("arrange", { kind: "miss" })}
        />
      )}
      {canCancel && (
        <ConfirmedButton
          label={words.cancel}
          question={words.cancelAsk}
          act={() => void known.act("arrange", { kind: "cancel", reason: words.cancelled })}
        />
      )}
    </section>
  );
}
