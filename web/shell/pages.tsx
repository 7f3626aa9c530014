import { type ComponentType, lazy } from "react";
import type { Bilingual } from "../../contracts/http/fields.ts";
import type { Action } from "../data/me.ts";
import { HomePage } from "../inbox/home-page.tsx";
import { InboxPage } from "../inbox/inbox-page.tsx";
import { officePages } from "./office-pages.tsx";

export interface PageProps {
  /** What stands in the address for `:id` and the like. */
  readonly params: Readonly<Record<string, string | undefined>>;
}

/** One page of the console: its address, what shows it, and where people find it. */
export interface PageEntry {
  readonly path: string;
  readonly Page: ComponentType<PageProps>;
  /** Its link in the navigation; absent for pages that are reached from others. */
  readonly link?: {
    /** `ward`: the daily work, in sight on every page. `office`: what is arranged, in the menu. */
    readonly group: "ward" | "office";
    readonly label: Bilingual;
  };
  /** The action without which the page is not offered. */
  readonly needs?: Action;
  /** `bare`: the page has the whole screen, without header and footer. */
  readonly frame?: "bare";
}

/** Every page's code comes when it is first opened, or when somebody is about to. */
const AlertPage = lazy(() =>
  import("../alert/alert-page.tsx").then(({ AlertPage: Page }) => ({
    default: ({ params }: PageProps) => <Page key={params.id} id={params.id ?? ""} />,
  })),
);
const BoardPage = lazy(() => import("../board/board-page.tsx").then(({ BoardPage: Page }) => ({ default: Page })));
const ResidentPage = lazy(() =>
  import("../resident/resident-page.tsx").then(({ ResidentPage: Page }) => ({
    default: ({ params }: PageProps) => <Page key={params.id} id={params.id ?? ""} />,
  })),
);
const OperationsPage = lazy(() =>
  import("../operations/operations-page.tsx").then(({ OperationsPage: Page }) => ({ default: Page })),
);
const WallPage = lazy(() => import("../wall/wall-page.tsx").then(({ WallPage: Page }) => ({ default: Page })));

/** All pages, in the order of the navigation. The first that fits an address is shown. */
export const pages: readonly PageEntry[] = [
  { path: "/", Page: HomePage },
  { path: "/inbox", Page: InboxPage, link: { group: "ward", label: { zh: "告警", en: "Alerts" } } },
  { path: "/alerts/:id", Page: AlertPage },
  { path: "/board", Page: BoardPage, link: { group: "ward", label: { zh: "看板", en: "Board" } } },
  {
    path: "/wall",
    Page: WallPage,
    link: { group: "ward", label: { zh: "病区大屏", en: "Ward wall" } },
    needs: "resident.read",
    frame: "bare",
  },
  ...officePages,
  { path: "/residents/:id", Page: ResidentPage },
  {
    path: "/operations",
    Page: OperationsPage,
    link: { group: "office", label: { zh: "运行情况、设备与隔离区", en: "Health, devices and quarantine" } },
    needs: "quarantine.read",
  },
];
