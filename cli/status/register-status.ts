import type { AlertView } from "../../contracts/http/alerts.ts";
import type { FacilityView } from "../../contracts/http/facilities.ts";
import type { WholeList } from "../../contracts/http/paging.ts";
import type { ResidentView } from "../../contracts/http/residents.ts";
import { forEachBounded } from "../../functions/shell/bounded.ts";
import type { Progress } from "../progress.ts";
import { call, callForAll, type Service } from "../service.ts";

/** How those in care are being watched, without naming anybody. */
export interface RegisterStatus {
  readonly facilities: number;
  readonly residents: {
    readonly all: number;
    readonly monitored: number;
    readonly partlyMonitored: number;
    readonly unmonitored: number;
    /** Records that cannot be read. */
    readonly unreadable: number;
  };
  readonly devices: { readonly all: number; readonly silent: number };
  /** When a device was last heard; absent when none ever was. */
  readonly lastHeardAt?: string;
  readonly alerts: { readonly open: number; readonly high: number; readonly unacknowledged: number };
}

const together = 4;

/** Asks facility by facility, a few at a time. */
export async function registerStatusOf(
  service: Service,
  progressFor: (total: number) => Progress,
): Promise<RegisterStatus> {
  const { items: facilities } = await call<{ items: readonly FacilityView[] }>(service, "GET", "/api/facilities");
  const { items: alerts } = await callForAll<AlertView>(service, "/api/alerts");
  const lists: WholeList<ResidentView>[] = [];
  const progress = progressFor(facilities.length);
  try {
    await forEachBounded(facilities, together, async ({ id: facilityId }) => {
      lists.push(await callForAll<ResidentView>(service, "/api/residents", { facilityId }));
      progress.step();
    });
  } finally {
    progress.end();
  }
  const residents = lists.flatMap(({ items }) => items);
  const devices = residents.flatMap((resident) => resident.devices);
  const lastHeardAt = devices
    .flatMap((device) => device.lastHeardAt ?? [])
    .toSorted((a, b) => Date.parse(a) - Date.parse(b))
    .at(-1);
  const inState = (state: ResidentView["monitoring"]["state"]): number =>
    residents.filter(({ monitoring }) => monitoring.state === state).length;
  return {
    facilities: facilities.length,
    residents: {
      all: residents.length,
      monitored: inState("monitored"),
      partlyMonitored: inState("partly-monitored"),
      unmonitored: inState("unmonitored"),
      unreadable: lists.flatMap(({ unreadable = [] }) => unreadable).length,
    },
    devices: { all: devices.length, silent: devices.filter(({ isSilent }) => isSilent).length },
    ...(lastHeardAt !== undefined && { lastHeardAt }),
    alerts: {
      open: alerts.length,
      high: alerts.filter(({ priority }) => priority === "high").length,
      unacknowledged: alerts.filter(({ handling }) => handling === "new").length,
    },
  };
}
