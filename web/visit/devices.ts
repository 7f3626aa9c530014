import { useCallback, useEffect, useState } from "react";

/** Cameras and microphones of this workstation, as the browser names them. */
export interface MediaChoices {
  readonly cameras: readonly MediaDeviceInfo[];
  readonly microphones: readonly MediaDeviceInfo[];
}

export interface Media {
  /** Empty until somebody allowed it; holds what could be had. */
  readonly stream: MediaStream | undefined;
  readonly choices: MediaChoices;
  /** Why there is no picture or sound. */
  readonly trouble: "denied" | "none" | "busy" | "insecure" | undefined;
  choose(camera: string | undefined, microphone: string | undefined): void;
  stop(): void;
}

/** Each picture is sent to up to three others at once: more than this a tablet and a village's line do not carry. */
const video = { width: { ideal: 960 }, height: { ideal: 540 }, frameRate: { ideal: 20, max: 24 } };

/** Asks for camera and microphone; without a camera for the microphone alone, since a voice is better than nothing. */
export function useMedia(): Media {
  const [stream, setStream] = useState<MediaStream>();
  const [trouble, setTrouble] = useState<Media["trouble"]>();
  const [choices, setChoices] = useState<MediaChoices>({ cameras: [], microphones: [] });

  const open = useCallback(async (camera?: string, microphone?: string) => {
    if (navigator.mediaDevices === undefined) return setTrouble("insecure");
    const audio = { echoCancellation: true, noiseSuppression: true, ...exact(microphone) };
    try {
      const next = await withFallback({ audio, video: { ...video, ...exact(camera) } }, { audio });
      setStream((before) => {
        for (const track of before?.getTracks() ?? []) track.stop();
        return next;
      });
      setTrouble(undefined);
    } catch (error) {
      setTrouble(troubleOf(error));
    }
    const all = await navigator.mediaDevices.enumerateDevices().catch(() => []);
    setChoices({
      cameras: all.filter(({ kind }) => kind === "videoinput"),
      microphones: all.filter(({ kind }) => kind === "audioinput"),
    });
  }, []);

  useEffect(() => {
    void open();
  }, [open]);
  useEffect(() => () => stopAll(stream), [stream]);
  return {
    stream,
    choices,
    trouble,
    choose: (camera, microphone) => void open(camera, microphone),
    stop: () => stopAll(stream),
  };
}

function stopAll(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

function exact(deviceId: string | undefined): MediaTrackConstraints {
  return deviceId === undefined || deviceId === "" ? {} : { deviceId: { exact: deviceId } };
}

async function withFallback(both: MediaStreamConstraints, voice: MediaStreamConstraints): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia(both);
  } catch (error) {
    if (error instanceof DOMException && error.name === "NotAllowedError") throw error;
    return await navigator.mediaDevices.getUserMedia(voice);
  }
}

function troubleOf(error: unknown): Media["trouble"] {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  return name === "NotReadableError" ? "busy" : "none";
}
