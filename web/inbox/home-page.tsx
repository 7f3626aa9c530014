import { lazy, useSyncExternalStore } from "react";
import { InboxPage } from "./inbox-page.tsx";

const boardCode = () => import("../board/board-page.tsx").then(({ BoardPage: Page }) => ({ default: Page }));
const BoardPage = lazy(boardCode);
const phone = matchMedia("(max-width: 640px)");
// Not only when it is drawn: nobody waits for the board.
if (!phone.matches) void boardCode().catch(() => undefined);

function subscribe(listener: () => void): () => void {
  phone.addEventListener("change", listener);
  return () => phone.removeEventListener("change", listener);
}

/** The first page: alerts on a phone, the whole board where there is room for it. */
export function HomePage() {
  const isPhone = useSyncExternalStore(subscribe, () => phone.matches);
  return isPhone ? <InboxPage /> : <BoardPage />;
}
