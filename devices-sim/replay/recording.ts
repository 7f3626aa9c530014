import type { EpochMs } from "../../domain/model/time.ts";
import type { County } from "../county/county.ts";
import type { Sample } from "../telemetry.ts";

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
