import { Link } from "wouter";
import { Button } from "../parts/button.tsx";
import { type Faults, faultAt } from "../parts/form/faults.ts";
import { Field, Select } from "../parts/form/field.tsx";
import formClasses from "../parts/form/form.module.css";
import { formWords } from "../parts/form/form-words.ts";
import { useWords } from "../words/language.tsx";
import classes from "./people.module.css";
import { peopleWords } from "./people-words.ts";

/** A relative's tie to a resident as it is edited. */
export interface RelationRow {
  readonly residentId: string;
  /** What they are to the resident, e.g. 女儿. */
  readonly relation: string;
}

interface RelationRowsProps {
  readonly rows: readonly RelationRow[];
  readonly change: (rows: readonly RelationRow[]) => void;
  readonly faults: Faults;
  /** Whose relatives the reader may name, with their place. */
  readonly residents: readonly { readonly id: string; readonly label: string }[];
}

/** Whose relative somebody is, one resident a row; what they see of them is consented to elsewhere, and led to. */
export function RelationRows({ rows, change, faults, residents }: RelationRowsProps) {
  const words = useWords(peopleWords);
  const common = useWords(formWords);
  const set = (at: number, part: Partial<RelationRow>) =>
    change(rows.map((row, n) => (n === at ? { ...row, ...part } : row)));
  return (
    <fieldset className={`${classes.rows} ${formClasses.wide}`}>
      <legend className={formClasses.label}>{words.relations}</legend>
      <p className={formClasses.hint}>{words.relationsHint}</p>
      {rows.map((row, at) => {
        const residentFault = faultAt(faults, `/relations/${at}/residentId`) ?? faults[`/relations/${at}`];
        const relationFault = faultAt(faults, `/relations/${at}/relation`);
        const label = residents.find(({ id }) => id === row.residentId)?.label ?? row.residentId;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own, and keep their place while edited
          <div className={classes.row} key={at}>
            <Field label={words.resident} {...(residentFault && { fault: residentFault })}>
              {(ties) => (
                <Select
                  {...ties}
                  value={row.residentId}
                  empty={common.choose}
                  change={(residentId) => set(at, { residentId })}
                  choices={residents.map(({ id, label: name }) => ({ value: id, label: name }))}
                />
              )}
            </Field>
            <Field label={words.relation} {...(relationFault && { fault: relationFault })}>
              {(ties) => (
                <input
                  {...ties}
                  className={formClasses.control}
                  value={row.relation}
                  maxLength={80}
                  placeholder={words.relationExample}
                  onChange={(event) => set(at, { relation: event.currentTarget.value })}
                />
              )}
            </Field>
            {row.residentId !== "" && (
              <Link href={`/residents/${encodeURIComponent(row.residentId)}/kin`}>{words.toConsent(label)}</Link>
            )}
            <Button aria-label={words.removeRelation(label)} onClick={() => change(rows.filter((_, n) => n !== at))}>
              {common.remove}
            </Button>
          </div>
        );
      })}
      <div>
        <Button onClick={() => change([...rows, { residentId: "", relation: "" }])}>{words.addRelation}</Button>
      </div>
    </fieldset>
  );
}

/** Rows as the request wants them. */
export function relationsOf(rows: readonly RelationRow[]): readonly RelationRow[] {
  return rows.map(({ residentId, relation }) => ({ residentId, relation: relation.trim() }));
}

/** What is not filled in yet, and where the same resident stands twice. */
export function faultyIn(rows: readonly RelationRow[]): {
  readonly missing: readonly string[];
  readonly twice: readonly string[];
} {
  const missing = rows.flatMap(({ residentId, relation }, at) => [
    ...(residentId === "" ? [`/relations/${at}/residentId`] : []),
    ...(relation.trim() === "" ? [`/relations/${at}/relation`] : []),
  ]);
  const twice = rows.flatMap(({ residentId }, at) =>
    residentId !== "" && rows.findIndex((row) => row.residentId === residentId) < at
      ? [`/relations/${at}/residentId`]
      : [],
  );
  return { missing, twice };
}
