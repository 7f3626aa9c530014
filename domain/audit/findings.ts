/** What a verification found wrong. */
export const findingKinds = [
  "altered",
  "removed",
  "inserted",
  "moved",
  "rewritten",
  "tail-cut",
  "chain-removed",
  "chain-inserted",
  "anchor-altered",
  "anchor-removed",
  "anchor-copy-altered",
  "anchor-copy-removed",
] as const;

/** Where it is: a day; in it a writer's chain, and there an entry, or all from one to another. */
export interface Finding {
  readonly kind: (typeof findingKinds)[number];
  readonly day: string;
  readonly writer?: string;
  readonly seq?: number;
  readonly toSeq?: number;
  /** Of a running anchor, when it was made. */
  readonly at?: number;
}
