import type * as z from "zod/mini";
import { expectation } from "../http/devices.ts";
import { type CellFault, type CheckedRow, checkedRow, repeatedCells } from "./checked-row.ts";
import type { CsvRow, CsvShape } from "./csv-table.ts";
import { deviceKindOf, deviceKindValues } from "./kind-words.ts";

/** A table of devices as people write it. */
export const deviceShape: CsvShape = {
  columns: {
    id: ["编号", "设备编号", "deviceId"],
    kind: ["类型", "种类", "设备类型"],
    resident: ["residentId", "服务对象", "服务对象编号", "使用人"],
  },
  required: ["id", "kind", "resident"],
  values: { kind: deviceKindValues },
};

const schema = expectation.shape.devices.def.element;
export type DeviceRow = z.output<typeof schema>;

/** Reads one row as the API would take it. */
export function deviceRow(row: CsvRow): CheckedRow<DeviceRow> {
  const { resident, kind, ...plain } = row.cells;
  const body = {
    ...plain,
    ...(kind !== undefined && { kind: deviceKindOf(kind) }),
    ...(resident !== undefined && { residentId: resident }),
  };
  return checkedRow(row, body, schema, { residentId: "resident" });
}

/** Ids that stand twice. */
export function devicesRepeated(rows: readonly CsvRow[]): readonly CellFault[] {
  return repeatedCells(rows, "id");
}
