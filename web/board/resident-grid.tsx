import { memo } from "react";
import type { FacilityView } from "../../contracts/http/facilities.ts";
import type { Stay } from "../data/county.ts";
import type { AlertsByResident } from "./board-filter.ts";
import { ResidentCard } from "./resident-card.tsx";
import classes from "./resident-grid.module.css";

interface ResidentGridProps {
  readonly stays: readonly Stay[];
  readonly facilities: readonly FacilityView[];
  readonly alerts: AlertsByResident;
  readonly showsFacility: boolean;
}

/**
 * Cards in the order of the corridor, under the name of their facility when there are several. Each card follows its own
 * resident: the grid is drawn only for who is in it.
 */
export const ResidentGrid = memo(function ResidentGrid({
  stays,
  facilities,
  alerts,
  showsFacility,
}: ResidentGridProps) {
  if (!showsFacility) return <Cards stays={stays} alerts={alerts} />;
  const byFacility = Map.groupBy(stays, ({ facilityId }) => facilityId);
  return [...byFacility].map(([facilityId, theirs]) => (
    <section key={facilityId} className={classes.facility}>
      <h2 className={classes.name}>
        {facilities.find(({ id }) => id === facilityId)?.name ?? facilityId}{" "}
        <span className={classes.count}>{theirs.length}</span>
      </h2>
      <Cards stays={theirs} alerts={alerts} />
    </section>
  ));
});

function Cards({ stays, alerts }: Pick<ResidentGridProps, "stays" | "alerts">) {
  return (
    <ul className={classes.grid}>
      {stays.map(({ id }) => {
        const theirs = alerts.get(id) ?? [];
        return <ResidentCard key={id} residentId={id} alert={theirs[0]} moreAlerts={Math.max(0, theirs.length - 1)} />;
      })}
    </ul>
  );
}
