/** Ids of what was chosen; empty: what the browser thinks best. */
export interface Choice {
  readonly camera: string;
  readonly microphone: string;
  readonly speaker: string;
}

/** Devices of this workstation, as the browser names them. */
export interface DeviceLists {
  readonly cameras: readonly MediaDeviceInfo[];
  readonly microphones: readonly MediaDeviceInfo[];
  /** Empty where the browser lets no page choose one. */
  readonly speakers: readonly MediaDeviceInfo[];
}

export const noDevices: DeviceLists = { cameras: [], microphones: [], speakers: [] };

export async function listDevices(devices: MediaDevices): Promise<DeviceLists> {
  const all = await devices.enumerateDevices().catch(() => []);
  const of = (wanted: MediaDeviceKind) => all.filter(({ kind }) => kind === wanted);
  return {
    cameras: of("videoinput"),
    microphones: of("audioinput"),
    speakers: mayChooseSpeaker() ? of("audiooutput") : [],
  };
}

/** The chosen loudspeaker if it is still there, and else the browser's own. */
export function speakerAmong(
  { speakers }: DeviceLists,
  chosen: string,
): { readonly speaker: string; readonly isGone: boolean } {
  const isGone = chosen !== "" && !speakers.some(({ deviceId }) => deviceId === chosen);
  return { speaker: isGone ? "" : chosen, isGone };
}

/** Safari before 18.4 and many phones do not. */
function mayChooseSpeaker(): boolean {
  return typeof HTMLMediaElement !== "undefined" && "setSinkId" in HTMLMediaElement.prototype;
}
