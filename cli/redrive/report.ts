/** What became of the dead letters of one place. */
export interface RedriveReport {
  readonly from: string;
  readonly found: number;
  readonly delivered: number;
  /** Nobody keeps what they stood for any more. */
  readonly lost: number;
  readonly failed: readonly { readonly id: string; readonly why: string }[];
  /** How many of which kind. */
  readonly kinds: Readonly<Record<string, number>>;
}
