import * as z from "zod/mini";

/** Where a page ended: the group that was listed (mostly a facility) and the last id in it. For callers it is opaque. */
const cursor = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}\.[A-Za-z0-9_-]{1,96}$/));

/**
 * The query of a list that comes in pages: how many entries at most, and `next` of the page before. `limits` matches
 * the numbers that are allowed; unless told it is `most`, of which one answer holds all (an answer ends at 6 MB).
 */
export function pageQuery(limits: RegExp, most: number) {
  return {
    limit: z.pipe(
      z._default(z.string().check(z.regex(limits)), String(most)),
      z.transform((text: string) => Number(text)),
    ),
    after: z.optional(cursor),
  };
}

/** What every page carries beside its items. */
export const pageEnd = {
  /** There is more: ask again with this as `after`, all else unchanged. Absent on the last page. */
  next: z.optional(cursor),
};

export interface Page<T> {
  readonly items: readonly T[];
  readonly unreadable?: readonly string[] | undefined;
  readonly next?: string | undefined;
}

/** All pages of one list as one, in their order. */
export interface WholeList<T> {
  readonly items: readonly T[];
  readonly unreadable?: readonly string[];
}

/** Asks page after page until there is none left; rejects as soon as one page does, so that no list passes for whole that is not. */
export async function wholeList<T>(ask: (after: string | undefined) => Promise<Page<T>>): Promise<WholeList<T>> {
  const items: T[] = [];
  const unreadable: string[] = [];
  let after: string | undefined;
  do {
    const page = await ask(after);
    for (const item of page.items) items.push(item);
    unreadable.push(...(page.unreadable ?? []));
    after = page.next;
  } while (after !== undefined);
  return { items, ...(unreadable.length > 0 && { unreadable }) };
}

/** The address of a page: `path` may have a query already. */
export function pageAddress(path: string, after: string | undefined): string {
  return after === undefined ? path : `${path}${path.includes("?") ? "&" : "?"}after=${encodeURIComponent(after)}`;
}
