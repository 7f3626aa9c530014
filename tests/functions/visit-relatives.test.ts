import { beforeEach, describe, expect, test } from "vitest";
import type { VisitPeople } from "../../contracts/http/visit-people.ts";
import { relativeOf } from "../relatives.ts";
import { ask, code, consent, visitActs, visitWorld } from "./visiting.ts";
import type { World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await visitWorld();
});
const { join, requested } = visitActs(() => world);

describe("relatives", () => {
  test("who are invited take part and see when and who, nothing of what was asked, found or ordered", async () => {
    const id = await requested({ kind: "family-call", invited: ["daughter"], reason: "保密的原因" });
    await join(id, "nurse");
    const joined = await join(id, "daughter");
    expect(joined.body.visit.present).toHaveLength(2);
    const shown = await world.must("show-visit", { id, as: "daughter" });
    expect(JSON.stringify(shown)).not.toContain("保密的原因");
    expect(shown.note).toBeUndefined();
    expect(code(await join(id, "son"))).toBe("visit-not-yours");
    expect((await world.must("list-visits", { as: "son" })).items).toHaveLength(1);
    await world.must("arrange-visit", { id, body: consent, as: "nurse" });
    expect((await world.must("conduct-visit", { id, body: { kind: "begin" }, as: "carer-li" })).state).toBe("in-call");
    expect((await world.must("conduct-visit", { id, body: { kind: "end" }, as: "daughter" })).state).toBe("ended");
  });
});

describe("whom one can pick by name", () => {
  const people = async (id: string, as: string) => (await world.must("show-visit-people", { id, as })) as VisitPeople;

  test("are the resident's relatives, for whoever may invite them, with what ties them and who is invited", async () => {
    const id = await requested({ kind: "family-call", invited: ["daughter"] });
    await world.person("gone", { relations: [relativeOf("resident-1", "侄")], disabledAt: 1 });
    await world.person("stranger", { relations: [relativeOf("resident-2", "儿子")] });
    const { relatives, staff } = await people(id, "nurse");
    expect(relatives).toEqual([
      { id: "daughter", name: "小王", relation: "女儿", isInvited: true },
      { id: "son", name: "大王", relation: "女儿", isInvited: false },
    ]);
    expect(staff).toEqual([]);
    expect(await people(id, "carer-li")).toEqual({ relatives: [], staff: [] });
  });

  test("are colleagues by their role at each house of the visit, for whoever may order", async () => {
    const id = await requested();
    const { staff } = await people(id, "doctor");
    expect(staff.map(({ id: personId, role }) => [personId, role])).toEqual([
      ["carer-li", "carer"],
      ["doctor", "doctor"],
      ["nurse", "nurse"],
    ]);
  });

  test.each(["daughter", "centre-doctor"])(
    "are nobody's business but that of those who have a part: not %s",
    async (as) => {
      const id = await requested({ kind: "family-call", invited: ["daughter"] });
      const answer = await world.call("show-visit-people", { id, as });
      expect(JSON.stringify(answer.body)).not.toContain("大王");
      expect([403, 404]).toContain(answer.status);
    },
  );
});

describe("a relative's page", () => {
  const wish = { id: "wish", kind: "family-call", residentId: "resident-1", reason: "想视频通话" };
  const invitations = async (as: string) =>
    (await world.must("list-visits", { query: { invited: "me" }, as })).items.map(({ id }: { id: string }) => id);

  test("lists the calls to which they are invited, and no other", async () => {
    const id = await requested({ kind: "family-call", invited: ["daughter"] });
    await requested({ kind: "family-call" });
    await world.person("stranger", { relations: [relativeOf("resident-2", "儿子")] });
    for (const other of ["stranger", "nurse", "nobody"]) {
      const invited = { id, body: { kind: "invite", personId: other }, as: "nurse" };
      const body = { ...ask, kind: "family-call", invited: [other] };
      for (const refused of [world.call("request-visit", { body, as: "nurse" }), world.call("arrange-visit", invited)])
        expect(code(await refused)).toBe("unknown-person");
    }
    expect(await invitations("daughter")).toEqual([id]);
    for (const as of ["son", "stranger", "nurse"]) expect(await invitations(as)).toEqual([]);
    const others = await world.call("list-visits", {
      query: { invited: "me", residentId: "resident-2" },
      as: "daughter",
    });
    const unknown = await world.call("list-visits", { query: { invited: "me", residentId: "nobody" }, as: "daughter" });
    expect([others.status, others.body.code]).toEqual([unknown.status, unknown.body.code]);
  });

  test("asks for a call of the family, in which they take part; again it is the same one until it took place", async () => {
    const asked = await world.must("request-visit", { body: { ...wish, invited: ["son"] }, as: "daughter" });
    expect(asked).toMatchObject({ state: "requested", kind: "family-call" });
    expect(await invitations("daughter")).toEqual([asked.id]);
    expect(await invitations("son")).toEqual([]);
    expect(await world.must("request-visit", { body: { ...wish, id: "another" }, as: "daughter" })).toEqual(asked);
    const seen = (await world.must("list-visits", { as: "nurse" })).items;
    expect(seen).toMatchObject([{ id: asked.id, reason: "想视频通话", requestedBy: { name: "小王" } }]);
  });

  test("asks eight times at once for one call, and for another after it", async () => {
    const asking = Array.from({ length: 8 }, () =>
      world.must("request-visit", { body: { ...wish, id: undefined }, as: "daughter" }),
    );
    const ids = new Set((await Promise.all(asking)).map(({ id }) => id));
    expect(ids.size).toBe(1);
    const [id = ""] = ids;
    await world.must("arrange-visit", { id, body: { kind: "cancel", reason: "改日" }, as: "nurse" });
    expect((await world.must("request-visit", { body: wish, as: "daughter" })).id).not.toBe(id);
  });

  test.each([
    ["a doctor's visit", { kind: "contracted-follow-up" }],
    ["a time of their own choice", { scheduledAt: "2026-12-01T09:00:00+08:00" }],
    ["another facility", { leadId: "hospital" }],
    ["a place in a round", { roundId: "round-1" }],
  ])("does not ask for %s", async (_claim, body) => {
    expect(code(await world.call("request-visit", { body: { ...wish, ...body }, as: "daughter" }))).toBe(
      "visit-not-yours",
    );
    expect((await world.must("list-visits", { as: "nurse" })).items).toEqual([]);
  });

  test("asks nothing about somebody else's relative", async () => {
    const answer = await world.call("request-visit", { body: { ...wish, residentId: "resident-2" }, as: "daughter" });
    expect([answer.status, code(answer)]).toEqual([404, "unknown-resident"]);
  });
});
