import { alertActions, alertStates, transitionOf } from "../domain/alerts/transitions.ts";

const refusals = {
  "already-resolved": "*already resolved*",
  "taken-by-another": "*taken by another*",
  "not-held": "*nobody has it*",
} as const;

function cellOf(state: (typeof alertStates)[number], action: (typeof alertActions)[number]): string {
  const transition = transitionOf(state, action);
  if (transition.kind === "nothing") return "";
  if (transition.kind === "refused") return refusals[transition.because];
  return transition.state === state ? "●" : transition.state;
}

/** The life of an alert as a page, made from its table. */
export function alertStatesPage(): string {
  const rows = alertActions.map(
    (action) => `| ${[`\`${action}\``, ...alertStates.map((state) => cellOf(state, action))].join(" | ")} |`,
  );
  return `# The life of an alert

Made from [domain/alerts/transitions.ts](../domain/alerts/transitions.ts) by \`npm run docs\`. Condition (active, cleared) and handling stand apart. A cell is the state after the action; ● is written and stays; empty is nothing; a refusal is in italics. Actions that end in \`-taken\` are those of a person while somebody else has the alert; \`-latched\` are those of kinds that only a person ends: fall, SOS, smoke, gas and long lie.

| action | ${alertStates.join(" | ")} |
| --- |${" --- |".repeat(alertStates.length)}
${rows.join("\n")}

Who is called follows in the same write: raised, released, reopened, woken from a shelf or called again while nobody answers, an alert calls from the first step of its facility's policy; acknowledged, it waits for somebody to be there; on site it calls nobody for half an hour (high), an hour (medium) or four hours (low), and is then opened again if its condition is still active; shelved, inhibited or closed, it calls nobody. What becomes more urgent (\`change\`) calls from the first step too, by \`call-again\` where somebody has had it for more than ten minutes; whoever answered within them keeps it.

- **Shelving** lasts four hours at most and has a reason; never for a fall, an SOS call, smoke, gas or a long lie. What is over and raised again meanwhile stays shelved; what becomes more urgent, or what somebody goes to, does not.
- **A case** holds the alerts about one person that overlap in time. Technical alerts belong to none.
- **A long lie** is raised when half an hour (5 to 55 minutes by plan) after a fall nobody saw the person up and nobody was there.
- **Inhibition**: a low battery calls nobody while the silence of its device does. Nothing about a person is ever inhibited.
- **Names**: whoever signed in acts in their own; \`by\` in a request counts for the operators' command only.
`;
}
