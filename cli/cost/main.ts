import { parseArgs } from "node:util";
import { print } from "../print.ts";
import { costReport, printCost } from "./report.ts";

/** `npm run cost [-- --json]`: what a resident costs a month, from measured units and list prices. */
const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });
const report = costReport();
if (values.json) print(JSON.stringify(report));
else printCost(report);
