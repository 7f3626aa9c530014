import { deviceList } from "../../contracts/http/devices.ts";
import { quarantineList } from "../../contracts/http/quarantine.ts";
import { useAnswer, useWholeList } from "../data/use-answer.ts";
import { ProblemNotice } from "../parts/notice.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useSpeech } from "../words/language.tsx";
import { DeviceTable } from "./device-table.tsx";
import { HealthPanel } from "./health-panel.tsx";
import classes from "./operations-page.module.css";
import { Quarantine } from "./quarantine.tsx";

/** For operators: how each part does, what is connected, what was refused and why. */
export function OperationsPage() {
  const { words } = useSpeech();
  const devices = useWholeList("/api/devices", deviceList);
  const quarantine = useAnswer("/api/quarantine", () => "/api/quarantine", quarantineList);
  usePageTitle(words.operationsTitle);
  return (
    <div className={classes.page}>
      <h1 className={classes.title}>{words.operationsTitle}</h1>
      <HealthPanel />
      <div className={classes.section}>
        <h2 className={classes.heading}>{words.devices}</h2>
        {devices.problem !== undefined && <ProblemNotice problem={devices.problem} again={devices.again} />}
        {devices.value !== undefined && <DeviceTable devices={devices.value.items} />}
        {devices.value === undefined && devices.problem === undefined && <PanelSkeleton height={240} />}
      </div>
      <div className={classes.section}>
        <h2 className={classes.heading}>{words.quarantine}</h2>
        <p className={classes.hint}>{words.quarantineHint}</p>
        {quarantine.problem !== undefined && <ProblemNotice problem={quarantine.problem} again={quarantine.again} />}
        {quarantine.value !== undefined && (
          <Quarantine items={quarantine.value.items} counts={quarantine.value.counts} />
        )}
      </div>
    </div>
  );
}
