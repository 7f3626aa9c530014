import type { AlertView } from "../../contracts/http/alerts.ts";
import type { County } from "../data/county.ts";
import { PriorityGlyph } from "../parts/glyph.tsx";
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

/** More alerts about devices than this are folded up: they must not push people off the screen. */
const technicalShown = 3;

/** Open alerts, the most urgent first; those about devices below, and apart. */
export function AlertList({ county, alerts, isEverybodyMonitored, showsFacility }: AlertListProps) {
  const { words } = useSpeech();
  const aboutPeople = alerts.filter(({ technical }) => !technical);
  const aboutDevices = alerts.filter(({ technical }) => technical);
  return (
    <>
      {aboutPeople.length > 0 ? (
        <AlertRows county={county} alerts={aboutPeople} showsFacility={showsFacility} />
      ) : (
        <div className={classes.quiet}>
          <p className={classes.none}>{words.noAlerts}</p>
          {county.residents.size > 0 && (
            <p>{isEverybodyMonitored ? words.noAlertsAllMonitored : words.noAlertsQuiet}</p>
          )}
        </div>
      )}
      {aboutDevices.length > 0 && (
        <details className={classes.devices} open={aboutDevices.length <= technicalShown}>
          <summary className={classes.summary}>
            <PriorityGlyph level="technical" /> {words.technicalAlerts}{" "}
            <span className={classes.count}>{aboutDevices.length}</span>
          </summary>
          <AlertRows county={county} alerts={aboutDevices} showsFacility={showsFacility} />
        </details>
      )}
    </>
  );
}

/** Alerts as rows, in the order given. */
export function AlertRows({ county, alerts, showsFacility }: Omit<AlertListProps, "isEverybodyMonitored">) {
  const { words } = useSpeech();
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
