import { useMemo, useSyncExternalStore } from "react";
import type { AlertView } from "../../contracts/http/alerts.ts";
import type { ResidentView } from "../../contracts/http/residents.ts";
import type { AskProblem } from "./api.ts";
import type { BoardState, Connection } from "./board-state.ts";
import { boardStore } from "./board-store.ts";
import { clock } from "./clock.ts";
import { type County, heardAlerts, isSameOrder, openAlerts, residentsStillInOrder, type Stay } from "./county.ts";
import { useMe } from "./me.ts";
import { officeChoice } from "./office-choice.ts";
import { type Settings, settingsStore } from "./settings.ts";

export function useBoard(): BoardState {
  return useSyncExternalStore(boardStore.subscribe, boardStore.read);
}

/** How live the board is: whoever reads only this is not drawn for values. */
export function useConnection(): Connection {
  return useSyncExternalStore(boardStore.subscribe, () => boardStore.read().connection);
}

/** Is there anything to show yet? */
export function useIsRead(): boolean {
  return useSyncExternalStore(boardStore.subscribe, () => boardStore.read().county !== undefined);
}

/** Why what is shown could not be read again. */
export function useReadProblem(): AskProblem | undefined {
  return useSyncExternalStore(boardStore.subscribe, () => boardStore.read().problem);
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

/**
 * The facility that a page of the office is about: the one chosen there, else the one chosen in the header, else the
 * first; undefined while none is known.
 */
export function useOneFacility(): string | undefined {
  const facilities = useFacilities();
  const here = useSyncExternalStore(officeChoice.subscribe, officeChoice.read);
  const chosen = useFacilityId();
  return facilities?.some(({ id }) => id === here) ? here : (chosen ?? facilities?.[0]?.id);
}

// Alerts keep their identity while only values change: whoever shows alerts alone is not drawn for those.
function useAlerts(): County["alerts"] | undefined {
  return useSyncExternalStore(boardStore.subscribe, () => boardStore.read().county?.alerts);
}

/** What lists show: the open alerts of the facility that was chosen, or of all. */
export function useOpenAlerts(): readonly AlertView[] {
  const facilityId = useFacilityId();
  const alerts = useAlerts();
  return useMemo(() => (alerts === undefined ? [] : openAlerts(alerts, facilityId)), [alerts, facilityId]);
}

/**
 * What rings, fills the screen and counts in the title: the open alerts of the facility that was chosen and of every other
 * at which the person at the page answers alerts. No choice of a facility silences any of those.
 */
export function useHeardAlerts(): readonly AlertView[] {
  const facilityId = useFacilityId();
  const alerts = useAlerts();
  const me = useMe();
  return useMemo(() => (alerts === undefined ? [] : heardAlerts(alerts, facilityId, me)), [alerts, facilityId, me]);
}

/** One resident as they are now: whoever reads only this is not drawn for others. */
export function useResident(id: string): ResidentView | undefined {
  return useSyncExternalStore(boardStore.subscribe, () => boardStore.read().county?.residents.get(id));
}

/** Name of somebody and label of their bed, if they are known and have one. */
export function useNameAndBed(id: string): { readonly name: string | undefined; readonly bed: string | undefined } {
  const name = useSyncExternalStore(boardStore.subscribe, () => boardStore.read().county?.residents.get(id)?.name);
  const bed = useSyncExternalStore(boardStore.subscribe, () => boardStore.read().county?.residents.get(id)?.bed?.label);
  return { name, bed };
}

/** Who stays where, as one walks the corridor: the same list until somebody comes, goes, moves or is renamed. */
export function useStays(): readonly Stay[] {
  const facilityId = useFacilityId();
  return useSyncExternalStore(boardStore.subscribe, () => staysIn(boardStore.read().county, facilityId));
}

/** The residents once a second, for what need not follow every message. */
export function useResidentsEachSecond(): readonly ResidentView[] {
  const facilityId = useFacilityId();
  const now = useSyncExternalStore(clock.subscribe, clock.ticked);
  const isKnown = useIsRead();
  // biome-ignore lint/correctness/useExhaustiveDependencies: looks again each second
  const county = useMemo(() => boardStore.read().county, [now, isKnown]);
  return inOrder(county, facilityId);
}

/** The last order of each choice of facility: values change many times a second, beds do not. */
const lastOrders = new Map<string | undefined, { readonly county: County; readonly order: readonly ResidentView[] }>();

function inOrder(county: County | undefined, facilityId: string | undefined): readonly ResidentView[] {
  if (county === undefined) return nobody;
  const last = lastOrders.get(facilityId);
  if (last?.county === county) return last.order;
  const order = residentsStillInOrder(county, facilityId, last?.order ?? []);
  lastOrders.set(facilityId, { county, order });
  return order;
}

const nobody: readonly ResidentView[] = [];
const lastStays = new Map<string | undefined, readonly Stay[]>();

function staysIn(county: County | undefined, facilityId: string | undefined): readonly Stay[] {
  const order = inOrder(county, facilityId);
  const last = lastStays.get(facilityId);
  if (last !== undefined && isSameOrder(last, order)) return last;
  lastStays.set(facilityId, order);
  return order;
}
