import type { ImportResult } from "../../contracts/http/import.ts";
import { type CellFault, faultsIn, soundIn } from "../../contracts/import/checked-row.ts";
import type { CsvRow } from "../../contracts/import/csv-table.ts";
import { deviceRow, devicesRepeated } from "../../contracts/import/device-rows.ts";
import { mayDo, mayNowhere } from "../../domain/access/decide.ts";
import type { Resident } from "../../domain/model/resident.ts";
import { expectDevice } from "../register/expect-device.ts";
import { forEachBounded } from "../shell/bounded.ts";
import { notAllowed } from "../shell/refusals.ts";
import type { ImportDeps, Imported, ImportInput } from "./import-register.ts";

const atOnce = 8;

/** Expects the devices of a table: each may claim its certificate by its serial number when it is first switched on. */
export async function importDevices(
  table: readonly CsvRow[],
  { body, caller }: ImportInput,
  deps: ImportDeps,
): Promise<Imported> {
  if (mayNowhere(caller, "device.manage")) throw notAllowed();
  const checked = table.map(deviceRow);
  const rows = soundIn(checked);
  const found = await deps.residents.findMany(rows.map(({ value }) => value.residentId));
  const isMine = ({ id, facilityId }: Resident) =>
    mayDo(caller, "device.manage", { kind: "resident", facilityId, residentId: id });
  const residents = new Map([...found].filter(([, resident]) => isMine(resident) && resident.discharge === undefined));
  const strangers: readonly CellFault[] = rows
    .filter(({ value }) => !residents.has(value.residentId))
    .map(({ row, value }) => ({ row, column: "resident", value: value.residentId, expected: noSuchResident }));
  const faults = [...faultsIn(checked), ...devicesRepeated(checked), ...strangers].toSorted((a, b) => a.row - b.row);
  if (faults.length > 0) return { rows: [], faults };

  if (!body.dryRun)
    for (const facilityId of new Set(Array.from(residents.values(), (resident) => resident.facilityId)))
      await deps.deviceAuthority.prepareFacility(facilityId);
  const outcomes: ImportResult["rows"] = [];
  await forEachBounded(rows, atOnce, async ({ row, value }) => {
    const resident = residents.get(value.residentId);
    const { id, outcome, messages } = await expectDevice(value, resident, deps, caller, body.dryRun);
    const told = outcome === "expected" ? "new" : outcome;
    outcomes.push({ row, id, outcome: told, ...(messages === undefined ? {} : { messages }) });
  });
  return { rows: outcomes.toSorted((a, b) => a.row - b.row), faults: [] };
}

const noSuchResident = {
  zh: "没有这位在住的服务对象，或无权管理其设备",
  en: "must be a resident in care whose devices you may manage",
};
