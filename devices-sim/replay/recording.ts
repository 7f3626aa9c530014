import { existsSync } from "node:fs";
import { join } from "node:path";
import type { EpochMs } from "../../domain/model/time.ts";
import { SimulatorError } from "../box.ts";
import type { County } from "../county/county.ts";
import type { Sample } from "../telemetry.ts";
import { loadSepsis2019 } from "./sepsis2019.ts";
import { loadTihm } from "./tihm.ts";

/** Something that the recording says of a resident, such as a label of its clinicians. */
export interface RecordedFact {
  readonly residentId: string;
  readonly at: EpochMs;
  readonly what: string;
  readonly phase?: "begin" | "end";
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** A recording as Anhu understands it. */
export interface Recording {
  readonly county: County;
  /**
   * How its times become simulated times: `time-of-day` moves each resident's recording by whole days, so that nights
   * stay nights; `from-start` counts from the simulated start.
   */
  readonly alignment: "time-of-day" | "from-start";
  readonly samples: readonly (Sample & { readonly deviceId: string; readonly residentId: string })[];
  readonly facts: readonly RecordedFact[];
  /** Rows that mean nothing in the observation catalogue, by what they were. */
  readonly leftOut: Readonly<Record<string, number>>;
}

export type RecordingName = "tihm" | "sepsis2019";

export interface RecordingChoice {
  readonly data?: string;
  /** At most this many patients. */
  readonly residents: number;
  readonly seed: number;
  /** From which ages become dates of birth. */
  readonly year: number;
}

/** The folder of a recording: the one that was named, else where shared data usually lies. */
export function recordingFolder(name: RecordingName, data: string | undefined, root: string): string {
  return data ?? join(process.env.ANHU_SHARED_DATA ?? join(root, "..", "shared", "data"), name);
}

/** Reads a recording; a missing folder or file is one clear sentence. */
export async function loadRecording(name: RecordingName, choice: RecordingChoice, root: string): Promise<Recording> {
  const folder = recordingFolder(name, choice.data, root);
  if (!existsSync(folder))
    throw new SimulatorError(`there is no recording in ${folder}; name its folder with --data DIR`);
  try {
    return name === "tihm" ? await loadTihm(folder, choice) : await loadSepsis2019(folder, choice);
  } catch (error) {
    throw new SimulatorError(`cannot read the recording in ${folder}: ${(error as Error).message}`, { cause: error });
  }
}
