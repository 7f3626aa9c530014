import * as z from "zod/mini";
import { isoTime } from "./fields.ts";
import { observationSeries } from "./observations.ts";
import { resident } from "./residents.ts";

/** What stands beside the video: the present of the resident, and the 24 hours before. */
export const visitVitals = z.object({ resident, trend: observationSeries, at: isoTime });
export type VisitVitals = z.infer<typeof visitVitals>;
