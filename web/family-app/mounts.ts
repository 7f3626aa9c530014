import { type FunctionComponent, type LazyExoticComponent, lazy } from "react";
import type { Both } from "./answers.ts";

/** A screen of another part of the service, which comes when it is opened. */
export interface Mount {
  readonly path: string;
  /** In the list of the last page; absent for one that is reached by a link from elsewhere. */
  readonly label?: Both;
  readonly Page: LazyExoticComponent<FunctionComponent>;
  /** Also for whoever has no account yet. */
  readonly isOpen?: true;
}

/** The screens that are parts of their own: each module exports one component. */
export const mounts: readonly Mount[] = [
  { path: "/join", Page: mounted("JoinPage", () => import("./join/join-page.tsx")), isOpen: true },
  {
    path: "/messages",
    label: { zh: "给护理团队写消息", en: "Write to the care team" },
    Page: mounted("MessagesPage", () => import("./messages/messages-page.tsx")),
  },
  {
    path: "/settings",
    label: { zh: "通知方式和免打扰", en: "How I am told" },
    Page: mounted("FamilySettingsPage", () => import("./messages/settings-page.tsx")),
  },
  {
    path: "/rights",
    label: { zh: "我的授权", en: "What I may see" },
    Page: mounted("RightsPage", () => import("./rights/rights-page.tsx")),
  },
  {
    path: "/looks",
    label: { zh: "谁看过资料", en: "Who looked" },
    Page: mounted("LooksPage", () => import("./looks/looks-page.tsx")),
  },
];

/** A component of a module that is fetched when it is first shown. */
export function mounted<Name extends string>(
  name: Name,
  load: () => Promise<Readonly<Record<Name, FunctionComponent>>>,
): LazyExoticComponent<FunctionComponent> {
  return lazy(async () => {
    const Page: FunctionComponent = (await load())[name];
    return { default: Page };
  });
}
