import { deviceKindLabel } from "../../contracts/descriptions.ts";
import type { ResidentView } from "../../contracts/http/residents.ts";
import { Moment } from "../parts/moment.tsx";
import { useSpeech } from "../words/language.tsx";
import classes from "./device-list.module.css";

/** What listens to this resident, and whether it still does. */
export function DeviceList({ devices }: { readonly devices: ResidentView["devices"] }) {
  const { words, say } = useSpeech();
  if (devices.length === 0) return <p className={classes.none}>{words.noDevices}</p>;
  return (
    <ul className={classes.list}>
      {devices.map((device) => (
        <li key={device.id} className={`${classes.device} ${device.isSilent ? classes.silent : ""}`}>
          <span className={classes.kind}>{say(deviceKindLabel(device.kind))}</span>
          <span>{device.isSilent ? <strong>{words.silent}</strong> : words[device.connection ?? "unknown"]}</span>
          <span className={classes.detail}>
            {words.lastHeard}{" "}
            {device.lastHeardAt === undefined ? words.neverHeard : <Moment at={Date.parse(device.lastHeardAt)} />}
          </span>
          <span className={classes.detail}>
            {device.batteryPercent === undefined ? "" : `${words.battery} ${Math.round(device.batteryPercent)}\u2009%`}
          </span>
        </li>
      ))}
    </ul>
  );
}
