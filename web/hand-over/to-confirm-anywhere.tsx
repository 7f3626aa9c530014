import { readAll } from "../data/board-store.ts";
import { mayOf, useMe } from "../data/me.ts";
import { useBoard, useFacilities } from "../data/use-board.ts";
import { useOnClock } from "../parts/use-clock.ts";
import { ToConfirm } from "./to-confirm.tsx";

const askAgainMs = 5 * 60_000;

/**
 * What was handed over to whoever is here and waits for their word, at whichever facility, on the page that they look at.
 * Asked anew when an alert becomes theirs, and every five minutes.
 */
export function ToConfirmAnywhere() {
  const me = useMe();
  const facilities = useFacilities() ?? [];
  const { county } = useBoard();
  const since = useOnClock((now) => Math.floor(now / askAgainMs));
  if (me.kind !== "known" || county === undefined) return null;
  const open = [...county.alerts.values()];
  const mine = open.filter(({ holder }) => holder?.personId === me.me.id).map(({ id }) => id);
  const alerts = open.map(({ id, title, residentId }) => ({
    id,
    title,
    residentName: county.residents.get(residentId)?.name ?? "",
  }));
  return facilities
    .filter(({ id }) => mayOf(me, "hand-over.write", id))
    .map(({ id }) => (
      <ToConfirm
        key={id}
        facilityId={id}
        known={`${since} ${mine.toSorted().join(" ")}`}
        alerts={alerts}
        done={() => void readAll()}
      />
    ));
}
