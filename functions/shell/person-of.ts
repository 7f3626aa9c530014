import type { Caller } from "../../domain/access/caller.ts";
import type { Person } from "../../domain/model/person.ts";

/** The person who asks, for routes about oneself: admission lets nobody else in there. */
export function personOf(caller: Caller): Person {
  if (caller.kind !== "person") throw new Error("the operators' command is nobody who has a self");
  return caller.person;
}
