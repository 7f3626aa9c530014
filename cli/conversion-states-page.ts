import { conversionActions, conversionStates } from "../domain/beds/conversion.ts";
import { conversionRules } from "../domain/beds/conversion-transitions.ts";

type Action = (typeof conversionActions)[number];

function cellOf(action: Action, state: (typeof conversionStates)[number]): string {
  const rule = conversionRules[action][state];
  if (rule === undefined) return "";
  if (rule.onlyWhenThere === true) return `${rule.to} †`;
  return rule.onlyWhenLeft === true ? `${rule.to} *` : rule.to;
}

function accessOf(action: Action): string {
  const rules = Object.values(conversionRules[action]);
  return [...new Set(rules.map(({ access }) => `\`${access}\``))].join(", ");
}

/** The conversion of a bed as a page, made from its table. */
export function conversionStatesPage(): string {
  const rows = conversionActions.map(
    (action) =>
      `| ${[`\`${action}\``, accessOf(action), ...conversionStates.map((state) => cellOf(action, state))].join(" | ")} |`,
  );
  return `# The conversion of a bed 床位转换

Made from [domain/beds/conversion-transitions.ts](../domain/beds/conversion-transitions.ts) by \`npm run docs\`. A cell is the state after the step; empty is refused. Who may is said by [access.md](access.md). With * only when the resident whose conversion it is lies there no more, with † only while they do.

| step | by whom may | ${conversionStates.join(" | ")} |
| --- | --- |${" --- |".repeat(conversionStates.length)}
${rows.join("\n")}

- **One at a time**: a bed has one conversion under way, by its guard in the table.
- **Two people**: whoever ordered does not approve.
- **One cut**: with \`take-effect\` and \`return\` the use of the bed changes at that very moment, in one write with the step; the one payer ends then and the other begins.
- **One payer**: of a resident one conversion is in effect at a time, in whatever house; the write itself refuses a second.
- **Asked after**: an order and an approval are due in a day, the effect an hour after its cut, the return in a day. A bed that is converted is asked after on the day that was said with the approval or the last \`review\`, else after two weeks, until it goes back. Whose part it is is told once when it begins to wait and once when it is late, by day, within five minutes ([matters.ts](../domain/beds/matters.ts)); the days and the two weeks are our own choice, to be confirmed by the consortium and the local insurance office.
- **Quota**: never more beds of a use than the facility is licensed for, nor more converted at one time than it may convert.
- **Kept to its resident**: from the approval on the bed is held for nobody and taken by nobody else, until it was returned or the conversion was cancelled. Who moves out, is discharged or dies is never held up by it: the conversion waits to be returned.
`;
}
