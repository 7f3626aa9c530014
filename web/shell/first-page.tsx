import { Redirect } from "wouter";
import { readAll } from "../data/board-store.ts";
import { useMe } from "../data/me.ts";
import { useBoard } from "../data/use-board.ts";
import { HomePage } from "../inbox/home-page.tsx";
import { ProblemNotice } from "../parts/notice.tsx";
import { BoardSkeleton } from "../parts/skeleton.tsx";
import { firstOf } from "./first-of.ts";
import { lazyPage } from "./lazy-page.tsx";
import { NotForYou } from "./not-for-you.tsx";
import { ToFamily } from "./to-family.tsx";

const FacilitiesPage = lazyPage("FacilitiesPage", () => import("../facilities/facilities-page.tsx"));

/** The page without an address of its own: the first that is of use to whoever is here. */
export function FirstPage() {
  const me = useMe();
  const { problem } = useBoard();
  if (me.kind === "unknown")
    return problem === undefined ? <BoardSkeleton /> : <ProblemNotice problem={problem} again={() => void readAll()} />;
  switch (firstOf(me)) {
    case "desk":
      return <Redirect to="/referrals/arrivals" replace />;
    case "ward":
      return <HomePage />;
    case "facilities":
      return <FacilitiesPage />;
    case "relatives":
      return <ToFamily />;
    case "nothing":
      return <NotForYou why="nothing-yet" />;
  }
}
