/** One case where the shipped code and the stored expectation differ. */
interface DisagreeingCase {
  readonly case: string;
  /** What differs, by field. */
  readonly differences: Readonly<Record<string, { readonly expected: unknown; readonly got: unknown }>>;
}

/** How the shipped code did on a folder of vectors. */
export interface Evaluation {
  readonly agree: number;
  /** Cases whose input the code would not take, with the reason. */
  readonly refused: readonly { readonly case: string; readonly because: string }[];
  readonly disagreeing: readonly DisagreeingCase[];
  /** What a reader must know to judge the figures. */
  readonly notes: readonly string[];
}

/** What became of one case. */
export type CaseResult =
  | { readonly kind: "agrees" }
  | { readonly kind: "refused"; readonly because: string }
  | { readonly kind: "disagrees"; readonly differences: DisagreeingCase["differences"] };

/** The data cannot be evaluated at all: no folder, no vectors, missing columns. */
export class UnusableDataError extends Error {
  readonly code = "unusable-data";
}

/** Adds up the results of all cases, in their order. */
export function evaluationOf(results: ReadonlyMap<string, CaseResult>, notes: readonly string[]): Evaluation {
  const all = [...results];
  return {
    agree: all.filter(([, { kind }]) => kind === "agrees").length,
    refused: all.flatMap(([name, result]) =>
      result.kind === "refused" ? [{ case: name, because: result.because }] : [],
    ),
    disagreeing: all.flatMap(([name, result]) =>
      result.kind === "disagrees" ? [{ case: name, differences: result.differences }] : [],
    ),
    notes,
  };
}

/** The report for people. */
export function evaluationText({ agree, refused, disagreeing, notes }: Evaluation): string {
  return [
    ...notes.map((note) => `note: ${note}`),
    ...refused.map(({ case: name, because }) => `refused ${name}: ${because}`),
    ...disagreeing.map(({ case: name, differences }) => `disagrees ${name}: ${differencesText(differences)}`),
    `${agree} agree, ${disagreeing.length} disagree, ${refused.length} refused`,
  ].join("\n");
}

function differencesText(differences: DisagreeingCase["differences"]): string {
  return Object.entries(differences)
    .map(([field, { expected, got }]) => `${field} expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`)
    .join("; ");
}

/** The report for scripts, on one line. */
export function evaluationJson({ agree, refused, disagreeing }: Evaluation): string {
  return JSON.stringify({ agree, disagree: disagreeing.length, refused: refused.length, cases: disagreeing });
}
