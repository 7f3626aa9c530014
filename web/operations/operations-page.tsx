import { deviceList } from "../../contracts/http/devices.ts";
import { health } from "../../contracts/http/health.ts";
import { quarantineList } from "../../contracts/http/quarantine.ts";
import { useAnswer, useWholeList } from "../data/use-answer.ts";
import { ProblemNotice } from "../parts/notice.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useSpeech } from "../words/language.tsx";
import { DeviceTable } from "./device-table.tsx";
import classes from "./operations-page.module.css";
import { Quarantine } from "./quarantine.tsx";

/** For operators: what is connected, what was refused and why. */
export function OperationsPage() {
  const { words } = useSpeech();
  const alive = useAnswer("/api/health", () => "/api/health", health);
  const devices = useWholeList("/api/devices", deviceList);
  const quarantine = useAnswer("/api/quarantine", () => "/api/quarantine", quarantineList);
  usePageTitle(words.operationsTitle);
  return (
    <div className={classes.page}>
      <h1 className={classes.title}>{words.operationsTitle}</h1>
      {alive.problem !== undefined && <ProblemNotice problem={alive.problem} again={alive.again} />}
      {alive.value !== undefined && (
        <dl className={classes.figures} aria-label={words.health}>
          <Figure label={words.health} value={words.healthStates[alive.value.status]} />
          {alive.value.devicesConnected !== undefined && (
            <Figure label={words.devicesConnected} value={alive.value.devicesConnected} />
          )}
          {alive.value.messages?.taken !== undefined && (
            <Figure label={words.messagesTaken} value={alive.value.messages.taken} />
          )}
          <Figure label={words.messagesRefused} value={alive.value.messages?.refused ?? "—"} />
          <Figure label={words.deadLetters} value={alive.value.deadLetters ?? "—"} />
          <Figure label={words.version} value={alive.value.version ?? "—"} />
        </dl>
      )}
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

function Figure({ label, value }: { readonly label: string; readonly value: string | number }) {
  return (
    <div className={classes.figure}>
      <dt className={classes.label}>{label}</dt>
      <dd className={classes.value}>{typeof value === "number" ? value.toLocaleString("en-US") : value}</dd>
    </div>
  );
}
