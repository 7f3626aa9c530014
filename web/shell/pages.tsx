import { type ComponentType, lazy } from "react";
import type { Bilingual } from "../../contracts/http/fields.ts";
import { type Action, type Me, mayOf } from "../data/me.ts";
import { InboxPage } from "../inbox/inbox-page.tsx";
import { FirstPage } from "./first-page.tsx";
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
  /** The action without which the page is neither offered nor shown; `relatives`: of one's own there must be some. */
  readonly needs?: Action | "relatives";
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
const VisitsPage = lazy(() => import("../visit/visits-page.tsx").then(({ VisitsPage: Page }) => ({ default: Page })));
const VisitPage = lazy(() =>
  import("../visit/visit-page.tsx").then(({ VisitPage: Page }) => ({
    default: ({ params }: PageProps) => <Page key={params.id} id={params.id ?? ""} />,
  })),
);
const ReferralsPage = lazy(() =>
  import("../referral/referrals-page.tsx").then(({ ReferralsPage: Page }) => ({ default: Page })),
);
const ArrivalsPage = lazy(() =>
  import("../referral/arrivals-page.tsx").then(({ ArrivalsPage: Page }) => ({ default: Page })),
);
const FiguresPage = lazy(() =>
  import("../referral/figures-page.tsx").then(({ FiguresPage: Page }) => ({ default: Page })),
);
const ReferralPolicyPage = lazy(() =>
  import("../referral/policy-page.tsx").then(({ ReferralPolicyPage: Page }) => ({ default: Page })),
);
const RequestReferralPage = lazy(() =>
  import("../referral/request-page.tsx").then(({ RequestReferralPage: Page }) => ({ default: Page })),
);
const ReferralPage = lazy(() =>
  import("../referral/referral-page.tsx").then(({ ReferralPage: Page }) => ({
    default: ({ params }: PageProps) => <Page key={params.id} id={params.id ?? ""} />,
  })),
);
const BedBoardPage = lazy(() =>
  import("../beds/bed-board-page.tsx").then(({ BedBoardPage: Page }) => ({ default: Page })),
);
const ConsortiumPage = lazy(() =>
  import("../consortium/consortium-page.tsx").then(({ ConsortiumPage: Page }) => ({ default: Page })),
);
const WallPage = lazy(() => import("../wall/wall-page.tsx").then(({ WallPage: Page }) => ({ default: Page })));

const RelativesPage = lazy(() =>
  import("../family/relatives-page.tsx").then(({ RelativesPage: Page }) => ({ default: Page })),
);

/** All pages, in the order of the navigation. The first that fits an address is shown. */
export const pages: readonly PageEntry[] = [
  { path: "/", Page: FirstPage },
  {
    path: "/inbox",
    Page: InboxPage,
    link: { group: "ward", label: { zh: "告警", en: "Alerts" } },
    needs: "alert.read",
  },
  { path: "/alerts/:id", Page: AlertPage, needs: "alert.read" },
  {
    path: "/board",
    Page: BoardPage,
    link: { group: "ward", label: { zh: "看板", en: "Board" } },
    needs: "resident.read",
  },
  {
    path: "/wall",
    Page: WallPage,
    link: { group: "ward", label: { zh: "病区大屏", en: "Ward wall" } },
    needs: "resident.read",
    frame: "bare",
  },
  {
    path: "/visits",
    Page: VisitsPage,
    link: { group: "ward", label: { zh: "视频巡诊", en: "Video visits" } },
    needs: "visit.read",
  },
  // For relatives too, who are invited to one; everybody else is told that it is not there.
  { path: "/visits/:id", Page: VisitPage },
  {
    path: "/referrals",
    Page: ReferralsPage,
    link: { group: "ward", label: { zh: "转诊", en: "Referrals" } },
    needs: "referral.read",
  },
  { path: "/referrals/arrivals", Page: ArrivalsPage, needs: "referral.read" },
  { path: "/referrals/figures", Page: FiguresPage, needs: "referral-figures.read" },
  { path: "/referrals/policy", Page: ReferralPolicyPage, needs: "escalation.read" },
  { path: "/referrals/new", Page: RequestReferralPage, needs: "referral.request" },
  { path: "/referrals/:id", Page: ReferralPage, needs: "referral.read" },
  {
    path: "/beds/board",
    Page: BedBoardPage,
    link: { group: "ward", label: { zh: "床位", en: "Beds" } },
    needs: "bed.read",
  },
  {
    path: "/consortium",
    Page: ConsortiumPage,
    link: { group: "office", label: { zh: "联合体和协议", en: "Consortium and agreements" } },
    needs: "consortium.read",
  },
  {
    path: "/relatives",
    Page: RelativesPage,
    link: { group: "ward", label: { zh: "我的家人", en: "My relatives" } },
    needs: "relatives",
  },
  ...officePages,
  { path: "/residents/:id", Page: ResidentPage, needs: "resident.read" },
  {
    path: "/operations",
    Page: OperationsPage,
    link: { group: "office", label: { zh: "运行情况、设备与隔离区", en: "Health, devices and quarantine" } },
    needs: "quarantine.read",
  },
];

/** Whether a page is one for whoever is here: the one rule for menus, links and addresses. */
export function isOffered({ needs }: Pick<PageEntry, "needs">, me: Me): boolean {
  if (needs === undefined) return true;
  if (needs === "relatives") return me.kind === "known" && me.me.residents.length > 0;
  return mayOf(me, needs);
}
