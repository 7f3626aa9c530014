import { existsSync, statSync } from "node:fs";
import { parseArgs } from "node:util";
import { evaluateNews2 } from "./evaluate-news2.ts";
import { evaluateSenml } from "./evaluate-senml.ts";
import { type Evaluation, evaluationJson, evaluationText, UnusableDataError } from "./evaluation.ts";

const usage = "usage: npm run evaluate -- <news2 | senml> --data DIR [--json] [--now SECONDS]";

/** Runs the shipped code over a folder of vectors: exit code 0 when nothing disagrees, 1 when something does, 2 for unusable arguments or data. */
function main(): void {
  const { values, positionals } = readArguments();
  const evaluation = evaluate(positionals, values.data, values.now);
  console.log(evaluationText(evaluation));
  if (values.json) console.log(evaluationJson(evaluation));
  process.exitCode = evaluation.disagreeing.length > 0 ? 1 : 0;
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { data: { type: "string" }, json: { type: "boolean", default: false }, now: { type: "string" } },
    });
  } catch (error) {
    throw new UnusableDataError(`${error instanceof Error ? error.message : error}\n${usage}`);
  }
}

function evaluate(
  [what, ...others]: readonly string[],
  folder: string | undefined,
  now: string | undefined,
): Evaluation {
  if (folder === undefined || others.length > 0) throw new UnusableDataError(usage);
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new UnusableDataError(`there is no folder ${folder}`);
  if (what === "news2") return evaluateNews2(folder);
  if (what !== "senml") throw new UnusableDataError(usage);
  const nowSeconds = now === undefined ? undefined : Number(now);
  if (Number.isNaN(nowSeconds)) throw new UnusableDataError(`--now wants seconds since 1970, not ${now}`);
  return evaluateSenml(folder, nowSeconds);
}

try {
  main();
} catch (error) {
  if (!(error instanceof UnusableDataError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
