import type { HealthDetails } from "../../contracts/http/health.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import type { Alert } from "../../domain/alerts/alert.ts";
import { type EpochMs, minute, second } from "../../domain/model/time.ts";
import { stateOfHealth } from "../../domain/notify/health.ts";
import { isSilent } from "../../domain/watch/device-silence.ts";
import type { AlertStore } from "../../stores/alert-store.ts";
import type { ChannelStore } from "../../stores/channel-store.ts";
import type { FacilityStore } from "../../stores/facility-store.ts";
import type { NotificationStore } from "../../stores/notification-store.ts";
import type { QuarantineStore } from "../../stores/quarantine-store.ts";
import type { ResidentStore } from "../../stores/resident-store.ts";
import type { WatchStore } from "../../stores/watch-store.ts";
import { forEachBounded } from "../shell/bounded.ts";
import type { Log } from "../shell/log.ts";
import { idsOf, readEach } from "../shell/read-each.ts";

/** What the figures are made of; both runtimes have it. */
export interface HealthStores {
  readonly facilities: Pick<FacilityStore, "list">;
  readonly residents: Pick<ResidentStore, "listByFacility">;
  readonly watches: Pick<WatchStore, "find" | "findMany">;
  readonly alerts: Pick<AlertStore, "listOpen">;
  readonly notifications: Pick<NotificationStore, "listByAlert" | "listOverdue">;
  readonly channels: Pick<ChannelStore, "listOf" | "healthOf">;
  readonly quarantine: Pick<QuarantineStore, "counts">;
  readonly log: Log;
}

const facilitiesAtOnce = 8;
const overdueAfterMs = minute;
const calledWithinMs = 10 * second;
/** Where more are overdue, the number matters no more. */
const mostOverdue = 1000;
/** So many unanswered alerts of a facility are looked at, the oldest first. */
const mostLookedAt = 100;

/** How the parts of the service do. What cannot be read is named in `unknown`, and holds up nothing else. */
export async function healthDetailsOf(stores: HealthStores, now: EpochMs): Promise<HealthDetails> {
  const unknown = new Set<HealthDetails["unknown"][number]>();
  const details = {
    ingest: { devices: 0, silent: 0 },
    timers: { watchesOverdue: 0, escalationsOverdue: 0, notificationsOverdue: 0 },
    alerts: { open: 0, unanswered: 0, uncalled: 0 },
    channels: [] as HealthDetails["channels"],
  };
  let lastHeardAt: EpochMs | undefined;

  async function told(part: HealthDetails["unknown"][number], work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      unknown.add(part);
      stores.log.error("a part of the health cannot be told", { code: part, error });
    }
  }
  async function facility(facilityId: string): Promise<void> {
    await told("ingest", async () => {
      const residents = idsOf(await stores.residents.listByFacility(facilityId));
      const { found, unreadable } = await readEach(stores.watches, residents);
      if (unreadable.size > 0) unknown.add("ingest");
      for (const { watch } of found.values()) {
        if (watch.dueAt !== undefined && now - watch.dueAt > overdueAfterMs) details.timers.watchesOverdue += 1;
        for (const device of watch.devices) {
          details.ingest.devices += 1;
          if (isSilent(device, now)) details.ingest.silent += 1;
          lastHeardAt = Math.max(lastHeardAt ?? 0, device.lastHeardAt ?? 0) || undefined;
        }
      }
    });
    await told("alerts", async () => {
      const { items } = await stores.alerts.listOpen(facilityId);
      const overdue = await stores.notifications.listOverdue(facilityId, now - overdueAfterMs, mostOverdue);
      const unanswered = items.filter(({ handling }) => handling === "new");
      details.alerts.open += items.length;
      details.alerts.unanswered += unanswered.length;
      details.timers.escalationsOverdue += items.filter((alert) => isOverdue(alert, now)).length;
      details.timers.notificationsOverdue += overdue.items.length;
      for (const alert of unanswered.filter((one) => mustBeCalled(one, now)).slice(0, mostLookedAt)) {
        const calls = await stores.notifications.listByAlert(alert.id);
        if (!calls.items.some(({ acceptedAt }) => acceptedAt !== undefined)) details.alerts.uncalled += 1;
      }
    });
    await told("channels", () => channelsOf(facilityId));
  }
  async function channelsOf(facilityId: string | undefined): Promise<void> {
    const { items } = await stores.channels.listOf(facilityId);
    const health = await stores.channels.healthOf(items.map(({ id }) => id));
    for (const { id, name, settings } of items) {
      const known = health.get(id);
      const state = stateOfHealth(known);
      const error = state === "failing" ? known?.lastError : undefined;
      details.channels.push({
        id,
        name,
        kind: settings.kind,
        ...(facilityId === undefined ? {} : { facilityId }),
        state,
        ...(error === undefined ? {} : { lastError: error }),
      });
    }
  }

  let quarantine: HealthDetails["quarantine"] = {};
  await told("quarantine", async () => {
    quarantine = { ...(await stores.quarantine.counts(now)) };
  });
  await told("channels", () => channelsOf(undefined));
  await told("ingest", async () => {
    await forEachBounded(idsOf(await stores.facilities.list()), facilitiesAtOnce, facility);
  });
  return {
    ...details,
    ingest: { ...details.ingest, ...(lastHeardAt === undefined ? {} : { lastHeardAt: isoTimeOf(lastHeardAt) }) },
    quarantine,
    unknown: [...unknown],
  };
}

function isOverdue({ escalation }: Alert, now: EpochMs): boolean {
  return escalation?.dueAt !== undefined && now - escalation.dueAt > overdueAfterMs;
}

/** Low priority waits for the next round; what is shelved waits for a person. */
function mustBeCalled({ priority, raisedAt, shelved }: Alert, now: EpochMs): boolean {
  return priority !== "low" && shelved === undefined && now - raisedAt >= calledWithinMs;
}
