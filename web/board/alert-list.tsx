import type { AlertView } from "../../contracts/http/alerts.ts";
import { useSelf } from "../data/self.ts";
import { useFacilities } from "../data/use-board.ts";
import { alertWords } from "../inbox/alert-words.ts";
import { type Standing, standingOf } from "../inbox/standing.ts";
import { PriorityGlyph } from "../parts/glyph.tsx";
import { useOnClock } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import classes from "./alert-list.module.css";
import { AlertRow } from "./alert-row.tsx";
import { NoAlerts } from "./no-alerts.tsx";

interface AlertListProps {
  readonly alerts: readonly AlertView[];
  readonly showsFacility: boolean;
}

/** More alerts about devices than this are folded up: they must not push people off the screen. */
const technicalShown = 3;
const aboutPeople = ["waiting", "mine", "others"] as const satisfies readonly Standing[];

/** Open alerts: what nobody has, what I have, what others have; silenced ones and those about devices below, apart. */
export function AlertList({ alerts, showsFacility }: AlertListProps) {
  const { words } = useSpeech();
  const own = useWords(alertWords);
  const self = useSelf();
  const standings = useOnClock((now) => alerts.map((alert) => standingOf(alert, self, now)).join(" ")).split(" ");
  const those = (standing: Standing) => alerts.filter((_, index) => standings[index] === standing);
  const groups = aboutPeople.map((standing) => ({ standing, theirs: those(standing) }));
  const filled = groups.filter(({ theirs }) => theirs.length > 0);
  const shelved = those("shelved");
  const aboutDevices = those("technical");
  return (
    <>
      {filled.map(({ standing, theirs }) => (
        <section key={standing} className={classes.group} aria-label={own[standing]} data-standing={standing}>
          {(filled.length > 1 || standing !== "waiting") && (
            <h3 className={classes.standing}>
              {own[standing]} <span className={classes.count}>{theirs.length}</span>
            </h3>
          )}
          <AlertRows alerts={theirs} showsFacility={showsFacility} />
        </section>
      ))}
      {filled.length === 0 && (
        <NoAlerts apart={shelved.length > 0 ? "shelved" : aboutDevices.length > 0 ? "devices" : undefined} />
      )}
      {shelved.length > 0 && (
        <details className={classes.devices} data-standing="shelved">
          <summary className={classes.summary}>
            {own.shelved} <span className={classes.count}>{shelved.length}</span>
          </summary>
          <AlertRows alerts={shelved} showsFacility={showsFacility} />
        </details>
      )}
      {aboutDevices.length > 0 && (
        <details
          className={classes.devices}
          open={aboutDevices.length <= technicalShown && filled.length === 0}
          data-standing="technical"
        >
          <summary className={classes.summary}>
            <PriorityGlyph level="technical" /> {words.technicalAlerts}{" "}
            <span className={classes.count}>{aboutDevices.length}</span>
          </summary>
          <AlertRows alerts={aboutDevices} showsFacility={showsFacility} />
        </details>
      )}
    </>
  );
}

/** Alerts as rows, in the order given. */
export function AlertRows({ alerts, showsFacility }: AlertListProps) {
  const facilities = useFacilities();
  return (
    <ol className={classes.list}>
      {alerts.map((alert) => (
        <AlertRow
          key={alert.id}
          alert={alert}
          facilityName={showsFacility ? facilities?.find(({ id }) => id === alert.facilityId)?.name : undefined}
        />
      ))}
    </ol>
  );
}
