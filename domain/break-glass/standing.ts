import { opensNow } from "../access/opening.ts";
import type { EmergencyOpening, Person } from "../model/person.ts";
import type { EpochMs } from "../model/time.ts";
import type { RecordOpening } from "./opening.ts";

/** A person with what an opening gives them now: with it while it is open, without it when it is over. What ran out goes. */
export function withOpening(person: Person, opening: RecordOpening, now: EpochMs): Person {
  const others = standing(person, now).filter(({ id }) => id !== opening.id);
  const { id, residentId, until, as } = opening;
  const given = opening.state === "open" ? [{ id, residentId, until, as }] : [];
  return { ...withOnly(person, [...others, ...given]), version: person.version + 1 };
}

/** Whoever loses the role by which a record was opened to them, or is disabled, has it open no longer, even if they get it back. */
export function withoutLostOpenings(person: Person, now: EpochMs): Person {
  return person.openings === undefined ? person : withOnly(person, standing(person, now));
}

/** The opening of a resident's record that stands. */
export function openingOf(person: Person, residentId: string, now: EpochMs): EmergencyOpening | undefined {
  return standing(person, now).find((one) => one.residentId === residentId);
}

function standing(person: Person, now: EpochMs): readonly EmergencyOpening[] {
  return (person.openings ?? []).filter((one) => opensNow(person, one, now));
}

function withOnly({ openings: _, ...person }: Person, left: readonly EmergencyOpening[]): Person {
  return left.length === 0 ? person : { ...person, openings: left };
}
