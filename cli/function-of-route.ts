import type { FunctionDeclaration } from "../functions/declaration.ts";
import { type FunctionName, functionNames, manifest } from "../functions/manifest.ts";

/** The function that serves a request, with what its path says. */
export interface RoutedRequest {
  readonly functionName: FunctionName;
  /** As the manifest has it. */
  readonly route: string;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** Finds the function behind a request as the API's routing does; undefined when no function serves it. */
export function functionOfRoute(method: string, path: string): RoutedRequest | undefined {
  const segments = path.split("/");
  const found = functionNames.flatMap((functionName) => {
    const { trigger }: FunctionDeclaration = manifest[functionName];
    if (trigger.kind !== "http" || trigger.method !== method) return [];
    const pathParameters = parametersIn(trigger.path.split("/"), segments);
    return pathParameters === undefined ? [] : [{ functionName, route: trigger.path, pathParameters }];
  });
  // A fixed word is meant before any id: /api/devices/expected is no device.
  return found.toSorted((a, b) => Object.keys(a.pathParameters).length - Object.keys(b.pathParameters).length)[0];
}

function parametersIn(
  template: readonly string[],
  segments: readonly string[],
): Readonly<Record<string, string>> | undefined {
  if (template.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [position, part] of template.entries()) {
    const segment = segments[position] as string;
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined ? part !== segment : segment === "") return undefined;
    if (name !== undefined) parameters[name] = decodeURIComponent(segment);
  }
  return parameters;
}
