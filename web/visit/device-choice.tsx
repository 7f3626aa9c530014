import { Select } from "../parts/form/field.tsx";
import { useWords } from "../words/language.tsx";
import { callWords } from "./call-words.ts";
import type { Choice } from "./device-lists.ts";
import type { Media } from "./devices.ts";
import { lacks } from "./own-media.ts";
import classes from "./visit-page.module.css";

/** With which camera, microphone and loudspeaker; the loudspeaker where the browser lets a page choose. */
export function DeviceChoice({ media }: { readonly media: Media }) {
  const words = useWords(callWords);
  const { lists, chosen } = media;
  const asked: readonly (readonly [keyof Choice, readonly MediaDeviceInfo[]])[] = [
    ["camera", lists.cameras],
    ["microphone", lists.microphones],
    ...(lists.speakers.length > 0 ? [["speaker", lists.speakers] as const] : []),
  ];
  return (
    <div className={classes.devices}>
      {asked.map(([what, devices]) => (
        <Select
          key={what}
          aria-label={words[what]}
          value={chosen[what]}
          empty={`${words[what]} · ${words.browsersOwn}`}
          choices={devices.map(({ deviceId, label }, index) => ({
            value: deviceId,
            label: label === "" ? `${words[what]} ${index + 1}` : label,
          }))}
          change={(next) => media.choose({ [what]: next })}
        />
      ))}
    </div>
  );
}

/** What the others get nothing of, and which device took the place of one that went away: said at once, in words. */
export function DeviceNews({ media }: { readonly media: Media }) {
  const words = useWords(callWords);
  const { stream, trouble, lost } = media;
  if (trouble !== undefined) return <p role="alert">{words.trouble[trouble]}</p>;
  if (stream === undefined) return null;
  const [noSound, noPicture] = [lacks(stream, "audio"), lacks(stream, "video")];
  return (
    <>
      {(noSound || noPicture) && (
        <p
          role="alert"
          className={classes.lacking}
          data-lacking={noSound && noPicture ? "both" : noSound ? "audio" : "video"}
        >
          {noSound && noPicture ? words.neither : noSound ? words.notHeard : words.notSeen}
        </p>
      )}
      {(["audio", "video"] as const).map((kind) => {
        const loss = lost[kind];
        return (
          loss?.kind === "replaced" && (
            <p key={kind} role="status" data-replaced={kind}>
              {words.lost[kind](loss.by === "" ? words.unnamed : loss.by)}
            </p>
          )
        );
      })}
      {lost.speaker !== undefined && <p role="status">{words.lost.speaker}</p>}
    </>
  );
}
