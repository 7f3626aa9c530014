import type { Person } from "../model/person.ts";
import type { EpochMs } from "../model/time.ts";

/**
 * Who asks: somebody who signed in, and when, since some rights have an end; or the operators' command, which proves itself
 * by what only the machine's owner can read.
 */
export type Caller =
  | { readonly kind: "person"; readonly person: Person; readonly at: EpochMs }
  | { readonly kind: "operators-command" };

/** Under this id the operators' command acts; those who use it differ by the names that they give. */
export const operatorsCommandId = "operators-command";

/** What a timeline and an audit call the caller. */
export function nameOf(caller: Caller): { readonly id: string; readonly name: string } {
  if (caller.kind === "operators-command") return { id: operatorsCommandId, name: "anhu" };
  return { id: caller.person.id, name: caller.person.name };
}
