import type { AlertView } from "../../contracts/http/alerts.ts";
import type { County } from "../data/county.ts";
import { useSpeech } from "../words/language.tsx";
import classes from "./alert-list.module.css";
import { AlertRow } from "./alert-row.tsx";

interface AlertListProps {
  readonly county: County;
  readonly alerts: readonly AlertView[];
  /** Nobody is unmonitored: only then may silence be called quiet. */
  readonly isEverybodyMonitored: boolean;
  readonly showsFacility: boolean;
}

/** Open alerts, the most urgent first. */
export function AlertList({ county, alerts, isEverybodyMonitored, showsFacility }: AlertListProps) {
  const { words } = useSpeech();
  if (alerts.length === 0) {
    return (
      <div className={classes.quiet}>
        <p className={classes.none}>{words.noAlerts}</p>
        {county.residents.size > 0 && <p>{isEverybodyMonitored ? words.noAlertsAllMonitored : words.noAlertsQuiet}</p>}
      </div>
    );
  }
  return (
    <ol className={classes.list}>
      {alerts.map((alert) => {
        const resident = county.residents.get(alert.residentId);
        const facility = county.facilities.find(({ id }) => id === alert.facilityId);
        const bed = resident?.bed?.label ?? words.noBed;
        return (
          <AlertRow
            key={alert.id}
            alert={alert}
            name={resident?.name ?? alert.residentId}
            place={showsFacility && facility !== undefined ? `${bed} · ${facility.name}` : bed}
          />
        );
      })}
    </ol>
  );
}
