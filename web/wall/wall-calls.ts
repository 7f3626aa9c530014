import type { AlertView } from "../../contracts/http/alerts.ts";

/** Somebody who calls: their most urgent alert, and how many more they have. */
export interface Call {
  readonly residentId: string;
  readonly alert: AlertView;
  readonly more: number;
}

/** One call of each person, in the order of their alerts; alerts about devices alone call nobody here. */
export function callsOf(alerts: readonly AlertView[]): readonly Call[] {
  const theirs = Map.groupBy(
    alerts.filter(({ technical }) => !technical),
    ({ residentId }) => residentId,
  );
  return [...theirs].flatMap(([residentId, [alert, ...rest]]) =>
    alert === undefined ? [] : [{ residentId, alert, more: rest.length }],
  );
}
