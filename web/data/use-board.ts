import { useMemo, useSyncExternalStore } from "react";
import type { AlertView } from "../../contracts/http/alerts.ts";
import type { ResidentView } from "../../contracts/http/residents.ts";
import type { BoardState } from "./board-state.ts";
import { boardStore } from "./board-store.ts";
import { clock } from "./clock.ts";
import { type County, openAlerts, residentsStillInOrder } from "./county.ts";
import { type Settings, settingsStore } from "./settings.ts";

export function useBoard(): BoardState {
  return useSyncExternalStore(boardStore.subscribe, boardStore.read);
}

export function useSettings(): Settings {
  return useSyncExternalStore(settingsStore.subscribe, settingsStore.read);
}

export function useFacilities(): County["facilities"] | undefined {
  return useSyncExternalStore(boardStore.subscribe, () => boardStore.read().county?.facilities);
}

/** The facility that was chosen, if it still exists. */
export function useFacilityId(): string | undefined {
  const facilities = useFacilities();
  const { facilityId } = useSettings();
  return facilities?.some(({ id }) => id === facilityId) ? facilityId : undefined;
}

/** The facility that a page about one is about: the chosen one, else the first; undefined while none is known. */
export function useOneFacility(): string | undefined {
  const { county } = useBoard();
  const chosen = useFacilityId();
  return chosen ?? county?.facilities[0]?.id;
}

export function useOpenAlerts(): readonly AlertView[] {
  const facilityId = useFacilityId();
  // Alerts keep their identity while only values change: whoever shows alerts alone is not drawn for those.
  const alerts = useSyncExternalStore(boardStore.subscribe, () => boardStore.read().county?.alerts);
  return useMemo(() => (alerts === undefined ? [] : openAlerts(alerts, facilityId)), [alerts, facilityId]);
}

export function useResidents(): readonly ResidentView[] {
  const { county } = useBoard();
  const facilityId = useFacilityId();
  return inOrder(county, facilityId);
}

/** The residents once a second, for what need not follow every message. */
export function useResidentsEachSecond(): readonly ResidentView[] {
  const facilityId = useFacilityId();
  const now = useSyncExternalStore(clock.subscribe, clock.ticked);
  const isKnown = useSyncExternalStore(boardStore.subscribe, () => boardStore.read().county !== undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: looks again each second
  const county = useMemo(() => boardStore.read().county, [now, isKnown]);
  return inOrder(county, facilityId);
}

/** The last order of each choice of facility: values change many times a second, beds do not. */
const lastOrders = new Map<string | undefined, { readonly county: County; readonly order: readonly ResidentView[] }>();

function inOrder(county: County | undefined, facilityId: string | undefined): readonly ResidentView[] {
  if (county === undefined) return [];
  const last = lastOrders.get(facilityId);
  if (last?.county === county) return last.order;
  const order = residentsStillInOrder(county, facilityId, last?.order ?? []);
  lastOrders.set(facilityId, { county, order });
  return order;
}
