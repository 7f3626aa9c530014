import { classFacts, type RetentionClass, retentionClassNames } from "./classes.ts";
import { isShorter, type Period, periodOf, periodText } from "./period.ts";

/** How long each class is kept here; a class without a span is kept as long as it is used. */
export type RetentionPeriods = Readonly<Partial<Record<RetentionClass, Period>>>;

/** Why a span that an operator wants is not taken. */
export interface PeriodFault {
  readonly class: string;
  readonly value: string;
  readonly zh: string;
  readonly en: string;
}

/** Set where those are kept: the log groups of a cell, and the days of the audit trail. */
const setElsewhere: readonly RetentionClass[] = ["security-log", "audit-trail"];

/** What operators may lengthen here: what law sets the least for, and what families wrote to the house. */
export const lengthenable = retentionClassNames.filter((name) => {
  const { basis, period } = classFacts(name);
  return name === "family-messages" || (basis === "law" && period !== undefined && !setElsewhere.includes(name));
});

/** The spans of law and policy, without any lengthening. */
export const leastPeriods: RetentionPeriods = Object.fromEntries(
  retentionClassNames.flatMap((name) => {
    const { period } = classFacts(name);
    return period === undefined ? [] : [[name, period]];
  }),
);

/** The spans with those that an operator lengthened (`{ "outpatient-record": "20y" }`), or every fault of the request. */
export function lengthened(
  wanted: Readonly<Record<string, string>>,
):
  | { readonly kind: "periods"; readonly periods: RetentionPeriods }
  | { readonly kind: "faults"; readonly faults: readonly PeriodFault[] } {
  const faults: PeriodFault[] = [];
  const periods: Partial<Record<RetentionClass, Period>> = { ...leastPeriods };
  for (const [name, value] of Object.entries(wanted)) {
    const known = lengthenable.find((each) => each === name);
    if (known === undefined) {
      const list = lengthenable.join(", ");
      faults.push({ class: name, value, zh: `应为其中之一：${list}`, en: `one of ${list}` });
      continue;
    }
    const period = periodOf(value);
    const least = classFacts(known).period as Period;
    if (period !== undefined && !isShorter(period, least)) {
      periods[known] = period;
      continue;
    }
    const { label, source } = classFacts(known);
    const text = periodText(least);
    faults.push({
      class: name,
      value,
      zh: `${label.zh}至少 ${text}（${source}），只能延长；写法如 20y、36m、400d`,
      en: `at least ${text} for the ${label.en} (${source}): longer only, written as 20y, 36m or 400d`,
    });
  }
  return faults.length === 0 ? { kind: "periods", periods } : { kind: "faults", faults };
}
