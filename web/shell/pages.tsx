import type { FunctionComponent } from "react";
import type { Bilingual } from "../../contracts/http/fields.ts";
import { type Action, type Me, mayOf } from "../data/me.ts";
import { InboxPage } from "../inbox/inbox-page.tsx";
import { FirstPage } from "./first-page.tsx";
import { lazyPage, lazyPageOf, type PageProps } from "./lazy-page.tsx";
import { ToFamily } from "./to-family.tsx";

/** One page of the console: its address, what shows it, and where people find it. */
export interface PageEntry {
  readonly path: string;
  readonly Page: FunctionComponent<PageProps>;
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

/** All pages, in the order of the navigation. The first that fits an address is shown; all but the first two come when they are opened. */
export const pages: readonly PageEntry[] = [
  { path: "/", Page: FirstPage },
  {
    path: "/inbox",
    Page: InboxPage,
    link: { group: "ward", label: { zh: "告警", en: "Alerts" } },
    needs: "alert.read",
  },
  { path: "/alerts/:id", Page: lazyPageOf("AlertPage", () => import("../alert/alert-page.tsx")), needs: "alert.read" },
  {
    path: "/board",
    Page: lazyPage("BoardPage", () => import("../board/board-page.tsx")),
    link: { group: "ward", label: { zh: "看板", en: "Board" } },
    needs: "resident.read",
  },
  {
    path: "/wall",
    Page: lazyPage("WallPage", () => import("../wall/wall-page.tsx")),
    link: { group: "ward", label: { zh: "病区大屏", en: "Ward wall" } },
    needs: "resident.read",
    frame: "bare",
  },
  {
    path: "/visits",
    Page: lazyPage("VisitsPage", () => import("../visit/visits-page.tsx")),
    link: { group: "ward", label: { zh: "视频巡诊", en: "Video visits" } },
    needs: "visit.read",
  },
  {
    path: "/tasks",
    Page: lazyPage("TasksPage", () => import("../tasks/tasks-page.tsx")),
    link: { group: "ward", label: { zh: "待办任务", en: "Tasks" } },
    needs: "visit.report",
  },
  {
    path: "/family-messages",
    Page: lazyPage("FamilyMessagesPage", () => import("../family-messages/messages-page.tsx")),
    link: { group: "ward", label: { zh: "家属消息", en: "Relatives' messages" } },
    needs: "family-message.answer",
  },
  // For relatives too, who are invited to one; everybody else is told that it is not there.
  { path: "/visits/:id", Page: lazyPageOf("VisitPage", () => import("../visit/visit-page.tsx")) },
  {
    path: "/referrals",
    Page: lazyPage("ReferralsPage", () => import("../referral/referrals-page.tsx")),
    link: { group: "ward", label: { zh: "转诊", en: "Referrals" } },
    needs: "referral.read",
  },
  {
    path: "/referrals/arrivals",
    Page: lazyPage("ArrivalsPage", () => import("../referral/arrivals-page.tsx")),
    needs: "referral.read",
  },
  {
    path: "/referrals/figures",
    Page: lazyPage("FiguresPage", () => import("../referral/figures-page.tsx")),
    // For supervisors too, who read no single case.
    link: { group: "office", label: { zh: "转诊月度数据", en: "Referral figures" } },
    needs: "referral-figures.read",
  },
  {
    path: "/referrals/policy",
    Page: lazyPage("ReferralPolicyPage", () => import("../referral/policy-page.tsx")),
    needs: "escalation.read",
  },
  {
    path: "/referrals/new",
    Page: lazyPage("RequestReferralPage", () => import("../referral/request-page.tsx")),
    needs: "referral.request",
  },
  {
    path: "/referrals/:id",
    Page: lazyPageOf("ReferralPage", () => import("../referral/referral-page.tsx")),
    needs: "referral.read",
  },
  {
    path: "/beds/board",
    Page: lazyPage("BedBoardPage", () => import("../beds/bed-board-page.tsx")),
    link: { group: "ward", label: { zh: "床位", en: "Beds" } },
    needs: "bed.read",
  },
  {
    path: "/beds/payers",
    Page: lazyPage("PayersPage", () => import("../beds/payers-page.tsx")),
    needs: "bed.convert",
  },
  {
    path: "/beds/:facilityId/:bedId",
    Page: lazyPage("BedPage", () => import("../beds/bed-page.tsx")),
    needs: "bed.read",
  },
  {
    path: "/consortium",
    Page: lazyPage("ConsortiumPage", () => import("../consortium/consortium-page.tsx")),
    link: { group: "office", label: { zh: "联合体和协议", en: "Consortium and agreements" } },
    needs: "consortium.read",
  },
  {
    path: "/agreements/:id",
    Page: lazyPageOf("AgreementPage", () => import("../consortium/agreement-page.tsx")),
    needs: "consortium.read",
  },
  {
    path: "/relatives",
    Page: ToFamily,
    link: { group: "ward", label: { zh: "我的家人", en: "My relatives" } },
    needs: "relatives",
  },
  // What is arranged. These stand before `/residents/:id`, which would take `manage` for a resident.
  {
    path: "/hand-over",
    Page: lazyPage("HandOverPage", () => import("../hand-over/hand-over-page.tsx")),
    link: { group: "ward", label: { zh: "交接单", en: "Hand-over" } },
    needs: "hand-over.read",
  },
  {
    path: "/duty",
    Page: lazyPage("DutyPage", () => import("../duty/duty-page.tsx")),
    link: { group: "office", label: { zh: "值班表", en: "Roster" } },
    needs: "duty.read",
  },
  {
    path: "/duty/call-chain",
    Page: lazyPage("CallChainPage", () => import("../duty/call-chain-page.tsx")),
    link: { group: "office", label: { zh: "谁会被呼叫", en: "Who is called" } },
    needs: "escalation.read",
  },
  {
    path: "/duty/escalation",
    Page: lazyPage("EscalationPage", () => import("../duty/escalation-page.tsx")),
    needs: "escalation.read",
  },
  {
    path: "/residents/manage",
    Page: lazyPage("ResidentsPage", () => import("../register/residents-page.tsx")),
    link: { group: "office", label: { zh: "服务对象、床位、设备", en: "Residents, beds, devices" } },
    needs: "resident.manage",
  },
  {
    path: "/residents/manage/:id",
    Page: lazyPageOf("ResidentRecordPage", () => import("../register/resident-record-page.tsx")),
    needs: "resident.manage",
  },
  {
    path: "/residents/:id/clinical",
    Page: lazyPageOf("ClinicalPage", () => import("../clinical/clinical-page.tsx")),
    needs: "resident.change",
  },
  {
    path: "/residents/:id/kin",
    Page: lazyPageOf("KinPage", () => import("../joining/kin-page.tsx")),
    needs: "kin.read",
  },
  {
    path: "/residents/:id/looks",
    Page: lazyPageOf("LooksPage", () => import("../audit/looks-page.tsx")),
    needs: "audit.read",
  },
  { path: "/beds", Page: lazyPage("BedsPage", () => import("../register/beds-page.tsx")), needs: "bed.manage" },
  {
    path: "/devices",
    Page: lazyPage("DevicesPage", () => import("../register/devices-page.tsx")),
    needs: "device.manage",
  },
  {
    path: "/import",
    Page: lazyPage("ImportPage", () => import("../register/import-page.tsx")),
    needs: "resident.manage",
  },
  {
    path: "/facilities",
    Page: lazyPage("FacilitiesPage", () => import("../facilities/facilities-page.tsx")),
    link: { group: "office", label: { zh: "机构", en: "Facilities" } },
    needs: "facility.read",
  },
  {
    path: "/facilities/:id",
    Page: lazyPageOf("FacilityPage", () => import("../facilities/facility-page.tsx")),
    needs: "facility.read",
  },
  {
    path: "/break-glass/open",
    Page: lazyPage("OpenRecordPage", () => import("../break-glass/open-page.tsx")),
    link: { group: "office", label: { zh: "紧急查看病历", en: "Emergency: open a record" } },
    needs: "record.open-on-duty",
  },
  {
    path: "/break-glass",
    Page: lazyPage("OpeningsPage", () => import("../break-glass/openings-page.tsx")),
    link: { group: "office", label: { zh: "紧急调阅复核", en: "Emergency openings" } },
    needs: "opening.read",
  },
  {
    path: "/people",
    Page: lazyPage("PeoplePage", () => import("../people/people-page.tsx")),
    link: { group: "office", label: { zh: "人员", en: "People" } },
    needs: "person.read",
  },
  {
    path: "/channels",
    Page: lazyPage("ChannelsPage", () => import("../channels/channels-page.tsx")),
    link: { group: "office", label: { zh: "通知渠道", en: "Channels" } },
    needs: "channel.manage",
  },
  {
    path: "/deliveries",
    Page: lazyPage("DeliveriesPage", () => import("../channels/deliveries-page.tsx")),
    link: { group: "office", label: { zh: "发送记录", en: "Deliveries" } },
    needs: "delivery.read",
  },
  {
    path: "/me",
    Page: lazyPage("MePage", () => import("../me/me-page.tsx")),
    link: { group: "office", label: { zh: "我的设置", en: "My settings" } },
  },
  {
    path: "/residents/:id",
    Page: lazyPageOf("ResidentPage", () => import("../resident/resident-page.tsx")),
    needs: "resident.read",
  },
  {
    path: "/operations",
    Page: lazyPage("OperationsPage", () => import("../operations/operations-page.tsx")),
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
