import { type Bilingual, isId } from "../../contracts/http/fields.ts";
import type { CellFault } from "../../contracts/import/checked-row.ts";
import type { CsvRow } from "../../contracts/import/csv-table.ts";
import { dateOf } from "../../contracts/iso-time.ts";
import { mayDo } from "../../domain/access/decide.ts";
import { type BedState, guardAt, judgeTaking } from "../../domain/beds/guard.ts";
import { isClosedOn } from "../../domain/consortium/closing.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import { bedRefused } from "../beds/bed-refusals.ts";
import type { NumberedResident } from "../register/numbered-resident.ts";
import type { ImportDeps, ImportInput } from "./import-register.ts";

/**
 * Facilities that are not there (or not the caller's, which looks the same), and beds that are not there or cannot be
 * had, of every row, whatever else is wrong with it.
 */
export async function placeFaults(
  table: readonly CsvRow[],
  numberedOf: ReadonlyMap<number, NumberedResident>,
  { body, caller }: ImportInput,
  deps: ImportDeps,
): Promise<readonly CellFault[]> {
  const faults: CellFault[] = [];
  const placed = table.flatMap(({ row, cells: { facility = body.facilityId, bed } }) =>
    facility !== undefined && isId(facility) ? [{ row, facilityId: facility, bedId: bed }] : [],
  );
  for (const [facilityId, rows] of Map.groupBy(placed, (place) => place.facilityId)) {
    const isMine = mayDo(caller, "resident.manage", { kind: "facility", facilityId });
    const facility = isMine ? await deps.facilities.find(facilityId) : undefined;
    if (facility === undefined) {
      for (const { row } of rows) faults.push({ row, column: "facility", value: facilityId, expected: noSuchFacility });
      continue;
    }
    // Who is registered stays where they are.
    const moving = rows.filter(({ row }) => numberedOf.get(row)?.there === undefined);
    if (isClosedOn(facility, dateOf(deps.now())))
      for (const { row } of moving) faults.push({ row, column: "facility", value: facilityId, expected: takesNobody });
    const beds = new Set(facility.beds.map(({ id }) => id));
    const wanted = [...new Set(moving.flatMap(({ bedId }) => bedId ?? []))].filter((bedId) => beds.has(bedId));
    await deps.residents.guardBeds(facilityId);
    const states = await deps.residents.bedStates(facilityId, wanted);
    const stateOf = new Map(states.map((state) => [state.place.bedId, state]));
    for (const { row, bedId } of moving) {
      if (bedId === undefined) continue;
      const state = stateOf.get(bedId);
      const residentId = numberedOf.get(row)?.id ?? "";
      const expected = state === undefined ? noSuchBed(facilityId) : wordsOfBed(state, residentId, deps.now());
      if (expected !== undefined) faults.push({ row, column: "bed", value: bedId, expected });
    }
  }
  return faults;
}

/** Why a bed cannot be had; undefined when it can. */
function wordsOfBed(bed: BedState, residentId: string, now: EpochMs): Bilingual | undefined {
  const refusal = judgeTaking(bed, { residentId }, now);
  if (refusal === undefined) return undefined;
  const guard = guardAt(bed.guard, now);
  return guard.kind === "occupied" ? taken(guard.residentId) : bedRefused(bed.place.bedId, refusal).detail;
}

const takesNobody = {
  zh: "该机构已停止接收，请选择其他机构，或先恢复接收",
  en: "must be a facility that takes people: choose another, or open it again first",
};

const noSuchFacility = {
  zh: "没有这个机构，或无权在那里登记",
  en: "must be a facility where you may register residents",
};

function noSuchBed(facilityId: string): Bilingual {
  return { zh: `应为机构 ${facilityId} 的床位`, en: `must be a bed of facility ${facilityId}` };
}

function taken(residentId: string): Bilingual {
  return { zh: `床位已有人（${residentId}）`, en: `must be free: ${residentId} has it` };
}
