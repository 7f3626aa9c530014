/** Of a step on a timeline: whom it called. */
interface Told {
  readonly step: number;
  readonly people: readonly string[];
  readonly channels: readonly string[];
  readonly more?: number | undefined;
}

/** Whom the latest round of calls called, each once, in the order of the calls. */
export interface ToldOfRound {
  readonly people: readonly string[];
  readonly channels: readonly string[];
  /** How many besides, whom the timeline does not name; at least so many. */
  readonly more: number;
}

/**
 * Whom the latest round of an alert's calls really called, as its timeline tells: never whom a policy meant to call.
 * Undefined where the timeline tells of no calls. Steps count up within a round: one that does not began anew.
 */
export function toldOfRound(timeline: readonly { readonly called?: Told | undefined }[]): ToldOfRound | undefined {
  let round: readonly Told[] = [];
  for (const { called } of timeline) {
    if (called === undefined) continue;
    const last = round.at(-1);
    round = last !== undefined && called.step > last.step ? [...round, called] : [called];
  }
  if (round.length === 0) return undefined;
  return {
    people: [...new Set(round.flatMap(({ people }) => people))],
    channels: [...new Set(round.flatMap(({ channels }) => channels))],
    more: Math.max(...round.map(({ more = 0 }) => more)),
  };
}
