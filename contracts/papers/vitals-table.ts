import { entryOf, type ObservationCode } from "../../domain/model/observations.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import { snapshotCodes } from "../../domain/referrals/snapshot-evidence.ts";
import type { SnapshotCell, SnapshotVitals } from "../../domain/referrals/snapshot-fields.ts";
import type { Bilingual } from "../http/fields.ts";
import { unitText, valueText } from "../words.ts";

/** The 24 hours before, hour by hour: on the paper and on the screen the same rows. */
export interface VitalsTable {
  readonly columns: readonly { readonly code: ObservationCode; readonly label: Bilingual; readonly unit: Bilingual }[];
  readonly rows: readonly { readonly at: EpochMs; readonly cells: readonly Bilingual[] }[];
}

/** Columns of what was measured at all; a cell is the lowest and the highest of its hour, of what is no number the last. */
export function vitalsTable({ table }: Pick<SnapshotVitals, "table">): VitalsTable {
  const codes = snapshotCodes.filter((code) => table.some(({ cells }) => cells[code] !== undefined));
  return {
    columns: codes.map((code) => ({ code, label: entryOf(code).label, unit: unitText(code) })),
    rows: table.map(({ at, cells }) => ({ at, cells: codes.map((code) => cellText(code, cells[code])) })),
  };
}

function cellText(code: ObservationCode, cell: SnapshotCell | undefined): Bilingual {
  if (cell === undefined) return { zh: "—", en: "—" };
  const entry = entryOf(code);
  if (entry.value !== "quantity" || cell.min === undefined || cell.max === undefined) return valueText(code, cell.last);
  const [low, high] = [cell.min.toFixed(entry.decimals), cell.max.toFixed(entry.decimals)];
  const text = low === high ? low : `${low}–${high}`;
  return { zh: text, en: text };
}
