import { type ReactNode, useId } from "react";
import type { Bilingual } from "../../../contracts/http/fields.ts";
import { useSpeech, useWords } from "../../words/language.tsx";
import classes from "./form.module.css";
import { formWords } from "./form-words.ts";
import type { Form } from "./use-form.ts";

/** What ties a control to its label, hint and fault. */
interface Ties {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
}

interface FieldProps {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly fault?: Bilingual | undefined;
  readonly isOptional?: boolean;
  readonly isWide?: boolean;
  readonly children: (ties: Ties) => ReactNode;
}

/** A control with its label above it, a hint, and what is wrong with it in words. */
export function Field({ label, hint, fault, isOptional = false, isWide = false, children }: FieldProps) {
  const { say } = useSpeech();
  const words = useWords(formWords);
  const id = useId();
  const described = [hint !== undefined && `${id}-hint`, fault !== undefined && `${id}-fault`]
    .filter(Boolean)
    .join(" ");
  return (
    <div className={`${classes.field} ${isWide ? classes.wide : ""}`}>
      <label className={classes.label} htmlFor={id}>
        {label}
        {isOptional && <span className={classes.optional}> {words.optional}</span>}
      </label>
      {hint !== undefined && (
        <p className={classes.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children({
        id,
        "aria-describedby": described === "" ? undefined : described,
        "aria-invalid": fault === undefined ? undefined : true,
      })}
      {fault !== undefined && (
        <p className={classes.fault} id={`${id}-fault`}>
          {say(fault)}
        </p>
      )}
    </div>
  );
}

type TextKey<T> = { readonly [K in keyof T]-?: T[K] extends string ? K : never }[keyof T] & string;

interface FormFieldProps<T> extends Omit<FieldProps, "children" | "fault"> {
  readonly form: Form<T>;
  readonly name: TextKey<T>;
}

interface TextFieldProps<T> extends FormFieldProps<T> {
  readonly type?: "text" | "date" | "time" | "datetime-local" | "email" | "tel" | "password" | "number" | "url";
  readonly autoComplete?: string;
  readonly placeholder?: string;
  readonly min?: string;
  readonly max?: string;
}

export function TextField<T>({
  form,
  name,
  type = "text",
  placeholder,
  min,
  max,
  autoComplete = "off",
  ...field
}: TextFieldProps<T>) {
  return (
    <Field {...field} fault={form.faultOf(name)}>
      {(ties) => (
        <input
          {...ties}
          className={classes.control}
          type={type}
          name={name}
          value={form.values[name] as string}
          onChange={(event) => form.set({ [name]: event.currentTarget.value } as unknown as Partial<T>)}
          autoComplete={autoComplete}
          placeholder={placeholder}
          min={min}
          max={max}
        />
      )}
    </Field>
  );
}

interface AreaFieldProps<T> extends FormFieldProps<T> {
  readonly rows?: number;
}

export function AreaField<T>({ form, name, rows = 3, ...field }: AreaFieldProps<T>) {
  return (
    <Field {...field} fault={form.faultOf(name)}>
      {(ties) => (
        <textarea
          {...ties}
          className={classes.control}
          name={name}
          rows={rows}
          value={form.values[name] as string}
          onChange={(event) => form.set({ [name]: event.currentTarget.value } as unknown as Partial<T>)}
        />
      )}
    </Field>
  );
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

interface SelectFieldProps<T> extends FormFieldProps<T> {
  readonly choices: readonly Choice[];
  /** Words of the first entry, which stands for nothing. */
  readonly empty?: string;
}

export function SelectField<T>({ form, name, choices, empty, ...field }: SelectFieldProps<T>) {
  return (
    <Field {...field} fault={form.faultOf(name)}>
      {(ties) => (
        <Select
          {...ties}
          name={name}
          value={form.values[name] as string}
          change={(value) => form.set({ [name]: value } as unknown as Partial<T>)}
          choices={choices}
          {...(empty !== undefined && { empty })}
        />
      )}
    </Field>
  );
}

interface SelectProps extends Partial<Ties> {
  readonly name?: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly choices: readonly Choice[];
  readonly empty?: string;
  readonly "aria-label"?: string;
}

/** A native list of choices. A value that is not among them stays visible as it is. */
export function Select({ value, change, choices, empty, ...rest }: SelectProps) {
  const isKnown = choices.some((choice) => choice.value === value) || (value === "" && empty !== undefined);
  return (
    <select className={classes.control} {...rest} value={value} onChange={(event) => change(event.currentTarget.value)}>
      {empty !== undefined && <option value="">{empty}</option>}
      {!isKnown && <option value={value}>{value}</option>}
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}

interface CheckProps {
  readonly label: ReactNode;
  readonly checked: boolean;
  readonly change: (checked: boolean) => void;
}

export function Check({ label, checked, change }: CheckProps) {
  return (
    <label className={classes.check}>
      <input type="checkbox" checked={checked} onChange={(event) => change(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}
