import { useEffect, useRef } from "react";
import classes from "./picture.module.css";

interface PictureProps {
  readonly stream: MediaStream | undefined;
  readonly label: string;
  /** What stands over the picture, e.g. that it is still connecting. */
  readonly note?: string | undefined;
  /** One's own: mirrored, and never heard. */
  readonly isMine?: boolean;
  readonly look?: "small";
  /** The loudspeaker by which it is heard, where the browser lets a page choose. @default the browser's own */
  readonly speaker?: string;
  readonly speakerFailed?: () => void;
}

/** The picture and voice of one person. */
export function Picture({ stream, label, note, isMine = false, look, speaker = "", speakerFailed }: PictureProps) {
  const element = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const video = element.current;
    if (video === null || video.srcObject === (stream ?? null)) return;
    video.srcObject = stream ?? null;
    // Whoever entered by a tap may be heard; a browser that thinks otherwise starts with the next tap.
    if (stream !== undefined) void video.play().catch(() => undefined);
  });
  useEffect(() => {
    const video = element.current;
    if (isMine || video === null || !("setSinkId" in video) || video.sinkId === speaker) return;
    video.setSinkId(speaker).catch(() => speakerFailed?.());
  }, [isMine, speaker, speakerFailed]);
  return (
    <figure className={`${classes.picture} ${look === "small" ? classes.small : ""}`}>
      <video
        ref={element}
        className={isMine ? classes.mine : classes.video}
        autoPlay
        playsInline
        muted={isMine}
        aria-label={label}
      />
      <figcaption className={classes.label}>
        {label} {note !== undefined && <span className={classes.note}>{note}</span>}
      </figcaption>
    </figure>
  );
}
