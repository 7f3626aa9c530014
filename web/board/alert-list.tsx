import type { AlertView } from "../../contracts/http/alerts.ts";
import type { ResidentView } from "../../contracts/http/residents.ts";
import type { County } from "../data/county.ts";
import { PriorityGlyph } from "../parts/glyph.tsx";
import { useSpeech } from "../words/language.tsx";
import classes from "./alert-list.module.css";
import { AlertRow } from "./alert-row.tsx";
import { NoAlerts } from "./no-alerts.tsx";

interface AlertListProps {
  readonly county: County;
  readonly alerts: readonly AlertView[];
  /** Those whose alerts these are. */
  readonly residents: readonly ResidentView[];
  readonly showsFacility: boolean;
}

/** More alerts about devices than this are folded up: they must not push people off the screen. */
const technicalShown = 3;

/** Open alerts, the most urgent first; those about devices below, and apart. */
export function AlertList({ county, alerts, residents, showsFacility }: AlertListProps) {
  const { words } = useSpeech();
  const aboutPeople = alerts.filter(({ technical }) => !technical);
  const aboutDevices = alerts.filter(({ technical }) => technical);
  return (
    <>
      {aboutPeople.length > 0 ? (
        <AlertRows county={county} alerts={aboutPeople} showsFacility={showsFacility} />
      ) : (
        <NoAlerts residents={residents} hasDeviceAlerts={aboutDevices.length > 0} />
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
export function AlertRows({ county, alerts, showsFacility }: Omit<AlertListProps, "residents">) {
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
