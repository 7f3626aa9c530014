import { createHash } from "node:crypto";

/** The lane, of so many, in which the records of a partition key keep their order. */
export function laneOf(partitionKey: string, lanes: number): number {
  return createHash("md5").update(partitionKey).digest().readUInt32BE(0) % lanes;
}
