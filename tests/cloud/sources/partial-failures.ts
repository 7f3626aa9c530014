import type { InvokeAnswer } from "../cloud.ts";

/**
 * Which records of a batch an event source delivers again. As Lambda has it, all of them when the function failed, or
 * names a record that was not in the batch, or answers in another shape.
 */
export function failuresIn(
  answer: InvokeAnswer,
  ids: readonly string[],
  reportsFailures: boolean,
): ReadonlySet<string> {
  const everything = new Set(ids);
  if (answer.kind === "failed") return everything;
  if (!reportsFailures || answer.payload === null) return new Set();
  const { batchItemFailures: failures = [] } = answer.payload as {
    batchItemFailures?: readonly { itemIdentifier?: string }[] | null;
  };
  const failed = new Set((failures ?? []).map(({ itemIdentifier = "" }) => itemIdentifier));
  return failed.isSubsetOf(everything) ? failed : everything;
}
