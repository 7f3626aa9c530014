import { Billing, Capacity } from "aws-cdk-lib/aws-dynamodb";
import type { Cell } from "../contracts/cell.ts";
import type { TableName } from "../stores/tables.ts";

/**
 * Units a second of one resident whose devices send in batches, in the tables that every reading touches. A table never
 * shrinks below half of it, and grows to six times as much: devices that send each sample, and what they kept in an outage.
 */
const steady: Readonly<Partial<Record<TableName, { readonly writes: number; readonly reads: number }>>> = {
  watches: { writes: 0.017, reads: 0.04 },
  series: { writes: 0.032, reads: 0.04 },
};
const leastShare = 0.5;
const mostTimes = 6;
/** Auto scaling follows within minutes; until then the rest takes a jump. */
const targetUtilizationPercent = 60;

/** How a table is paid: by the request, or, where the load is steady and the cell says so, by the hour. */
export function tableBilling(table: string, { capacity }: Cell): Billing {
  const units = steady[table as TableName];
  if (capacity.tables === "on-demand" || units === undefined) return Billing.onDemand();
  const following = (unitsPerSecond: number): Capacity => {
    const planned = (capacity.residents * unitsPerSecond * 100) / targetUtilizationPercent;
    return Capacity.autoscaled({
      // With how much a table begins that was paid by the request until now.
      seedCapacity: Math.max(5, Math.ceil(planned)),
      minCapacity: Math.max(5, Math.ceil(planned * leastShare)),
      maxCapacity: Math.max(100, Math.round(planned * mostTimes)),
      targetUtilizationPercent,
    });
  };
  return Billing.provisioned({ readCapacity: following(units.reads), writeCapacity: following(units.writes) });
}
