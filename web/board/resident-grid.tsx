import type { FacilityView } from "../../contracts/http/facilities.ts";
import type { ResidentView } from "../../contracts/http/residents.ts";
import type { AlertsByResident } from "./board-filter.ts";
import { ResidentCard } from "./resident-card.tsx";
import classes from "./resident-grid.module.css";

interface ResidentGridProps {
  readonly residents: readonly ResidentView[];
  readonly facilities: readonly FacilityView[];
  readonly alerts: AlertsByResident;
  readonly showsFacility: boolean;
}

/** Cards in the order of the corridor, under the name of their facility when there are several. */
export function ResidentGrid({ residents, facilities, alerts, showsFacility }: ResidentGridProps) {
  if (!showsFacility) return <Cards residents={residents} alerts={alerts} />;
  const byFacility = Map.groupBy(residents, ({ facilityId }) => facilityId);
  return [...byFacility].map(([facilityId, theirs]) => (
    <section key={facilityId} className={classes.facility}>
      <h2 className={classes.name}>
        {facilities.find(({ id }) => id === facilityId)?.name ?? facilityId}{" "}
        <span className={classes.count}>{theirs.length}</span>
      </h2>
      <Cards residents={theirs} alerts={alerts} />
    </section>
  ));
}

function Cards({ residents, alerts }: Pick<ResidentGridProps, "residents" | "alerts">) {
  return (
    <ul className={classes.grid}>
      {residents.map((resident) => {
        const theirs = alerts.get(resident.id) ?? [];
        return (
          <ResidentCard
            key={resident.id}
            resident={resident}
            alert={theirs[0]}
            moreAlerts={Math.max(0, theirs.length - 1)}
          />
        );
      })}
    </ul>
  );
}
