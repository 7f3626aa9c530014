import { lazy } from "react";
import type { PageEntry, PageProps } from "./pages.tsx";

const DutyPage = lazy(() => import("../duty/duty-page.tsx").then(({ DutyPage: Page }) => ({ default: Page })));
const CallChainPage = lazy(() =>
  import("../duty/call-chain-page.tsx").then(({ CallChainPage: Page }) => ({ default: Page })),
);
const EscalationPage = lazy(() =>
  import("../duty/escalation-page.tsx").then(({ EscalationPage: Page }) => ({ default: Page })),
);
const ResidentsPage = lazy(() =>
  import("../register/residents-page.tsx").then(({ ResidentsPage: Page }) => ({ default: Page })),
);
const ResidentRecordPage = lazy(() =>
  import("../register/resident-record-page.tsx").then(({ ResidentRecordPage: Page }) => ({
    default: ({ params }: PageProps) => <Page key={params.id} id={params.id ?? ""} />,
  })),
);
const ClinicalPage = lazy(() =>
  import("../clinical/clinical-page.tsx").then(({ ClinicalPage: Page }) => ({
    default: ({ params }: PageProps) => <Page key={params.id} id={params.id ?? ""} />,
  })),
);
const BedsPage = lazy(() => import("../register/beds-page.tsx").then(({ BedsPage: Page }) => ({ default: Page })));
const DevicesPage = lazy(() =>
  import("../register/devices-page.tsx").then(({ DevicesPage: Page }) => ({ default: Page })),
);
const ImportPage = lazy(() =>
  import("../register/import-page.tsx").then(({ ImportPage: Page }) => ({ default: Page })),
);

const ChannelsPage = lazy(() =>
  import("../channels/channels-page.tsx").then(({ ChannelsPage: Page }) => ({ default: Page })),
);
const DeliveriesPage = lazy(() =>
  import("../channels/deliveries-page.tsx").then(({ DeliveriesPage: Page }) => ({ default: Page })),
);
const PeoplePage = lazy(() => import("../people/people-page.tsx").then(({ PeoplePage: Page }) => ({ default: Page })));
const MePage = lazy(() => import("../me/me-page.tsx").then(({ MePage: Page }) => ({ default: Page })));
const FacilitiesPage = lazy(() =>
  import("../facilities/facilities-page.tsx").then(({ FacilitiesPage: Page }) => ({ default: Page })),
);
const HandOverPage = lazy(() =>
  import("../hand-over/hand-over-page.tsx").then(({ HandOverPage: Page }) => ({ default: Page })),
);

/** The pages on which something is arranged. They stand before `/residents/:id`, which would take `manage` for a resident. */
export const officePages: readonly PageEntry[] = [
  {
    path: "/hand-over",
    Page: HandOverPage,
    link: { group: "ward", label: { zh: "交接单", en: "Hand-over" } },
    needs: "hand-over.read",
  },
  {
    path: "/duty",
    Page: DutyPage,
    link: { group: "office", label: { zh: "值班表", en: "Roster" } },
    needs: "duty.read",
  },
  {
    path: "/duty/call-chain",
    Page: CallChainPage,
    link: { group: "office", label: { zh: "谁会被呼叫", en: "Who is called" } },
    needs: "escalation.read",
  },
  { path: "/duty/escalation", Page: EscalationPage, needs: "escalation.read" },
  {
    path: "/residents/manage",
    Page: ResidentsPage,
    link: { group: "office", label: { zh: "服务对象、床位、设备", en: "Residents, beds, devices" } },
    needs: "resident.manage",
  },
  { path: "/residents/manage/:id", Page: ResidentRecordPage, needs: "resident.manage" },
  { path: "/residents/:id/clinical", Page: ClinicalPage, needs: "resident.change" },
  { path: "/beds", Page: BedsPage, needs: "bed.manage" },
  { path: "/devices", Page: DevicesPage, needs: "device.manage" },
  { path: "/import", Page: ImportPage, needs: "resident.manage" },
  {
    path: "/facilities",
    Page: FacilitiesPage,
    link: { group: "office", label: { zh: "机构", en: "Facilities" } },
    needs: "facility.read",
  },
  {
    path: "/people",
    Page: PeoplePage,
    link: { group: "office", label: { zh: "人员", en: "People" } },
    needs: "person.read",
  },
  {
    path: "/channels",
    Page: ChannelsPage,
    link: { group: "office", label: { zh: "通知渠道", en: "Channels" } },
    needs: "channel.manage",
  },
  {
    path: "/deliveries",
    Page: DeliveriesPage,
    link: { group: "office", label: { zh: "发送记录", en: "Deliveries" } },
    needs: "delivery.read",
  },
  { path: "/me", Page: MePage, link: { group: "office", label: { zh: "我的设置", en: "My settings" } } },
];
