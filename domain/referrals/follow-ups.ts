import type { Actor } from "../alerts/alert.ts";
import { day, type EpochMs } from "../model/time.ts";
import type { FollowUp } from "./snapshot-fields.ts";

/** Something that the hospital's papers ask to be done after the return, each with its own tick. */
export interface FollowUpItem extends FollowUp {
  readonly id: string;
  readonly done?: {
    readonly at: EpochMs;
    readonly by: Actor;
    /** It need not be done after all: the reason says why. */
    readonly isNotNeeded?: true;
    readonly reason?: string;
  };
}

/** What is to be done as the papers say it now. What was ticked stays ticked, and stays there when the papers say it no more. */
export function listedAnew(before: readonly FollowUpItem[], said: readonly FollowUp[]): readonly FollowUpItem[] {
  const isSame = (one: FollowUp, other: FollowUp) => one.what === other.what && one.dueOn === other.dueOn;
  const kept = before.filter((item) => item.done !== undefined && !said.some((each) => isSame(each, item)));
  const last = Math.max(0, ...before.map(({ id }) => Number(id.slice(1))));
  const listed = said.map((each, at) => {
    const known = before.find((item) => isSame(item, each));
    return known === undefined ? { ...each, id: `f${last + at + 1}` } : { ...known, ...each };
  });
  return [...kept, ...listed];
}

/** Those that nobody has ticked, the first due first. */
export function openFollowUps(items: readonly FollowUpItem[] = []): readonly FollowUpItem[] {
  return items.filter(({ done }) => done === undefined).toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
}

/** The end of the first day on which one of them is due; undefined where none is open. */
export function followUpEnd(items: readonly FollowUpItem[] = []): EpochMs | undefined {
  const [first] = openFollowUps(items);
  return first === undefined ? undefined : Date.parse(`${first.dueOn}T00:00:00+08:00`) + day;
}

/** With one ticked, or with its tick taken away. */
export function ticked(
  items: readonly FollowUpItem[],
  id: string,
  done: FollowUpItem["done"],
): readonly FollowUpItem[] {
  return items.map((item) => {
    if (item.id !== id) return item;
    const { done: _, ...open } = item;
    return done === undefined ? open : { ...open, done };
  });
}

/** The one that a step means: the named one, else the only one that is open. */
export function followUpMeant(items: readonly FollowUpItem[] = [], id: string | undefined): FollowUpItem | undefined {
  if (id !== undefined) return items.find((item) => item.id === id);
  const open = openFollowUps(items);
  return open.length === 1 ? open[0] : undefined;
}
