import type { VisitView } from "../../contracts/http/visits.ts";
import { SelectField, TextField } from "../parts/form/field.tsx";
import { ConfirmedButton, FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { useWords } from "../words/language.tsx";
import { consentWords } from "./consent-words.ts";
import type { KnownVisit } from "./use-visit.ts";
import classes from "./visit-page.module.css";

/** Who agreed for themselves is kept in one word, whatever language the page has. */
const selves: readonly string[] = [consentWords.zh.self, consentWords.en.self];

const before = ["requested", "scheduled", "waiting", "in-call", "notes"];

/** Who agreed, and how: without it no call begins. */
export function ConsentPanel({ known, visit }: { readonly known: KnownVisit; readonly visit: VisitView }) {
  const words = useWords(consentWords);
  const { consent } = visit;
  const isOpen = before.includes(visit.state);
  const isRemote = visit.kind === "remote-consultation";
  const form = useForm({
    initial: { givenBy: visit.resident.name, relation: words.self, way: isRemote ? "written" : "spoken" },
    send: (values) =>
      known.act("arrange", {
        kind: "consent",
        ...values,
        relation: selves.includes(values.relation.trim()) ? consentWords.zh.self : values.relation,
      }),
  });
  const isAsked = isOpen && visit.may.includes("consent") && consent?.isEnough !== true;
  if (consent === undefined && !isAsked) return null;
  return (
    <section className={classes.panel} aria-label={words.consent}>
      <h2 className={classes.heading}>{words.consent}</h2>
      {consent !== undefined && (
        <p data-consent={consent.isEnough}>
          {words.consented(
            consent.givenBy,
            selves.includes(consent.relation) ? words.self : consent.relation,
            words.ways[consent.way],
          )}
        </p>
      )}
      {isAsked && (
        <>
          <p className={classes.hint}>
            {words.consentLead} {isRemote && words.consentWritten}
          </p>
          <FormFrame form={form} label={words.consent} submit={words.recordConsent}>
            <TextField form={form} name="givenBy" label={words.givenBy} />
            <TextField form={form} name="relation" label={words.relation} />
            <SelectField
              form={form}
              name="way"
              label={words.way}
              choices={Object.entries(words.ways).map(([value, label]) => ({ value, label }))}
            />
          </FormFrame>
        </>
      )}
      {consent !== undefined && isOpen && visit.may.includes("withdraw") && (
        <ConfirmedButton
          label={words.withdraw}
          question={words.withdrawAsk}
          act={() => void known.act("arrange", { kind: "withdraw" })}
        />
      )}
    </section>
  );
}
