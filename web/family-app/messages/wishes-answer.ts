import { fieldsOf, given, itemsOf, textOf } from "../answers.ts";

export const wishesPath = "/api/me/family-wishes";

export interface Quiet {
  readonly from: string;
  readonly until: string;
}

/** How one is told, as the page shows it. */
export interface Wishes {
  readonly channels: readonly string[];
  readonly reachable: readonly string[];
  readonly quiet?: Quiet;
}

/** GET /api/me/family-wishes; undefined where it is no such answer. */
export function wishesOf(value: unknown): Wishes | undefined {
  const { channels, reachable, quiet } = fieldsOf(value);
  if (!Array.isArray(channels) || !Array.isArray(reachable)) return undefined;
  return { channels: textsOf(channels), reachable: textsOf(reachable), ...given("quiet", quietOf(quiet)) };
}

function textsOf(value: unknown): readonly string[] {
  return itemsOf(value).flatMap((one) => textOf(one) ?? []);
}

function quietOf(value: unknown): Quiet | undefined {
  const { from, until } = fieldsOf(value);
  const [begin, end] = [textOf(from), textOf(until)];
  return begin === undefined || end === undefined ? undefined : { from: begin, until: end };
}
