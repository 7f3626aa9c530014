import type { MeView } from "../../contracts/http/me.ts";
import type { PersonView } from "../../contracts/http/people.ts";
import { useLabels } from "../office/labels.ts";
import { Button } from "../parts/button.tsx";
import { type Faults, faultAt } from "../parts/form/faults.ts";
import { Field, Select } from "../parts/form/field.tsx";
import formClasses from "../parts/form/form.module.css";
import { formWords } from "../parts/form/form-words.ts";
import { useWords } from "../words/language.tsx";
import classes from "./people.module.css";
import { peopleWords } from "./people-words.ts";

type RoleAt = PersonView["roles"][number];

/** A role as it is edited. */
export interface RoleRow {
  readonly role: string;
  /** Empty: the whole service. */
  readonly facilityId: string;
}

const wide: readonly string[] = ["operator", "health-supervisor", "civil-affairs-supervisor"];
const all = [
  "carer",
  "nurse",
  "doctor",
  "referral-coordinator",
  "facility-manager",
  "health-supervisor",
  "civil-affairs-supervisor",
  "operator",
] as const satisfies readonly RoleAt["role"][];
const ofManagers = ["carer", "nurse", "doctor", "referral-coordinator"] as const;

interface RoleRowsProps {
  readonly rows: readonly RoleRow[];
  readonly change: (rows: readonly RoleRow[]) => void;
  readonly faults: Faults;
  /** Where the reader may give roles. */
  readonly facilities: MeView["facilities"] | readonly { readonly id: string; readonly name: string }[];
  /** Operators give every role; managers those of their staff. */
  readonly isOperator: boolean;
}

/** Roles at facilities, one a row. Only what the reader may give is offered. */
export function RoleRows({ rows, change, faults, facilities, isOperator }: RoleRowsProps) {
  const words = useWords(peopleWords);
  const common = useWords(formWords);
  const labels = useLabels();
  const set = (at: number, part: Partial<RoleRow>) =>
    change(rows.map((row, n) => (n === at ? { ...row, ...part } : row)));
  return (
    <fieldset className={`${classes.rows} ${formClasses.wide}`}>
      <legend className={formClasses.label}>{words.roles}</legend>
      {rows.map((row, at) => {
        const roleFault = faultAt(faults, `/roles/${at}/role`) ?? faults[`/roles/${at}`];
        const placeFault = faultAt(faults, `/roles/${at}/facilityId`);
        const label = labels.roles[row.role as RoleAt["role"]] ?? row.role;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own, and keep their place while edited
          <div className={classes.row} key={at}>
            <Field label={words.role} {...(roleFault && { fault: roleFault })}>
              {(ties) => (
                <Select
                  {...ties}
                  value={row.role}
                  empty={common.choose}
                  change={(role) => set(at, { role })}
                  choices={(isOperator ? all : ofManagers).map((value) => ({ value, label: labels.roles[value] }))}
                />
              )}
            </Field>
            <Field label={words.facility} {...(placeFault && { fault: placeFault })}>
              {(ties) => (
                <Select
                  {...ties}
                  value={row.facilityId}
                  empty={isOperator && wide.includes(row.role) ? words.wholeService : common.choose}
                  change={(facilityId) => set(at, { facilityId })}
                  choices={facilities.map(({ id, name }) => ({ value: id, label: name }))}
                />
              )}
            </Field>
            <Button aria-label={words.removeRole(label)} onClick={() => change(rows.filter((_, n) => n !== at))}>
              {common.remove}
            </Button>
          </div>
        );
      })}
      <div>
        <Button
          onClick={() =>
            change([...rows, { role: "", facilityId: facilities.length === 1 ? (facilities[0]?.id ?? "") : "" }])
          }
        >
          {words.addRole}
        </Button>
      </div>
    </fieldset>
  );
}

/** Rows as the request wants them. */
export function rolesOf(rows: readonly RoleRow[]): readonly unknown[] {
  return rows.map(({ role, facilityId }) => ({ role, ...(facilityId !== "" && { facilityId }) }));
}

/** What is not chosen yet. */
export function missingIn(rows: readonly RoleRow[]): readonly string[] {
  return rows.flatMap(({ role, facilityId }, at) => [
    ...(role === "" ? [`/roles/${at}/role`] : []),
    ...(facilityId === "" && !wide.includes(role) ? [`/roles/${at}/facilityId`] : []),
  ]);
}
