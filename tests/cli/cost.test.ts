import { expect, test } from "vitest";
import { type CostCase, costOf, idle, perResident } from "../../cli/cost/cost.ts";
import { readMeasured } from "../../cli/cost/measured.ts";
import { readPrices } from "../../cli/cost/prices.ts";

const measured = readMeasured();
const prices = readPrices();

function usd(change: Partial<CostCase>): number {
  const item = { ...tenThousand, ...change };
  return perResident(costOf(item, measured, prices), item.residents);
}

const tenThousand: CostCase = {
  residents: 10_000,
  load: "batched",
  profile: "standard",
  billing: "provisioned",
  retentionDays: 90,
};

test("a resident costs what the report of this version promises", () => {
  expect(usd({})).toBeLessThan(0.16);
  expect(usd({ load: "each-sample" })).toBeLessThan(0.32);
});

test("an idle cell stays within what one home can pay", () => {
  const of = (profile: CostCase["profile"]) =>
    idle(costOf({ ...tenThousand, residents: 1, profile }, measured, prices));
  expect(of("standard")).toBeLessThanOrEqual(25);
  expect(of("economy")).toBeLessThanOrEqual(8);
});

test.each<[string, Partial<CostCase>, Partial<CostCase>]>([
  ["devices that batch", {}, { load: "each-sample" }],
  ["provisioned tables at a steady load", {}, { billing: "on-demand" }],
  ["a queue for a few residents", { residents: 50, profile: "economy" }, { residents: 50 }],
  ["a stream for many", {}, { profile: "economy" }],
  ["a shorter retention", { retentionDays: 30 }, {}],
])("%s cost less", (_what, cheaper, dearer) => {
  expect(usd(cheaper)).toBeLessThan(usd(dearer));
});

test("the bill grows with the residents, and each line is a number", () => {
  for (const { usd: line } of costOf(tenThousand, measured, prices)) expect(line).toBeGreaterThanOrEqual(0);
  expect(usd({ residents: 20_000 }) * 20_000).toBeGreaterThan(usd({}) * 10_000);
});
