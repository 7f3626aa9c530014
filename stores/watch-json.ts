import type { ObservationCode } from "../domain/model/observations.ts";
import type { ObservationValue } from "../domain/model/reading.ts";
import type { RecentObservation, Watch } from "../domain/watch/state.ts";

/** A watch whose recent observations are one flat list: per observation ms since the one before, code, device, value. */
interface CompactWatch extends Omit<Watch, "recent"> {
  /** What the numbers in `recent` stand for. */
  readonly codes: readonly ObservationCode[];
  readonly deviceIds: readonly string[];
  readonly recent: readonly ObservationValue[];
}

/** A watch as JSON, in about a third of its plain size: it is written with every batch of readings. */
export function watchToJson({ recent, ...others }: Watch): string {
  const codes = new Numbering<ObservationCode>();
  const deviceIds = new Numbering<string>();
  const flat: ObservationValue[] = [];
  let before = 0;
  for (const [at, code, deviceId, value] of recent) {
    flat.push(at - before, codes.numberOf(code), deviceIds.numberOf(deviceId), value);
    before = at;
  }
  const compact: CompactWatch = { ...others, codes: codes.names, deviceIds: deviceIds.names, recent: flat };
  return JSON.stringify(compact);
}

/** Reads back what {@link watchToJson} wrote. */
export function watchFromJson(json: string): Watch {
  const { codes, deviceIds, recent: flat, ...others } = JSON.parse(json) as CompactWatch;
  const recent: RecentObservation[] = [];
  let at = 0;
  for (let index = 0; index < flat.length; index += 4) {
    const [sinceBefore, code, deviceId, value] = flat.slice(index, index + 4) as [
      number,
      number,
      number,
      ObservationValue,
    ];
    at += sinceBefore;
    recent.push([at, codes[code] as ObservationCode, deviceIds[deviceId] as string, value]);
  }
  return { ...others, recent };
}

class Numbering<Name extends string> {
  readonly names: Name[] = [];

  /** There are a handful of names at most, so looking through them is quicker than hashing. */
  numberOf(name: Name): number {
    const number = this.names.indexOf(name);
    return number < 0 ? this.names.push(name) - 1 : number;
  }
}
