import type { Slice } from "../../stores/all-pages.ts";
import { type Entry, type Listing, UnreadableItemError } from "../../stores/stored-item.ts";

const mostAtOnce = 16;

/** A page of a list that goes group by group, by their ids. */
export interface PageRead<T> extends Listing<T> {
  /** Absent on the last page. */
  readonly next?: string;
}

/**
 * Reads one page across groups, in the order of their ids and of the ids inside. A cursor says where the page before
 * ended, not how many there were, so what comes or goes meanwhile shifts nothing. Groups that fill a page are read one
 * by one; where they are small, more and more of them at once.
 */
export async function pageAcross<T>(
  groupIds: readonly string[],
  { limit, after }: Slice,
  read: (groupId: string, slice: Slice) => Promise<readonly Entry<T>[]>,
): Promise<PageRead<T>> {
  const [afterGroup = "", afterId] = after?.split(".") ?? [];
  const left = [...new Set(groupIds)].filter((id) => id >= afterGroup).sort(byBytes);
  const found: (Entry<T> & { readonly groupId: string })[] = [];
  for (let atOnce = 1; left.length > 0 && found.length <= limit; atOnce = Math.min(atOnce * 2, mostAtOnce)) {
    // One more than the page holds tells whether it is the last.
    const slice = { limit: limit + 1 - found.length };
    const groups = await Promise.all(
      left.splice(0, atOnce).map(async (groupId) => {
        const entries = await read(groupId, groupId === afterGroup ? { ...slice, after: afterId } : slice);
        return entries.map((entry) => ({ ...entry, groupId }));
      }),
    );
    found.push(...groups.flat());
  }
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.flatMap(({ read: item }) => (item instanceof UnreadableItemError ? [] : [item as T])),
    unreadable: page.flatMap(({ read: item }) => (item instanceof UnreadableItemError ? [item] : [])),
    ...(found.length > limit && last !== undefined && { next: `${last.groupId}.${last.id}` }),
  };
}

/** Ids are ASCII, so that this is the order in which both table engines keep them. */
function byBytes(one: string, other: string): number {
  return one < other ? -1 : 1;
}
