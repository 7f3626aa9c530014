import type { AlertView } from "../../contracts/http/alerts.ts";
import type { FacilityView } from "../../contracts/http/facilities.ts";
import type { ResidentView, VitalView } from "../../contracts/http/residents.ts";
import type { LiveMessage } from "../../contracts/live.ts";
import { type Me, mayOf } from "./me.ts";

/** Everything the board knows, as read once and kept current by live messages. */
export interface County {
  readonly facilities: readonly FacilityView[];
  readonly residents: ReadonlyMap<string, ResidentView>;
  /** Open alerts, and those that closed while the page was open: a late message must not open them again. */
  readonly alerts: ReadonlyMap<string, AlertView>;
}

/** Whether a facility takes nobody any more on a day (`YYYY-MM-DD`): nobody is registered there or moved in. */
export function takesNobody({ closing }: Pick<FacilityView, "closing">, day: string): boolean {
  return closing !== undefined && closing.from <= day;
}

/** How many closed alerts are remembered. */
const closedKept = 500;

export function countyOf(
  facilities: readonly FacilityView[],
  residents: readonly ResidentView[],
  alerts: readonly AlertView[],
): County {
  return {
    facilities,
    residents: new Map(residents.map((resident) => [resident.id, resident])),
    alerts: new Map(alerts.map((alert) => [alert.id, alert])),
  };
}

/**
 * What a fresh read leaves known. Alerts that closed while the page was open stay known, and an answer that lags behind
 * what was already heard does not bring an older version back.
 */
export function afterRead(before: County | undefined, read: County): County {
  if (before === undefined) return read;
  const kept = [...before.alerts.values()].filter((alert) => isClosed(alert) || read.alerts.has(alert.id));
  return { ...read, alerts: mergeAlerts(new Map(kept.map((alert) => [alert.id, alert])), [...read.alerts.values()]) };
}

/**
 * Merges a live message. The newer value of a code and the higher version of an alert win, so that the order of
 * messages and repetitions do not matter; residents that did not change keep their identity.
 */
export function applyLive(county: County, message: LiveMessage): County {
  return {
    ...county,
    residents: mergeResidents(county.residents, message),
    alerts: mergeAlerts(county.alerts, message.alerts),
  };
}

/** Residents and devices in the message that the board has not read yet: it must read again. */
export function strangersIn(county: County, message: LiveMessage): string[] {
  const residentIds = [...message.residents, ...message.alerts].map(({ residentId }) => residentId);
  const strangers = residentIds.filter((id) => !county.residents.has(id));
  const devices = message.residents.flatMap(({ residentId, vitals }) => {
    const known = new Set(county.residents.get(residentId)?.devices.map(({ id }) => id));
    return vitals.map(({ deviceId }) => deviceId).filter((id) => !known.has(id));
  });
  return [...strangers, ...devices];
}

function mergeResidents(residents: County["residents"], message: LiveMessage): County["residents"] {
  const known = message.residents.filter(({ residentId }) => residents.has(residentId));
  if (known.length === 0) return residents;
  const merged = new Map(residents);
  for (const change of known) {
    const before = merged.get(change.residentId) as ResidentView;
    const { outOfBedSince: _, ...rest } = before;
    merged.set(change.residentId, {
      ...rest,
      vitals: mergeVitals(before.vitals, change.vitals),
      monitoring: change.monitoring,
      news2: change.news2,
      devices: before.devices.map((device) => heardFrom(device, change)),
      ...(change.outOfBedSince === undefined ? {} : { outOfBedSince: change.outOfBedSince }),
    });
  }
  return merged;
}

type Change = LiveMessage["residents"][number];

function heardFrom(device: ResidentView["devices"][number], change: Change): ResidentView["devices"][number] {
  const said = change.vitals.filter(({ deviceId }) => deviceId === device.id);
  const heardAt = [...said.map(({ at }) => at), ...(device.lastHeardAt === undefined ? [] : [device.lastHeardAt])];
  const lastHeardAt = heardAt.toSorted((a, b) => Date.parse(b) - Date.parse(a))[0];
  const battery = said.find(({ code }) => code === "battery")?.value;
  return {
    ...device,
    isSilent: change.monitoring.state === "unmonitored" || change.monitoring.silentDeviceIds.includes(device.id),
    ...(lastHeardAt === undefined ? {} : { lastHeardAt }),
    ...(typeof battery === "number" ? { batteryPercent: battery } : {}),
  };
}

/** One value per code: the one measured last. */
export function mergeVitals(before: readonly VitalView[], changes: readonly VitalView[]): VitalView[] {
  const byCode = new Map(before.map((vital) => [vital.code, vital]));
  for (const vital of changes) {
    const known = byCode.get(vital.code);
    if (known === undefined || Date.parse(vital.at) >= Date.parse(known.at)) byCode.set(vital.code, vital);
  }
  return [...byCode.values()];
}

export function mergeAlerts(alerts: County["alerts"], changes: readonly AlertView[]): County["alerts"] {
  const news = changes.filter((alert) => (alerts.get(alert.id)?.version ?? 0) < alert.version);
  if (news.length === 0) return alerts;
  const merged = new Map(alerts);
  for (const alert of news) merged.set(alert.id, alert);
  const closed = [...merged.values()].filter(isClosed);
  for (const alert of closed.slice(0, Math.max(0, closed.length - closedKept))) merged.delete(alert.id);
  return merged;
}

function isClosed(alert: AlertView): boolean {
  return alert.handling === "resolved" || alert.closedAt !== undefined;
}

const rank = { high: 0, medium: 1, low: 2 } as const;

/**
 * Open alerts as they are dealt with: people before devices, by priority, unanswered before answered, the longest
 * waiting first.
 */
export function openAlerts(alerts: County["alerts"], facilityId?: string): AlertView[] {
  return [...alerts.values()]
    .filter((alert) => !isClosed(alert) && (facilityId === undefined || alert.facilityId === facilityId))
    .toSorted(
      (a, b) =>
        Number(a.technical) - Number(b.technical) ||
        rank[a.priority] - rank[b.priority] ||
        Number(a.handling !== "new") - Number(b.handling !== "new") ||
        Date.parse(a.raisedAt) - Date.parse(b.raisedAt) ||
        a.id.localeCompare(b.id),
    );
}

/** Open alerts of the facility that was chosen, and of each other at which somebody answers alerts; of all when none is. */
export function heardAlerts(alerts: County["alerts"], facilityId: string | undefined, me: Me): AlertView[] {
  const open = openAlerts(alerts);
  if (facilityId === undefined) return open;
  return open.filter((alert) => alert.facilityId === facilityId || mayOf(me, "alert.handle", alert.facilityId));
}

/** Whose changes a page has to hear of: what it shows, and every facility at which the person answers alerts. */
export function heardFacilities(ids: readonly string[], facilityId: string | undefined, me: Me): readonly string[] {
  const listenable = ids.filter((id) => mayOf(me, "live.listen", id));
  if (facilityId === undefined || !listenable.includes(facilityId)) return listenable;
  return listenable.filter((id) => id === facilityId || mayOf(me, "alert.handle", id));
}

const byBed = new Intl.Collator("zh-CN", { numeric: true });

/** Residents as one walks the corridor: by facility, then bed, those without a bed last. */
export function residentsInOrder(county: County, facilityId?: string): ResidentView[] {
  const order = new Map(county.facilities.map((facility, index) => [facility.id, index]));
  return [...county.residents.values()]
    .filter((resident) => facilityId === undefined || resident.facilityId === facilityId)
    .toSorted(
      (a, b) =>
        (order.get(a.facilityId) ?? 0) - (order.get(b.facilityId) ?? 0) ||
        Number(a.bed === undefined) - Number(b.bed === undefined) ||
        byBed.compare(a.bed?.label ?? "", b.bed?.label ?? "") ||
        byBed.compare(a.name, b.name),
    );
}

/**
 * The same as {@link residentsInOrder}, in the order found `before` as long as nobody came, went, moved or was renamed:
 * values change many times a second, beds do not.
 */
export function residentsStillInOrder(
  county: County,
  facilityId: string | undefined,
  before: readonly ResidentView[],
): readonly ResidentView[] {
  const now = before.flatMap(({ id }) => county.residents.get(id) ?? []);
  const count = [...county.residents.values()].filter(
    (resident) => facilityId === undefined || resident.facilityId === facilityId,
  ).length;
  if (!isSameOrder(before, now) || count !== before.length) return residentsInOrder(county, facilityId);
  return now;
}

/** Somebody and where they stay, which changes seldom: nothing that is measured. */
export type Stay = Pick<ResidentView, "id" | "name" | "facilityId" | "bed">;

/** The same people in the same beds under the same names? */
export function isSameOrder(before: readonly Stay[], now: readonly Stay[]): boolean {
  return (
    before === now ||
    (before.length === now.length &&
      now.every((resident, index) => {
        const was = before[index];
        return (
          resident.id === was?.id &&
          resident.facilityId === was.facilityId &&
          resident.name === was.name &&
          resident.bed?.id === was.bed?.id &&
          resident.bed?.label === was.bed?.label
        );
      }))
  );
}
