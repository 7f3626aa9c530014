import type { FunctionDeclaration } from "../functions/declaration.ts";
import { type FunctionName, functionNames, manifest } from "../functions/manifest.ts";

/** The parts of a cell that hold functions. */
export type FunctionPart = "Service" | "Api";

/**
 * Where a function stands: CloudFormation takes 500 resources a stack, and what answers people grows fastest, seven
 * resources a route.
 */
export function partOf(name: FunctionName): FunctionPart {
  const { trigger }: FunctionDeclaration = manifest[name];
  return trigger.kind === "http" ? "Api" : "Service";
}

export function functionsOf(part: FunctionPart): readonly FunctionName[] {
  return functionNames.filter((name) => partOf(name) === part);
}

/** The path of a function's construct below the cell, as findings name it. */
export function pathOfFunction(name: FunctionName): string {
  return `${partOf(name)}/${name}`;
}
