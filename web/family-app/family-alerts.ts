import { type Both, bothOf, fieldsOf, given, itemsOf, textOf, timeOf } from "./answers.ts";

export interface AlertStep {
  readonly at: number;
  readonly sentence: Both;
}

export interface FamilyAlert {
  readonly id: string;
  readonly isUrgent: boolean;
  readonly isOpen: boolean;
  readonly title: Both;
  readonly reason?: Both;
  readonly at: number;
  readonly doing: Both;
  /** By role; absent while nobody has answered. */
  readonly by?: Both;
  readonly steps: readonly AlertStep[];
}

/** GET /api/family/{id}/alerts, read leniently: an alert that cannot be read is an urgent one without a title. */
export function familyAlertsOf(value: unknown): readonly FamilyAlert[] | undefined {
  const { items } = fieldsOf(value);
  return Array.isArray(items) ? items.map(alertOf) : undefined;
}

function alertOf(value: unknown, place: number): FamilyAlert {
  const { id, isUrgent, isOpen, title, reason, at, doing, by, steps } = fieldsOf(value);
  return {
    id: textOf(id) ?? `unreadable-${place}`,
    isUrgent: isUrgent !== false,
    isOpen: isOpen !== false,
    title: bothOf(title) ?? { zh: "有一条告警", en: "There is an alert" },
    ...given("reason", bothOf(reason)),
    at: timeOf(at) ?? 0,
    doing: bothOf(doing) ?? { zh: "", en: "" },
    ...given("by", bothOf(fieldsOf(by).title)),
    steps: itemsOf(steps).flatMap((step) => {
      const { at: then, sentence } = fieldsOf(step);
      const [when, said] = [timeOf(then), bothOf(sentence)];
      return when === undefined || said === undefined ? [] : { at: when, sentence: said };
    }),
  };
}
