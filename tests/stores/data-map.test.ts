import { expect, test } from "vitest";
import { timerTable } from "../../adapters/timer/table.ts";
import { retentionMs } from "../../contracts/decode-telemetry.ts";
import { day } from "../../domain/model/time.ts";
import { classFacts, retentionClasses } from "../../domain/retention/classes.ts";
import { leastPeriods } from "../../domain/retention/periods.ts";
import { erasedTables } from "../../functions/manifest/retention.ts";
import { defaultArchiveDays } from "../../local/archive-retention.ts";
import { signInTable } from "../../local/sign-in/sign-in-table.ts";
import { defaultAuditDays } from "../../stores/audit-store.ts";
import { type DataPart, dataParts } from "../../stores/data-map.ts";
import { keptForDays } from "../../stores/notification-items.ts";
import { tables } from "../../stores/tables.ts";

const parts: readonly (readonly [string, DataPart])[] = Object.entries(dataParts);
const inTable = (name: string) => parts.filter(([, { place }]) => "table" in place && place.table === name);

test.each([...Object.keys(tables), timerTable.name, signInTable.name])(
  "the table %s has a class of retention",
  (name) => {
    expect(inTable(name)).not.toEqual([]);
  },
);

test("every prefix under which the archive keeps files has one", () => {
  const prefixes = parts.flatMap(([, { place }]) => (place.kind === "files" ? [place.prefix] : []));
  expect(prefixes).toEqual(expect.arrayContaining(["observations/", "progress/", "erasures/"]));
});

test("whatever an erasure deletes, puts away or frees of somebody it may write", () => {
  for (const [name, { place, resident, relative, staff }] of parts)
    if (place.kind === "table" && [resident, relative, staff].some((end) => end !== undefined && end !== "stays"))
      expect(erasedTables, name).toHaveProperty([place.table], "write");
});

test("a table whose items go by themselves is not kept by law, and what law keeps does not go by itself", () => {
  for (const [name, { place, class: kept }] of parts) {
    if (place.kind !== "table" || name === "kept-records" || kept === "audit-trail") continue;
    if ("expires" in tables[place.table]) expect(classFacts(kept).basis, name).toBe("policy");
  }
});

test("the periods of what goes by itself are those of its class", () => {
  expect(leastPeriods["sensor-data"]).toEqual({ days: retentionMs / day });
  expect(leastPeriods["call-log"]).toEqual({ days: keptForDays });
  expect(leastPeriods["observation-archive"]).toEqual({ years: Math.round(defaultArchiveDays / 365) });
  expect(defaultAuditDays).toBeGreaterThanOrEqual(3 * 365);
});

test("every class that is stored has a part, but for prescriptions, of which none are stored", () => {
  const used = new Set(parts.map(([, part]) => part.class));
  const unused = Object.keys(retentionClasses).filter((name) => !used.has(name as never));
  expect(unused.filter((name) => !name.startsWith("prescription-"))).toEqual([]);
});
