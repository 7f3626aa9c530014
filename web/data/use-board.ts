import { useMemo, useSyncExternalStore } from "react";
import type { AlertView } from "../../contracts/http/alerts.ts";
import type { ResidentView } from "../../contracts/http/residents.ts";
import type { BoardState } from "./board-state.ts";
import { boardStore } from "./board-store.ts";
import { openAlerts, residentsInOrder } from "./county.ts";
import { type Settings, settingsStore } from "./settings.ts";

export function useBoard(): BoardState {
  return useSyncExternalStore(boardStore.subscribe, boardStore.read);
}

export function useSettings(): Settings {
  return useSyncExternalStore(settingsStore.subscribe, settingsStore.read);
}

/** The facility that was chosen, if it still exists. */
export function useFacilityId(): string | undefined {
  const { county } = useBoard();
  const { facilityId } = useSettings();
  return county?.facilities.some(({ id }) => id === facilityId) ? facilityId : undefined;
}

export function useOpenAlerts(): readonly AlertView[] {
  const { county } = useBoard();
  const facilityId = useFacilityId();
  const alerts = county?.alerts;
  return useMemo(() => (alerts === undefined ? [] : openAlerts(alerts, facilityId)), [alerts, facilityId]);
}

export function useResidents(): readonly ResidentView[] {
  const { county } = useBoard();
  const facilityId = useFacilityId();
  return useMemo(() => (county === undefined ? [] : residentsInOrder(county, facilityId)), [county, facilityId]);
}
