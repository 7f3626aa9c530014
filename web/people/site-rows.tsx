import { Button } from "../parts/button.tsx";
import { type Faults, faultAt } from "../parts/form/faults.ts";
import { Field, Select } from "../parts/form/field.tsx";
import formClasses from "../parts/form/form.module.css";
import { formWords } from "../parts/form/form-words.ts";
import { useWords } from "../words/language.tsx";
import type { SiteRow } from "./licence-fields.ts";
import classes from "./people.module.css";
import { peopleWords } from "./people-words.ts";

interface SiteRowsProps {
  readonly rows: readonly SiteRow[];
  readonly change: (rows: readonly SiteRow[]) => void;
  readonly faults: Faults;
  readonly facilities: readonly { readonly id: string; readonly name: string }[];
}

/** Where a doctor may practise: by registration, or by a filing until a date. */
export function SiteRows({ rows, change, faults, facilities }: SiteRowsProps) {
  const words = useWords(peopleWords);
  const common = useWords(formWords);
  const set = (at: number, part: Partial<SiteRow>) =>
    change(rows.map((row, n) => (n === at ? { ...row, ...part } : row)));
  return (
    <fieldset className={`${classes.rows} ${formClasses.wide}`}>
      <legend className={formClasses.label}>{words.sites}</legend>
      {rows.map((row, at) => {
        const fault = faultAt(faults, `/licence/practisesAt/${at}/facilityId`);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own, and keep their place while edited
          <div className={classes.row} key={at}>
            <Field label={words.site} {...(fault && { fault })}>
              {(ties) => (
                <Select
                  {...ties}
                  value={row.facilityId}
                  empty={common.choose}
                  change={(facilityId) => set(at, { facilityId })}
                  choices={facilities.map(({ id, name }) => ({ value: id, label: name }))}
                />
              )}
            </Field>
            <Field label={words.siteUntil} isOptional>
              {(ties) => (
                <input
                  {...ties}
                  className={formClasses.control}
                  type="date"
                  value={row.until}
                  onChange={(event) => set(at, { until: event.currentTarget.value })}
                />
              )}
            </Field>
            <Button aria-label={words.removeSite} onClick={() => change(rows.filter((_, n) => n !== at))}>
              {common.remove}
            </Button>
          </div>
        );
      })}
      <div>
        <Button onClick={() => change([...rows, { facilityId: "", until: "" }])}>{words.addSite}</Button>
      </div>
    </fieldset>
  );
}
