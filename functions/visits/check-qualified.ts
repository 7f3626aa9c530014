import type { Caller } from "../../domain/access/caller.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import { gapsOf } from "../../domain/visits/qualification.ts";
import type { Visit } from "../../domain/visits/visit.ts";
import { visitNotSo } from "./visit-refusals.ts";

/** Throws a refusal where the caller may not treat in this visit: no licence is recorded, or too short a practice. */
export function checkQualified(caller: Caller, { kind }: Pick<Visit, "kind">, now: EpochMs): void {
  const [gap] = gapsOf(caller, kind, now);
  if (gap !== undefined) throw visitNotSo(gap);
}
