import type { Choice } from "./device-lists.ts";
import type { OwnMediaState } from "./own-media.ts";

export const kinds = ["audio", "video"] as const;
export type Kind = (typeof kinds)[number];

/** Each picture is sent to up to three others at once: more than this a tablet and a village's line do not carry. */
const picture = { width: { ideal: 960 }, height: { ideal: 540 }, frameRate: { ideal: 20, max: 24 } };
const sound = { echoCancellation: true, noiseSuppression: true };

/**
 * What can be had of these kinds, by the chosen devices or else by any, and why the rest cannot: all in one question, and one
 * by one where that fails. Who refuses is asked no second time.
 */
export async function tracksOf(
  devices: MediaDevices,
  wanted: readonly Kind[],
  chosen: Choice,
): Promise<{ readonly tracks: readonly MediaStreamTrack[]; readonly error?: unknown }> {
  const any: Choice = { ...chosen, camera: "", microphone: "" };
  const tries = [
    { of: wanted, by: chosen },
    ...wanted.flatMap((kind) => [
      ...(wanted.length > 1 ? [{ of: [kind], by: chosen }] : []),
      ...(chosen[kind === "audio" ? "microphone" : "camera"] === "" ? [] : [{ of: [kind], by: any }]),
    ]),
  ];
  const tracks: MediaStreamTrack[] = [];
  let last: unknown;
  for (const { of, by } of tries) {
    if (of.some((kind) => tracks.some((track) => track.kind === kind))) continue;
    try {
      tracks.push(...(await devices.getUserMedia(constraintsOf(of, by))).getTracks());
    } catch (error) {
      last = error;
      if (isRefusal(error)) break;
    }
  }
  return { tracks, ...(last !== undefined && { error: last }) };
}

function constraintsOf(wanted: readonly Kind[], { camera, microphone }: Choice): MediaStreamConstraints {
  return {
    ...(wanted.includes("audio") && { audio: { ...sound, ...exact(microphone) } }),
    ...(wanted.includes("video") && { video: { ...picture, ...exact(camera) } }),
  };
}

function exact(deviceId: string): MediaTrackConstraints {
  return deviceId === "" ? {} : { deviceId: { exact: deviceId } };
}

function isRefusal(error: unknown): boolean {
  return error instanceof DOMException && (error.name === "NotAllowedError" || error.name === "SecurityError");
}

export function troubleOf(error: unknown): OwnMediaState["trouble"] {
  if (isRefusal(error)) return "denied";
  return error instanceof DOMException && error.name === "NotReadableError" ? "busy" : "none";
}
