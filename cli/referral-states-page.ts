import { ruleOf } from "../domain/access/actions.ts";
import { day, hour, minute } from "../domain/model/time.ts";
import { deadlines, defaultDeadlineMs } from "../domain/referrals/deadlines.ts";
import { referralModes } from "../domain/referrals/referral.ts";
import { referralStates } from "../domain/referrals/states.ts";
import { referralActions, stepRule, transitionOf } from "../domain/referrals/transitions.ts";
import { answerStates, askedPriority, urgencies } from "../domain/referrals/urgency.ts";

function cellOf(state: (typeof referralStates)[number], action: (typeof referralActions)[number]): string {
  const mode = stepRule(action).mode ?? "routine";
  const transition = transitionOf(state, action, mode);
  if (transition.kind === "nothing") return "·";
  if (transition.kind === "refused") return "";
  return transition.state === state ? "●" : transition.state;
}

function whoOf(action: (typeof referralActions)[number]): string {
  const { access } = stepRule(action);
  return access === undefined ? "nobody: it follows" : ruleOf(access).roles.join(", ");
}

function timeOf(ms: number): string {
  if (ms >= day) return `${ms / day} d`;
  return ms >= hour ? `${ms / hour} h` : `${ms / minute} min`;
}

function deadlineOf(state: (typeof referralStates)[number], mode: (typeof referralModes)[number]): string {
  const deadline = deadlines[mode][state];
  return deadline === undefined ? "" : `${timeOf(deadline.afterMs)}, ${deadline.party}`;
}

/** The life of a referral as a page, made from its tables. */
export function referralStatesPage(): string {
  const steps = referralActions.map((action) => {
    const { party, mode = "both", takenBackMs } = stepRule(action);
    const takenBack = takenBackMs === undefined ? "" : timeOf(takenBackMs);
    return `| \`${action}\` | ${party} | ${whoOf(action)} | ${mode} | ${takenBack} |`;
  });
  const rows = referralActions.map(
    (action) => `| ${[`\`${action}\``, ...referralStates.map((state) => cellOf(state, action))].join(" | ")} |`,
  );
  const times = referralStates
    .filter((state) => referralModes.some((mode) => deadlines[mode][state] !== undefined))
    .map((state) => `| ${state} | ${referralModes.map((mode) => deadlineOf(state, mode)).join(" | ")} |`);
  const answers = answerStates.map((state) => {
    const within = urgencies.map((urgency) => timeOf(defaultDeadlineMs("routine", state, urgency) ?? 0));
    return `| ${state} | ${within.join(" | ")} |`;
  });
  const loudness = urgencies.map((urgency) => askedPriority[urgency]);
  return `# The life of a referral

Made from [domain/referrals/transitions.ts](../domain/referrals/transitions.ts) and [deadlines.ts](../domain/referrals/deadlines.ts) by \`npm run docs\`; why it is so: [ADR 14](decisions/0014-two-way-referral.md).

The **origin** cares for the person in daily life, the **destination** treats them, **return** is who takes them back: the origin, unless another house was asked. The **sender** brings them to the destination: the origin, or the hospital that had them and sends them on; **holder** is the hospital that has them. A hospital that sent them on reads the case and adds notes. A step is taken by the house whose part it is; another house of the case takes it in that one's name by writing down with whom it spoke on the telephone.

## Steps

| step | whose part | who, in that house | mode | taken back within |
| --- | --- | --- | --- | --- |
${steps.join("\n")}

A mistaken step is taken back (\`take-back\`) by whoever took it, or with a reason by somebody of the same desk who may take it, as long as no other step followed: the case stands as before with its old deadline, its bed where nobody else has it by now, and the calls that belong to that stage. Both rows stay. An end stands where another case of the person was opened since, or their care has ended.

## From where to where

A cell is the state after the step; ● is written and stays; · was so already and changes nothing; empty is refused.

| step | ${referralStates.join(" | ")} |
| --- |${" --- |".repeat(referralStates.length)}
${rows.join("\n")}

An up-referral begins as \`requested\`, in the green channel as \`accepted\` by the agreement; a down-referral begins as \`ready-for-down\`.

## How long a stage may take, and who is late after that

| state | ${referralModes.join(" | ")} |
| --- |${" --- |".repeat(referralModes.length)}
${times.join("\n")}

A routine answer, by how soon somebody has to be seen; what nobody said counts as \`asap\`, and is asked by a message:

| state | ${urgencies.join(" | ")} |
| --- |${" --- |".repeat(urgencies.length)}
${answers.join("\n")}
| asked with priority | ${loudness.join(" | ")} |

The two weeks of the follow-up are the national norm for chronic patients; all else is to be confirmed by clinicians. On the way, there and back, a quarter of an hour after the time that was said counts instead, four hours at most. An appointment comes before the deadline of \`accepted\` and \`transport-arranged\`, on the way back before that of \`down-accepted\`. Whoever is late is called by an alert of their own house; each house may say how long it allows itself for its own stages, from a minute to four times what stands here (the follow-up at most the two weeks), and the time that applied stays with the stage; where nobody there uses the service, the other side is. A routine case that nobody touched for a week after its deadline, and that nobody left for, ends as \`cancelled\`; the home is told so by an alert, and the list of both houses says so. A case that began at the hospital and that nobody takes a week after its deadline is late no more: both managers are told, and it can be ended by one tap.
`;
}
