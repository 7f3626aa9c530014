import type { Person } from "../model/person.ts";

/** Who asks: somebody who signed in, or the operators' command, which proves itself by what only the machine's owner can read. */
export type Caller = { readonly kind: "person"; readonly person: Person } | { readonly kind: "operators-command" };

/** What a timeline and an audit call the caller. */
export function nameOf(caller: Caller): { readonly id: string; readonly name: string } {
  if (caller.kind === "operators-command") return { id: "operators-command", name: "anhu" };
  return { id: caller.person.id, name: caller.person.name };
}
