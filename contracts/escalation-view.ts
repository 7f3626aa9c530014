import type { Alert } from "../domain/alerts/alert.ts";
import type { Escalation } from "../domain/escalation/plan.ts";
import type { EscalationStep } from "../domain/escalation/policy.ts";
import type { AlertView } from "./http/alerts.ts";
import { isoTimeOf } from "./iso-time.ts";
import { type ToldOfRound, toldOfRound } from "./told-of-round.ts";

type EscalationView = NonNullable<AlertView["escalation"]>;

/**
 * Whom an alert called, as its timeline tells it, and whom it is to call next, as its policy has it; for pages: roles and
 * numbers, no names and no telephone numbers.
 */
export function escalationView({ timeline }: Pick<Alert, "timeline">, escalation: Escalation): EscalationView {
  const { kind: state, round, dueAt } = escalation;
  const due = dueAt === undefined ? undefined : isoTimeOf(dueAt);
  switch (escalation.kind) {
    case "calling": {
      const { steps, taken } = escalation;
      const next = steps[taken] ?? steps.at(-1);
      return {
        state,
        round,
        taken,
        called: countOf(taken === 0 ? undefined : toldOfRound(timeline)),
        ...(due !== undefined && { nextAt: due }),
        ...(due !== undefined && next !== undefined && { next: meantBy(next) }),
      };
    }
    case "awaiting":
      return { state, round, taken: 0, called: countOf(undefined), ...(due !== undefined && { onSiteBy: due }) };
    case "to-plan":
    case "quiet":
      return { state, round, taken: 0, called: countOf(undefined), ...(due !== undefined && { nextAt: due }) };
  }
}

function countOf(told: ToldOfRound | undefined): EscalationView["called"] {
  if (told === undefined) return { roles: [], persons: 0, channels: 0 };
  return { roles: [], persons: told.people.length + told.more, channels: told.channels.length };
}

/** "Every channel" names none: whether there is one at all shows when the step is taken. */
function meantBy({ call }: EscalationStep): EscalationView["called"] {
  const roles = new Set(call.flatMap((callee) => (callee.kind === "on-duty" ? [callee.role] : [])));
  const persons = new Set(call.flatMap((callee) => (callee.kind === "person" ? [callee.personId] : [])));
  const channels = new Set(call.flatMap((callee) => (callee.kind === "channel" ? [callee.channelId] : [])));
  return { roles: [...roles], persons: persons.size, channels: channels.size };
}
