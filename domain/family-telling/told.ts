import { alertsSeenBy, grantsOf } from "../access/consent.ts";
import type { AlertOutcome, AlertPriority } from "../alerts/alert.ts";
import type { StaffRole } from "../family/staff-role.ts";
import type { Person } from "../model/person.ts";
import type { EpochMs } from "../model/time.ts";
import { familyStages } from "./stages.ts";

/** What a message tells a relative: a stage of an alert, that the care team wrote to them or sent a picture, or that the record was opened in an emergency. */
export const familyWhats = [...familyStages, "answer", "picture", "record-opened"] as const;
export type FamilyWhat = (typeof familyWhats)[number];

/** What a notification tells a relative, instead of calling somebody for an alert. */
export interface FamilyTold {
  readonly what: FamilyWhat;
  /** When it happened: what happened later takes the place of what was not sent yet. */
  readonly at: EpochMs;
  /** Set: quiet hours do not hold it back. */
  readonly isEmergency?: true;
  /** Who acts, by what they are there. */
  readonly role?: StaffRole;
  readonly outcome?: AlertOutcome;
  /** For which house a record was opened. */
  readonly houseId?: string;
}

/**
 * Whether a relative may be told this of a resident at a time. Asked when it becomes due and once more when it is sent.
 * Whoever is only to be called in an emergency hears of those alone; that nobody watches, who may see the light;
 * answers, whoever may see the light; pictures, who may see pictures; that the record was opened, who hears of alerts or
 * sees the record, as in their pages.
 */
export function mayBeTold(
  { relations, disabledAt }: Pick<Person, "relations" | "disabledAt">,
  residentId: string | undefined,
  { what }: Pick<FamilyTold, "what">,
  priority: AlertPriority,
  at: EpochMs,
): boolean {
  const relation = relations.find((one) => one.residentId === residentId);
  if (relation === undefined || disabledAt !== undefined) return false;
  const grants = grantsOf(relation, at);
  if (what === "answer") return grants.has("status-light");
  if (what === "picture") return grants.has("video");
  if (what === "record-opened") return grants.has("alerts") || grants.has("record");
  const seen = alertsSeenBy(relation, at);
  if (what === "not-monitored" || what === "monitored-again") return grants.has("status-light") || seen === "all";
  return seen === "all" || (seen === "emergencies" && priority === "high");
}
