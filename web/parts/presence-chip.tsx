import type { ResidentView } from "../../contracts/http/residents.ts";
import { isOutOfReach, presenceAt, silentSince } from "../data/freshness.ts";
import { useConnection } from "../data/use-board.ts";
import { useSpeech } from "../words/language.tsx";
import { clockTime, span } from "../words/time-words.ts";
import { PresenceGlyph } from "./glyph.tsx";
import classes from "./presence-chip.module.css";
import { useOnClock } from "./use-clock.ts";

/** Without a live connection for this long, even "monitored" is only what was last heard. */
const oldAfterMs = 60_000;

/** Is anyone listening? Not monitored stands out more than anything but an alert. */
export function PresenceChip({ resident }: { readonly resident: ResidentView }) {
  const { words, language } = useSpeech();
  const presence = useOnClock((now) => presenceAt(resident, now));
  const since = silentSince(resident);
  const silence = useOnClock((now) => (since === undefined ? "" : span(now - since, language)));
  const isUnheard = useOnClock((now) => isOutOfReach(resident, now));
  const connection = useConnection();
  const lostSince = connection.kind === "lost" ? connection.since : undefined;
  const isOld = useOnClock((now) => lostSince !== undefined && now - lostSince > oldAfterMs);
  const silent = resident.monitoring.silentDeviceIds.length;
  return (
    <p className={`${classes.chip} ${classes[presence]} ${isOld ? classes.old : ""}`}>
      <PresenceGlyph presence={presence} /> <span>{words[presence]}</span>
      {presence === "unmonitored" && (
        <span className={classes.why}>
          {" · "}
          {resident.devices.length === 0
            ? words.noDevices
            : silence === ""
              ? words.noSignalEver
              : isUnheard
                ? words.noSignal(silence)
                : words.notMeasuredFor(silence)}
        </span>
      )}
      {presence === "partly-monitored" && silent > 0 && (
        <span className={classes.why}>
          {" · "}
          {words.devicesSilent(silent)}
        </span>
      )}
      {isOld && lostSince !== undefined && (
        <span className={classes.why}>
          {" · "}
          {words.asOf(clockTime(lostSince))}
        </span>
      )}
    </p>
  );
}
