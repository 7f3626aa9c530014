import { beforeEach, describe, expect, test } from "vitest";
import { ended, foundLate, opened, reviewed, settled } from "../../domain/break-glass/advance.ts";
import type { RecordOpening } from "../../domain/break-glass/opening.ts";
import { usualOpeningPolicy } from "../../domain/break-glass/policy.ts";
import { withOpening } from "../../domain/break-glass/standing.ts";
import type { Person } from "../../domain/model/person.ts";
import { day, hour } from "../../domain/model/time.ts";
import type { TableEngine } from "../../domain/ports.ts";
import { OpeningStore, writingOpening } from "../../stores/opening-store.ts";
import { PersonStore } from "../../stores/person-store.ts";
import { enginesUnderTest } from "../engines.ts";

const now = Date.now();
const policy = usualOpeningPolicy("home-1");
const as = { role: "doctor", facilityId: "hospital-1" } as const;
const of = (id: string, at = now, facilityId = "home-1"): RecordOpening =>
  opened(
    {
      id,
      residentId: "r1",
      facilityId,
      person: { id: "shen", name: "沈" },
      as,
      way: { kind: "referral", referralId: "c" },
    },
    { kind: "rescue", words: "抢救" },
    policy,
    at,
  );
const review = { verdict: "justified", words: "属实", by: { id: "zhao", name: "赵" } } as const;
const idsOf = ({ items }: { readonly items: readonly { readonly id: string }[] }) => items.map(({ id }) => id);

describe.each(enginesUnderTest())("on $name", ({ open }) => {
  let engine: TableEngine;
  let store: OpeningStore;
  beforeEach(async () => {
    engine = await open();
    store = new OpeningStore(engine);
  });

  test("an opening is found by its id, its house, its resident, and by when it has to be looked at", async () => {
    const [first, second, elsewhere] = [of("a", now - hour), of("b"), of("z", now, "home-2")];
    for (const one of [first, second, elsewhere]) expect(await store.save(one)).toBe("saved");
    expect(await store.find("a")).toEqual(first);
    expect(idsOf(await store.findMany(["b", "a", "b", "nothing"])).toSorted()).toEqual(["a", "b"]);
    expect(idsOf(await store.listOfHouse("home-1", "unreviewed", 9))).toEqual(["b", "a"]);
    expect(idsOf(await store.listOfResident("r1", 9)).toSorted()).toEqual(["a", "b", "z"]);
    // What is open is seen at every sweep: rights may end at any time.
    expect(idsOf(await store.listToSee(now)).toSorted()).toEqual(["a", "b", "z"]);
  });

  test("what is over is looked at when it should have been judged, once, and goes to the others when it was", async () => {
    const first = of("a");
    await store.save(first);
    const over = ended(first, "by-hand", now + hour);
    expect(await store.save(over)).toBe("saved");
    expect(idsOf(await store.listToSee(over.reviewBy - 1))).toEqual([]);
    expect(idsOf(await store.listToSee(over.reviewBy))).toEqual(["a"]);
    const late = foundLate(over, over.reviewBy);
    await store.save(late);
    expect(idsOf(await store.listToSee(over.reviewBy + 400 * day))).toEqual([]);
    const judged = reviewed(late, review, over.reviewBy + day) as RecordOpening;
    expect(await store.save(judged)).toBe("saved");
    expect(idsOf(await store.listOfHouse("home-1", "unreviewed", 9))).toEqual([]);
    expect(idsOf(await store.listOfHouse("home-1", "reviewed", 9))).toEqual(["a"]);
  });

  test("of two who write the same version one does", async () => {
    const first = of("a");
    await store.save(first);
    expect(await store.save(first)).toBe("conflict");
    const outcomes = await Promise.all([
      store.save(ended(first, "by-hand", now + 1)),
      store.save(settled(first, now + 4 * hour)),
    ]);
    expect(outcomes.toSorted()).toEqual(["conflict", "saved"]);
  });

  test("it is written with the person, or neither is", async () => {
    const people = new PersonStore(engine);
    const reach = { pushes: [], language: "zh" } as const;
    const person: Person = { id: "shen", name: "沈", roles: [as], relations: [], reach, version: 1 };
    await people.add(person);
    const opening = of("a");
    const next = withOpening(person, opening, now);
    await store.save(opening);
    expect(await people.save(next, undefined, [writingOpening(opening)])).toBe("conflict");
    expect(await people.find("shen")).toEqual(person);
    const other = of("b");
    expect(await people.save(withOpening(person, other, now), undefined, [writingOpening(other)])).toBe("saved");
    expect((await people.find("shen"))?.openings).toEqual([
      { id: "b", residentId: "r1", until: other.until, as: other.as },
    ]);
    expect(await people.save(next, undefined, [writingOpening(of("c"))])).toBe("conflict");
    expect(await store.find("c")).toBeUndefined();
  });

  test("a house's times and somebody's tries have versions of their own, and tries are listed by the house", async () => {
    expect(await store.policy("home-1")).toEqual(policy);
    const set = { ...policy, hours: 2, version: 1 };
    expect([await store.savePolicy(set), await store.savePolicy(set)]).toEqual(["saved", "conflict"]);
    expect(await store.policy("home-1")).toEqual(set);
    expect(await store.attemptsOf("shen")).toEqual({ times: [], version: 0 });
    const counted = { times: [now], version: 1 };
    expect([await store.count("shen", counted), await store.count("shen", counted)]).toEqual(["saved", "conflict"]);
    expect(await store.attemptsOf("shen")).toEqual(counted);
    const attempt = { person: { id: "shen", name: "沈" }, facilityId: "c", by: "identity-number" } as const;
    for (const [id, at] of [
      ["one", now - hour],
      ["two", now],
    ] as const)
      await store.annotate({ ...attempt, id, at, outcome: "nobody" });
    expect(idsOf(await store.listAttempts("c", 9))).toEqual(["two", "one"]);
    expect(idsOf(await store.listOfHouse("c", "unreviewed", 9))).toEqual([]);
  });
});
