import type { EpochMs } from "../model/time.ts";

/** A care note 护理记录 as it stands for ever. */
export interface Note {
  readonly id: string;
  readonly residentId: string;
  /** Where the resident was cared for when it was written. */
  readonly facilityId: string;
  readonly at: EpochMs;
  readonly by: string;
  readonly byId: string;
  readonly text: string;
  /** The id of the note that it corrects. */
  readonly corrects?: string;
}
