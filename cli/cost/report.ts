import { print, table } from "../print.ts";
import { type CostCase, type CostLine, costOf, idle, perResident } from "./cost.ts";
import { readMeasured } from "./measured.ts";
import { readPrices } from "./prices.ts";

/** What the service costs at a size, with and without batching by the devices. */
export interface CostReport {
  readonly measured: { readonly command: string; readonly on: string };
  readonly cases: readonly (CostCase & {
    readonly usdPerResidentMonth: number;
    readonly usdPerMonth: number;
    readonly lines: readonly CostLine[];
  })[];
  /** USD a month of a cell without residents. */
  readonly idle: Readonly<Record<CostCase["profile"], { readonly usd: number; readonly lines: readonly CostLine[] }>>;
}

const sizes = [100, 10_000, 1_000_000] as const;
const retentionDays = 90;

/** The bill at 100, 10 thousand and a million residents, from what was measured and the list prices. */
export function costReport(): CostReport {
  const measured = readMeasured();
  const prices = readPrices();
  const cases = (["each-sample", "batched"] as const).flatMap((load) =>
    sizes.map((residents): CostCase => {
      const isSmall = residents < 1000;
      return {
        residents,
        load,
        profile: isSmall ? "economy" : "standard",
        billing: isSmall ? "on-demand" : "provisioned",
        retentionDays,
      };
    }),
  );
  const idleOf = (profile: CostCase["profile"]) => {
    const empty = { residents: 0, load: "batched", profile, billing: "on-demand", retentionDays } as const;
    const lines = costOf(empty, measured, prices);
    return { usd: idle(lines), lines: lines.filter(({ isFixed }) => isFixed) };
  };
  return {
    measured: { command: measured.command, on: measured.on },
    cases: cases.map((item) => {
      const lines = costOf(item, measured, prices);
      const usdPerResidentMonth = perResident(lines, item.residents);
      return { ...item, usdPerResidentMonth, usdPerMonth: usdPerResidentMonth * item.residents, lines };
    }),
    idle: { standard: idleOf("standard"), economy: idleOf("economy") },
  };
}

/** Prints the report for people. */
export function printCost(report: CostReport): void {
  const { cases, idle: idleCells, measured } = report;
  const parts = [...new Set(cases.flatMap(({ lines }) => lines.map(({ part }) => part)))];
  const heads = cases.map(({ residents, load }) => `${residents.toLocaleString("en")} ${load}`);
  print(
    `USD for one resident and month; use measured by \`${measured.command}\` on ${measured.on}, list prices us-east-1\n`,
  );
  const rows = parts.map((part) => [
    part,
    ...cases.map(({ lines, residents }) => {
      const line = lines.find((each) => each.part === part);
      return line === undefined ? "" : (line.usd / residents).toFixed(4);
    }),
  ]);
  const totals = ["total", ...cases.map(({ usdPerResidentMonth }) => usdPerResidentMonth.toFixed(4))];
  const cells = ["the cell a month", ...cases.map(({ usdPerMonth }) => usdPerMonth.toFixed(0))];
  print(table(["part", ...heads], [...rows, totals, cells]));
  print("\n100 residents: economy profile (SQS, on demand). From 10,000: standard, provisioned tables at 60 %.");
  print("Not in it: sign-in (Cognito is free for the first 10,000), traffic of the pages, free tiers, support, taxes.");
  for (const [profile, { usd, lines }] of Object.entries(idleCells)) {
    const named = lines.filter((line) => line.usd > 0).map((line) => `${line.part} ${line.usd.toFixed(2)}`);
    print(`an idle ${profile} cell: ${usd.toFixed(2)} a month (${named.join(", ")})`);
  }
}
