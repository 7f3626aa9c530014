import { roles } from "../domain/model/person.ts";
import {
  mayAct,
  transitionOf,
  type VisitAction,
  type VisitState,
  visitActions,
  visitStates,
} from "../domain/visits/transitions.ts";
import { type VisitKind, visitParties } from "../domain/visits/visit.ts";

const refusals = {
  over: "*over*",
  "not-begun": "*not begun*",
  "in-call-already": "*in call*",
  "not-medical": "*not medical*",
  locked: "*locked*",
} as const;

function cellOf(state: VisitState, action: VisitAction, kind: VisitKind): string {
  const transition = transitionOf(state, action, kind);
  if (transition.kind === "nothing") return "";
  if (transition.kind === "refused") return refusals[transition.because];
  return transition.state === state ? "●" : transition.state;
}

function tableOf(kind: VisitKind): string {
  const rows = visitActions.map((action) => {
    const cells = visitStates.map((state) => cellOf(state, action, kind));
    return `| ${[`\`${action}\``, ...cells, whoOf(action, kind)].join(" | ")} |`;
  });
  return `| action | ${visitStates.join(" | ")} | by |\n| --- |${" --- |".repeat(visitStates.length + 1)}\n${rows.join("\n")}`;
}

function whoOf(action: VisitAction, kind: VisitKind): string {
  return visitParties
    .flatMap((party) => {
      const held = roles.filter((role) => mayAct(action, kind, party, role));
      return held.length === 0 ? [] : [`${party}: ${held.join(", ")}`];
    })
    .join("; ");
}

/** The life of a tele-visit as a page, made from its table. */
export function visitStatesPage(): string {
  return `# The life of a tele-visit

Made from [domain/visits/transitions.ts](../domain/visits/transitions.ts) by \`npm run docs\`. A cell is the state after the action; ● is written and stays; empty is nothing; a refusal is in italics. \`by\`: the roles that may, by the side for which they act. \`resident\` is where the resident is cared for, \`lead\` the facility whose doctor leads and signs, \`consulted\` the one that is asked to advise, \`family\` relatives who were invited.

## Medical visits

${tableOf("contracted-follow-up")}

## A family's call

${tableOf("family-call")}

## Guidance

Asked by the resident's own house of one with which it has an agreement on guidance; answered and signed there, with or without a call. Nobody is assessed, treated or ordered for.

${tableOf("guidance")}

- **A call begins** only with a consent that is enough for its kind (between facilities a written one, or an emergency) and, where it is medical, when the doctor found nothing that speaks against treating by video, and is there with somebody at the resident's side. Of the four places one is kept for whoever leads and one for the bedside.
- **Not suitable, come in**: found in the call it leads to the notes: what was seen is written, ordered and signed all the same, with the cause beside. Assessed as unsuitable a call can neither end nor be signed as a usual one.
- **Missed**: nobody came within 20 minutes of the time, or somebody waited for an hour and was not seen for 20 minutes. Whoever comes after all is let in.
- **A signature** locks the note; after it only words are added. Orders are reported on afterwards too.
- **Tasks**: what is ordered is a task of a role, or of somebody by name, at a facility of the visit. "Not done" leaves it open and tells whoever ordered; the leading doctor takes it back with a reason; what is late raises an alert of medium priority, once, that ends with the task. When the resident moves, leaves or dies, open tasks end and whoever ordered is told.
- **Qualification**: orders and signatures are by doctors whose licence is recorded (执业证书); where the resident is treated online, with three years of independent clinical work.
- **Kept**: visit, consent and note are an outpatient record, 15 years or longer after the resident's last visit (医疗机构管理条例实施细则 art. 53), and the steps are the record of its course (3 years): nothing of them expires by itself. What pages say to each other to set up a call, sound and picture are stored nowhere.
`;
}
