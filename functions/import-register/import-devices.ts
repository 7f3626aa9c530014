import { isId } from "../../contracts/http/fields.ts";
import type { ImportResult } from "../../contracts/http/import.ts";
import { type CellFault, faultsIn, oncePerCell, soundIn } from "../../contracts/import/checked-row.ts";
import type { CsvRow } from "../../contracts/import/csv-table.ts";
import { deviceRow, devicesRepeated } from "../../contracts/import/device-rows.ts";
import { mayDo, mayNowhere, reachOf } from "../../domain/access/decide.ts";
import type { Resident } from "../../domain/model/resident.ts";
import { expectDevice } from "../register/expect-device.ts";
import { idOfNumber } from "../register/numbered-resident.ts";
import { forEachBounded } from "../shell/bounded.ts";
import { notAllowed } from "../shell/refusals.ts";
import type { ImportDeps, Imported, ImportInput } from "./import-register.ts";

const atOnce = 8;

/** Expects the devices of a table: each may claim its certificate by its serial number when it is first switched on. */
export async function importDevices(table: readonly CsvRow[], input: ImportInput, deps: ImportDeps): Promise<Imported> {
  const { body, caller } = input;
  if (mayNowhere(caller, "device.manage")) throw notAllowed();
  const checked = table.map(deviceRow);
  const named = [...new Set(table.flatMap(({ cells }) => cells.resident ?? []).filter(isId))];
  const residentsOf = await residentsNamed(named, input, deps);
  const strangers: readonly CellFault[] = table.flatMap(({ row, cells: { resident: value } }) => {
    const count = value === undefined ? 1 : (residentsOf.get(value)?.length ?? 0);
    if (value === undefined || count === 1) return [];
    return [{ row, column: "resident", value, expected: count === 0 ? noSuchResident : several }];
  });
  const faults = oncePerCell([...faultsIn(checked), ...devicesRepeated(table), ...strangers]);
  if (faults.length > 0) return { rows: [], faults };

  const residents = [...residentsOf.values()].flat();
  if (!body.dryRun)
    for (const facilityId of new Set(residents.map((resident) => resident.facilityId)))
      await deps.deviceAuthority.prepareFacility(facilityId);
  const outcomes: ImportResult["rows"] = [];
  await forEachBounded(soundIn(checked), atOnce, async ({ row, value }) => {
    const [resident] = residentsOf.get(value.residentId) ?? [];
    const { id, outcome, messages } = await expectDevice(value, resident, deps, caller, body.dryRun);
    const told = outcome === "expected" ? "new" : outcome;
    outcomes.push({ row, id, outcome: told, ...(messages === undefined ? {} : { messages }) });
  });
  return { rows: outcomes.toSorted((a, b) => a.row - b.row), faults: [] };
}

/**
 * Who is meant by each name of the table, an id or the number that somebody was registered with, among those in care
 * whose devices the caller manages.
 */
async function residentsNamed(
  named: readonly string[],
  { body, caller }: ImportInput,
  deps: ImportDeps,
): Promise<ReadonlyMap<string, readonly Resident[]>> {
  const places = await placesOf(body.facilityId, caller, deps);
  const idsOf = new Map(
    named.map((name) => [name, [name, ...places.map((facilityId) => idOfNumber({ facilityId, number: name }))]]),
  );
  const found = await deps.residents.findMany([...new Set([...idsOf.values()].flat())]);
  const isMine = ({ id, facilityId, discharge }: Resident): boolean =>
    discharge === undefined && mayDo(caller, "device.manage", { kind: "resident", facilityId, residentId: id });
  return new Map(
    Array.from(idsOf, ([name, ids]) => {
      const mine = ids.flatMap((id) => found.get(id) ?? []).filter(isMine);
      return [name, mine];
    }),
  );
}

/** At which facilities a number may have been given. */
async function placesOf(
  facilityId: string | undefined,
  caller: ImportInput["caller"],
  deps: ImportDeps,
): Promise<readonly string[]> {
  if (facilityId !== undefined) return [facilityId];
  const reach = reachOf(caller, "device.manage");
  if (reach.kind === "some") return [...reach.facilityIds];
  return (await deps.facilities.list()).items.map(({ id }) => id);
}

const noSuchResident = {
  zh: "没有这位在住的服务对象，或无权管理其设备",
  en: "must be a resident in care whose devices you may manage",
};
const several = {
  zh: "几个机构都有这个编号：请先选定机构，或填写系统中的编号",
  en: "stands for residents of several facilities: choose the facility first, or use the id that the service shows",
};
