import type { AlertView } from "../../contracts/http/alerts.ts";

/** Behind the address of an alert's page: whoever comes means to call a hospital. */
export const greenAsked = "call=hospital";

/** Alerts about a place: from these no hospital is called. */
const notOfThePerson = ["smoke", "gas"];

/** Whether a hospital may be called from an alert: open, about a person, and none that speaks of a case itself. */
export function isGreenCallable({ closedAt, handling, technical, kind, referralId }: AlertView): boolean {
  const isOpen = closedAt === undefined && handling !== "resolved";
  const isOfCase = referralId !== undefined || kind.startsWith("referral-");
  return isOpen && !technical && !isOfCase && !notOfThePerson.includes(kind);
}
