import { readAll } from "../data/board-store.ts";
import { useMe } from "../data/me.ts";
import { useBoard } from "../data/use-board.ts";
import { ProblemNotice } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import type { PageProps } from "./lazy-page.tsx";
import { NotForYou } from "./not-for-you.tsx";
import { isOffered, type PageEntry } from "./pages.tsx";

/** A page as its address was asked for: shown to whom it is open, as soon as it is known who that is. */
export function ShownPage({ entry, params }: PageProps & { readonly entry: PageEntry }) {
  const me = useMe();
  const { problem } = useBoard();
  const { Page } = entry;
  if (isOffered(entry, me)) return <Page params={params} />;
  if (me.kind !== "unknown") return <NotForYou why="not-this-page" />;
  if (problem !== undefined) return <ProblemNotice problem={problem} again={() => void readAll()} />;
  return <PanelSkeleton height={480} />;
}
