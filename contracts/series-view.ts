import { hour, minute } from "../domain/model/time.ts";
import type { Resolution } from "./http/observations.ts";

/** Width of a bucket at each resolution but `raw`; buckets begin at whole minutes, quarters and hours of Asia/Shanghai. */
export const bucketMs: Readonly<Record<Exclude<Resolution, "raw">, number>> = {
  "1m": minute,
  "15m": 15 * minute,
  "1h": hour,
};

/** A series of more points is down-sampled, unless a resolution is asked for. */
export const mostPoints = 1500;
