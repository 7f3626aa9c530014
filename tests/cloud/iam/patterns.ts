import { UnknownPolicyElementError } from "./policy-document.ts";

/** What is known of a request. A key that is known to be absent stands here as undefined. */
export type RequestContext = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A piece of a pattern: text to be met as it is, or a wildcard. */
type Piece = { readonly text: string } | { readonly wildcard: "*" | "?" };

/** A policy asks for a key of the request that the caller has not stated, not even as absent. */
export class UnknownConditionKeyError extends Error {
  readonly code = "unknown-condition-key";
  constructor(key: string) {
    super(`a policy that applies asks for ${key}: the context of the request must state it, as undefined when absent`);
  }
}

/** Looks a key up, whatever its case; throws an {@link UnknownConditionKeyError} when the context does not state it. */
export function contextValue(context: RequestContext, key: string): string | readonly string[] | undefined {
  const known = Object.keys(context).find((name) => name.toLowerCase() === key.toLowerCase());
  if (known === undefined) throw new UnknownConditionKeyError(key);
  return context[known];
}

/** Whether text fits a pattern with `*` and `?`, without variables. */
export function fits(pattern: string, text: string): boolean {
  return matches(wildcards(pattern), text);
}

/**
 * Whether text fits a pattern whose `${variables}` are put in from the context: what they stand for is text, a `*` in it
 * is none of ours. A variable that is absent from the request, or has several values, makes the pattern fit nothing.
 */
export function fitsWith(pattern: string, text: string, context: RequestContext): boolean {
  const pieces = substituted(pattern, context);
  return pieces !== undefined && matches(pieces, text);
}

/** As {@link fitsWith} for equality: `*` and `?` of the pattern are text too. */
export function equalsWith(pattern: string, text: string, context: RequestContext): boolean {
  const pieces = substituted(pattern, context, (part) => [{ text: part }]);
  return pieces?.map((piece) => ("text" in piece ? piece.text : "")).join("") === text;
}

/**
 * Whether an ARN fits a pattern, part by part: a wildcard does not reach over a colon, except in the last of the six
 * parts, which may have colons itself. `*` alone fits everything.
 */
export function arnFits(pattern: string, arn: string, context: RequestContext | undefined): boolean {
  if (pattern === "*") return true;
  const [parts, wanted] = [arnParts(arn), arnParts(pattern)];
  if (wanted === undefined) throw new UnknownPolicyElementError(`"${pattern}" is neither * nor an ARN of six parts`);
  if (parts === undefined) return false;
  return wanted.every((part, at) =>
    context === undefined ? fits(part, parts[at] as string) : fitsWith(part, parts[at] as string, context),
  );
}

/** Colons within `${…}` are part of a variable's name. */
function arnParts(arn: string): readonly string[] | undefined {
  const parts: string[] = [""];
  for (const token of arn.match(/\$\{[^}]*\}|[\s\S]/g) ?? []) {
    if (token === ":" && parts.length < 6) parts.push("");
    else parts[parts.length - 1] += token;
  }
  return parts.length === 6 && parts[0] === "arn" ? parts : undefined;
}

function substituted(
  pattern: string,
  context: RequestContext,
  textOf: (part: string) => readonly Piece[] = wildcards,
): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  for (const part of pattern.split(/(\$\{[^}]*\})/)) {
    const name = /^\$\{(.*)\}$/.exec(part)?.[1]?.trim();
    if (name === undefined) pieces.push(...textOf(part));
    else if (["*", "?", "$"].includes(name)) pieces.push({ text: name });
    else if (!/^[A-Za-z0-9-]+:[A-Za-z0-9._/-]+$/.test(name)) {
      throw new UnknownPolicyElementError(`"\${${name}}" is not a policy variable that is known here`);
    } else {
      const value = contextValue(context, name);
      if (typeof value !== "string") return undefined;
      pieces.push({ text: value });
    }
  }
  return pieces;
}

function wildcards(pattern: string): readonly Piece[] {
  return pattern.split(/([*?])/).map((part) => (part === "*" || part === "?" ? { wildcard: part } : { text: part }));
}

function matches(pieces: readonly Piece[], text: string): boolean {
  const source = pieces.map((piece) => {
    if ("text" in piece) return piece.text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
    return piece.wildcard === "*" ? "[\\s\\S]*" : "[\\s\\S]";
  });
  return new RegExp(`^${source.join("")}$`).test(text);
}
