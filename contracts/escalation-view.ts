import type { Escalation } from "../domain/escalation/plan.ts";
import type { EscalationStep } from "../domain/escalation/policy.ts";
import type { AlertView } from "./http/alerts.ts";
import { isoTimeOf } from "./iso-time.ts";

type EscalationView = NonNullable<AlertView["escalation"]>;

/** Whom an alert calls, for pages: roles and numbers, no names and no telephone numbers. */
export function escalationView(escalation: Escalation): EscalationView {
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
        called: calledBy(steps.slice(0, taken)),
        ...(due !== undefined && { nextAt: due }),
        ...(due !== undefined && next !== undefined && { next: calledBy([next]) }),
      };
    }
    case "awaiting":
      return { state, round, taken: 0, called: calledBy([]), ...(due !== undefined && { onSiteBy: due }) };
    case "to-plan":
    case "quiet":
      return { state, round, taken: 0, called: calledBy([]), ...(due !== undefined && { nextAt: due }) };
  }
}

function calledBy(steps: readonly EscalationStep[]): EscalationView["called"] {
  const callees = steps.flatMap(({ call }) => call);
  const roles = new Set(callees.flatMap((callee) => (callee.kind === "on-duty" ? [callee.role] : [])));
  const persons = new Set(callees.flatMap((callee) => (callee.kind === "person" ? [callee.personId] : [])));
  const channels = new Set(
    callees.flatMap((callee) =>
      callee.kind === "channel" ? [callee.channelId] : callee.kind === "all-channels" ? [""] : [],
    ),
  );
  return { roles: [...roles], persons: persons.size, channels: channels.size };
}
