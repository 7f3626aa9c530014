/** The ids in a partial batch response; an answer of another shape took everything, as for AWS Lambda. */
export function failuresIn(answer: unknown): ReadonlySet<string> {
  const failures = (
    answer as { readonly batchItemFailures?: readonly { readonly itemIdentifier: string }[] } | undefined
  )?.batchItemFailures;
  return new Set(failures?.map(({ itemIdentifier }) => itemIdentifier));
}
