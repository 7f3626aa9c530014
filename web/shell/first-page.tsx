import { readAll } from "../data/board-store.ts";
import { type Me, mayOf, useMe } from "../data/me.ts";
import { useBoard } from "../data/use-board.ts";
import { HomePage } from "../inbox/home-page.tsx";
import { ProblemNotice } from "../parts/notice.tsx";
import { BoardSkeleton } from "../parts/skeleton.tsx";
import { lazyPage } from "./lazy-page.tsx";
import { NotForYou } from "./not-for-you.tsx";

const FacilitiesPage = lazyPage("FacilitiesPage", () => import("../facilities/facilities-page.tsx"));
const RelativesPage = lazyPage("RelativesPage", () => import("../family/relatives-page.tsx"));

/** What greets somebody: alerts and residents, facilities, their own relatives, or the word that nothing is open to them yet. */
function firstOf(me: Me): "ward" | "facilities" | "relatives" | "nothing" {
  if (mayOf(me, "alert.read")) return "ward";
  if (mayOf(me, "facility.read")) return "facilities";
  return me.kind === "known" && me.me.residents.length > 0 ? "relatives" : "nothing";
}

/** The page without an address of its own: the first that is of use to whoever is here. */
export function FirstPage() {
  const me = useMe();
  const { problem } = useBoard();
  if (me.kind === "unknown")
    return problem === undefined ? <BoardSkeleton /> : <ProblemNotice problem={problem} again={() => void readAll()} />;
  switch (firstOf(me)) {
    case "ward":
      return <HomePage />;
    case "facilities":
      return <FacilitiesPage />;
    case "relatives":
      return <RelativesPage />;
    case "nothing":
      return <NotForYou why="nothing-yet" />;
  }
}
