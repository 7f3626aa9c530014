import { type NotePart, noteForms, type VisitNote } from "../../domain/visits/note.ts";

type Text = Pick<VisitNote, "form" | "parts">;

/** What a draft says: the parts that have words, of either form, so that changing the form loses none. */
export function textOf({
  form,
  parts,
}: {
  readonly form: VisitNote["form"];
  readonly parts: Readonly<Partial<Record<NotePart, string | undefined>>>;
}): Text {
  const said = Object.values(noteForms)
    .flat()
    .flatMap((part) => ((parts[part] ?? "") === "" ? [] : [[part, parts[part]] as const]));
  return { form, parts: Object.fromEntries(said) as VisitNote["parts"] };
}

/** Whether both say the same, word for word. */
export function saysTheSame(one: Text, other: Text): boolean {
  const plain = ({ form, parts }: Text): string => JSON.stringify([form, Object.entries(parts).toSorted()]);
  return plain(one) === plain(other);
}
