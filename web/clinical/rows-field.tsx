import { Button } from "../parts/button.tsx";
import { type Faults, faultAt } from "../parts/form/faults.ts";
import { type Choice, Field, Select } from "../parts/form/field.tsx";
import formClasses from "../parts/form/form.module.css";
import { formWords } from "../parts/form/form-words.ts";
import { useWords } from "../words/language.tsx";
import classes from "./clinical.module.css";
import type { Row } from "./clinical-values.ts";
import { clinicalWords } from "./clinical-words.ts";

interface Column {
  readonly name: string;
  readonly label: string;
  /** A list to choose from instead of free text. */
  readonly choices?: readonly Choice[];
}

interface RowsFieldProps {
  readonly label: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly change: (rows: readonly Row[]) => void;
  readonly add: string;
  readonly hint?: string;
  /** Where the rows stand in the request's body. */
  readonly pointer: string;
  readonly faults: Faults;
}

/** Several of the same: diagnoses, medicines, tubes. What is wrong is told in the cell where it is. */
export function RowsField({ label, columns, rows, change, add, hint, pointer, faults }: RowsFieldProps) {
  const words = useWords(clinicalWords);
  const common = useWords(formWords);
  const set = (at: number, name: string, text: string) =>
    change(rows.map((row, n) => (n === at ? { ...row, [name]: text } : row)));
  const empty = Object.fromEntries(columns.map(({ name, choices }) => [name, choices?.[0]?.value ?? ""]));
  return (
    <fieldset className={`${classes.rows} ${formClasses.wide}`}>
      <legend className={formClasses.label}>{label}</legend>
      {hint !== undefined && <p className={formClasses.hint}>{hint}</p>}
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own, and keep their place while typed in
        <div className={classes.row} key={at}>
          {columns.map(({ name, label: head, choices }) => {
            const fault = faultAt(faults, `${pointer}/${at}/${name}`);
            return (
              <Field key={name} label={head} {...(fault && { fault })}>
                {(ties) =>
                  choices === undefined ? (
                    <input
                      {...ties}
                      className={formClasses.control}
                      value={row[name] ?? ""}
                      onChange={(event) => set(at, name, event.currentTarget.value)}
                    />
                  ) : (
                    <Select
                      {...ties}
                      value={row[name] ?? ""}
                      change={(value) => set(at, name, value)}
                      choices={choices}
                    />
                  )
                }
              </Field>
            );
          })}
          <Button
            aria-label={words.remove(row[columns[0]?.name ?? ""] ?? "")}
            onClick={() => change(rows.filter((_, n) => n !== at))}
          >
            {common.remove}
          </Button>
        </div>
      ))}
      <div>
        <Button onClick={() => change([...rows, empty])}>{add}</Button>
      </div>
    </fieldset>
  );
}
