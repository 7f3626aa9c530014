/** What functions find beyond AWS: names that only this run knows, and an authority whose certificates it trusts. */
export interface Internet {
  readonly caPem: string;
  /** Host name → the public address to which it resolves. This machine stands behind every one of them. */
  readonly hosts: Readonly<Record<string, string>>;
}
