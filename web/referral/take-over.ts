import type { SnapshotView } from "../../contracts/http/referral-papers.ts";
import { noneHere } from "../../contracts/none-known.ts";
import { labelOf, type snapshotFieldNames, unchangedLine } from "../../contracts/papers/field-words.ts";

/** What a house takes over of what the hospital says on the way back: the medicines into the record, the plan as a note. */
export interface TakenOver {
  readonly record?: Readonly<Record<string, unknown>>;
  readonly note?: { readonly id: string; readonly text: string };
}

const planFields = ["impression", "nextPlan", "rehabilitation", "followUps"] as const;
/** As much as a note holds. */
const longestNote = 2000;

/** `undefined`: the papers say neither. Said twice it is the same note, and the same medicines. */
export function takenOver({ id, fields }: Pick<SnapshotView, "id" | "fields">): TakenOver | undefined {
  const said = fields.find(({ name, by }) => name === "medicines" && by.kind === "person");
  // That nothing changed changes nothing.
  const medicines = said?.lines[0] === unchangedLine ? undefined : said?.value;
  const plan = fields
    .filter(({ name, lines }) => planFields.some((each) => each === name) && lines.length > 0)
    .map(
      ({ name, lines }) => `${labelOf(name as (typeof snapshotFieldNames)[number], "down").zh}：${lines.join("；")}`,
    );
  if (medicines === undefined && plan.length === 0) return undefined;
  return {
    ...(medicines !== undefined && {
      record: medicines === noneHere ? { medicines: null, noneKnown: { medicines: true } } : { medicines },
    }),
    ...(plan.length > 0 && {
      note: { id: `return-${id}`.slice(0, 64), text: `医院回转：${plan.join("\n")}`.slice(0, longestNote) },
    }),
  };
}
