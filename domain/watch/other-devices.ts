import type { ObservationCode } from "../model/observations.ts";
import type { LimitedCode } from "./plan.ts";
import type { LatestValue, Memory } from "./state.ts";

type Values = Pick<Memory, "latest"> & { readonly others?: Memory["others"] | undefined };

/** The latest value that one device gave of a code with limits. */
export function latestOf({ latest, others }: Values, code: LimitedCode, deviceId: string): LatestValue | undefined {
  const ofAll = latest[code];
  if (ofAll?.deviceId === deviceId) return ofAll;
  const own = others?.[code]?.[deviceId];
  return own && { ...own, deviceId };
}

/** Remembers what a reading would else make forgotten: the latest value of the device that spoke before. */
export function followOthers(
  others: Memory["others"] | undefined,
  code: LimitedCode,
  { deviceId, value, at }: LatestValue,
  previous: LatestValue | undefined,
): Memory["others"] | undefined {
  if (previous === undefined || previous.deviceId === deviceId) return others;
  const known = others?.[code];
  if (at < previous.at) return { ...others, [code]: { ...known, [deviceId]: { value, at } } };
  const { [deviceId]: _, ...silent } = known ?? {};
  return { ...others, [code]: { ...silent, [previous.deviceId]: { value: previous.value, at: previous.at } } };
}

/** Forgets what a device gave beside others, once it is off the watch. */
export function withoutDevice(others: Memory["others"], deviceId: string): Memory["others"] | undefined {
  let kept = others;
  for (const name in others) {
    const code = name as LimitedCode & ObservationCode;
    const { [deviceId]: own, ...rest } = others[code] ?? {};
    if (own !== undefined) kept = { ...kept, [code]: rest };
  }
  return kept;
}
