import type { Alert } from "../../domain/alerts/alert.ts";
import type { SnapshotInput } from "../../domain/referrals/snapshot.ts";
import { snapshotSpanMs, trendStepMs } from "../../domain/referrals/snapshot-evidence.ts";
import type { AlertStore } from "../../stores/alert-store.ts";
import type { FacilityStore } from "../../stores/facility-store.ts";
import type { PersonStore } from "../../stores/person-store.ts";
import type { ResidentStore } from "../../stores/resident-store.ts";
import type { SeriesStore } from "../../stores/series-store.ts";
import type { WatchStore } from "../../stores/watch-store.ts";
import type { Log } from "../shell/log.ts";
import { unknown } from "../shell/refusals.ts";
import { contactPhone } from "./contact-phone.ts";

/** What a snapshot is made of: these tables have to be granted to whoever takes one. */
export interface SnapshotSources {
  readonly residents: Pick<ResidentStore, "find">;
  readonly facilities: Pick<FacilityStore, "find">;
  readonly alerts: Pick<AlertStore, "find">;
  readonly watches: Pick<WatchStore, "find">;
  readonly series: Pick<SeriesStore, "readBuckets">;
  readonly people: Pick<PersonStore, "find">;
  readonly log: Log;
  now(): number;
}

type Asked = Pick<SnapshotInput, "id" | "occasion" | "takenBy" | "told" | "before" | "isSameWay"> & {
  readonly residentId: string;
  /** The newest first. */
  readonly alertIds?: readonly string[];
  /** The house for which it is taken: there whoever receives the person can ask back. */
  readonly houseId: string;
};

/**
 * Reads all that a snapshot of a resident is made of. An emergency does not wait for what cannot be read: a damaged watch,
 * alert or series is logged and left out, so that the papers show it as not known; only the person has to be there.
 */
export async function snapshotInput(
  { residentId, alertIds = [], houseId, ...asked }: Asked,
  deps: SnapshotSources,
): Promise<SnapshotInput> {
  const resident = await deps.residents.find(residentId);
  if (resident === undefined) throw unknown("resident", residentId);
  const unread = (what: string) => (error: unknown) => {
    deps.log.error(`${what} of a snapshot cannot be read`, { residentId, error });
    return undefined;
  };
  const now = deps.now();
  const span = { residentId, from: now - snapshotSpanMs, to: now };
  const [facility, alerts, stored, quarters, phone] = await Promise.all([
    deps.facilities.find(resident.facilityId).catch(unread("the facility")),
    Promise.all(alertIds.map((id) => deps.alerts.find(id).catch(unread("the alert")))),
    deps.watches.find(residentId).catch(unread("the watch")),
    deps.series.readBuckets(span, trendStepMs).catch(unread("the series")),
    contactPhone(houseId, asked.takenBy?.id, deps),
  ]);
  const [alert, ...earlierAlerts] = alerts.filter((each) => each?.residentId === residentId) as readonly Alert[];
  const isOfHospital = asked.occasion === "return" || asked.occasion === "onward";
  const isThere = !isOfHospital || resident.facilityId === houseId;
  const treatedIn = isThere ? undefined : await deps.facilities.find(houseId).catch(unread("the hospital"));
  return {
    ...asked,
    resident,
    ...(!isThere && { treatedIn: { id: houseId, name: treatedIn?.name ?? houseId } }),
    facility,
    ...(alert !== undefined && { alert }),
    ...(earlierAlerts.length > 0 && { earlierAlerts }),
    ...(stored === undefined ? {} : { watch: stored.watch }),
    quarters: quarters ?? new Map(),
    ...(phone === undefined ? {} : { contactPhone: phone }),
  };
}
