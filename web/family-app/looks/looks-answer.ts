import { type Both, bothOf, countOf, fieldsOf, given, itemsOf, textOf, timeOf } from "../answers.ts";

/** One person and one thing that they did on a day. */
export interface ShownLook {
  readonly name: string;
  readonly role: Both;
  readonly facility?: string;
  readonly what: Both;
  readonly why: Both;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly inList: boolean;
}

export interface ShownLooks {
  readonly date?: string;
  readonly earlier?: string;
  readonly keptDays: number;
  readonly looks: readonly ShownLook[];
}

/** GET /api/residents/{id}/looks, read leniently; undefined where it is no such answer. */
export function looksOf(value: unknown): ShownLooks | undefined {
  const { people, date, earlier, keptDays } = fieldsOf(value);
  if (!Array.isArray(people)) return undefined;
  return {
    keptDays: countOf(keptDays) ?? 0,
    looks: itemsOf(people).flatMap((item) => lookOf(item) ?? []),
    ...given("date", textOf(date)),
    ...given("earlier", textOf(earlier)),
  };
}

function lookOf(value: unknown): ShownLook | undefined {
  const { who, what, why, firstAt, lastAt, inList } = fieldsOf(value);
  const { name, role, facility } = fieldsOf(who);
  const [named, did, by] = [textOf(name), bothOf(what), bothOf(why)];
  const [first, last] = [timeOf(firstAt), timeOf(lastAt)];
  if (named === undefined || did === undefined || by === undefined || first === undefined || last === undefined)
    return undefined;
  return {
    name: named,
    role: bothOf(role) ?? { zh: "", en: "" },
    ...given("facility", textOf(fieldsOf(facility).name)),
    what: did,
    why: by,
    firstAt: first,
    lastAt: last,
    inList: inList === true,
  };
}
