import { beforeEach, describe, expect, test } from "vitest";
import { code, fine, licence, note, visitActs, visitWorld } from "./visiting.ts";
import type { World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await visitWorld();
});
const { agree, inCall, requested, stateOf } = visitActs(() => world);

describe("what is found unsuitable in the call", () => {
  const changed = { ...fine, hasChanged: true, needsExamination: true };
  const stop = { kind: "stop", cause: "condition-changed", reason: "胸痛，来院" };

  test("ends as such, not as a usual visit; what was found and what is to be done is written and signed all the same", async () => {
    const id = await requested();
    await inCall(id);
    await world.must("save-visit-note", { id, body: { ...note, version: 0 }, as: "doctor" });
    await world.must("conduct-visit", { id, body: changed, as: "doctor" });
    expect(code(await world.call("conduct-visit", { id, body: { kind: "end" }, as: "doctor" }))).toBe("visit-not-so");
    const stopped = await world.must("conduct-visit", { id, body: stop, as: "doctor" });
    expect(stopped).toMatchObject({ state: "notes", stopped: { cause: "condition-changed" }, present: [] });
    expect(code(await world.call("conduct-visit", { id, body: { kind: "begin" }, as: "doctor" }))).toBe("visit-not-so");
    const late = { form: "SOAP", parts: { ...note.parts, plan: "送县医院急诊" }, version: 1 };
    await world.must("save-visit-note", { id, body: late, as: "doctor" });
    await world.must("conduct-visit", { id, body: { kind: "order", text: "送院", role: "nurse" }, as: "doctor" });
    expect((await world.must("sign-visit", { id, body: { version: 2 }, as: "doctor" })).visit).toMatchObject({
      state: "signed",
      stopped: { cause: "condition-changed", reason: "胸痛，来院" },
    });
    expect((await world.must("add-to-visit", { id, body: { text: "已入院" }, as: "doctor" })).addenda).toHaveLength(1);
  });

  test("is not signed as a usual one where the consent was withdrawn first", async () => {
    const id = await requested();
    await inCall(id);
    await world.must("save-visit-note", { id, body: { ...note, version: 0 }, as: "doctor" });
    await world.must("conduct-visit", { id, body: changed, as: "doctor" });
    await world.must("arrange-visit", { id, body: { kind: "withdraw" }, as: "nurse" });
    const sign = () => world.call("sign-visit", { id, body: { version: 1 }, as: "doctor" });
    expect(code(await sign())).toBe("visit-not-so");
    for (let n = 0; n < 2; n += 1) await world.must("conduct-visit", { id, body: stop, as: "doctor" });
    expect((await sign()).body.visit.state).toBe("signed");
  });

  test("is stopped by whoever leads alone", async () => {
    await agree("home-1", "hospital");
    const id = await requested({ kind: "remote-consultation", consultedId: "hospital" });
    expect(code(await world.call("conduct-visit", { id, body: stop, as: "county-doctor" }))).toBe("visit-not-yours");
  });
});

describe("drafts", () => {
  test("two doctors who write at once: the later is told, and nothing of the earlier is lost", async () => {
    const id = await requested();
    await world.person("doctor-2", { roles: [{ role: "doctor", facilityId: "home-1" }] });
    await world.must("save-visit-note", { id, body: { ...note, version: 0 }, as: "doctor" });
    const other = { form: "SOAP", parts: { plan: "另一份" }, version: 0 };
    expect(code(await world.call("save-visit-note", { id, body: other, as: "doctor-2" }))).toBe("version-conflict");
    expect((await world.must("show-visit", { id, as: "doctor" })).note.parts).toEqual(note.parts);
  });

  test("the same text again, of a page that did not hear the answer, is saved already", async () => {
    const id = await requested();
    const body = { ...note, version: 0 };
    await world.must("save-visit-note", { id, body, as: "doctor" });
    expect(await world.must("save-visit-note", { id, body, as: "doctor" })).toMatchObject({ version: 1 });
  });

  test("carers read no note", async () => {
    const id = await requested();
    await world.must("save-visit-note", { id, body: { ...note, version: 0 }, as: "doctor" });
    expect((await world.must("show-visit", { id, as: "carer-li" })).note).toBeUndefined();
  });

  test("an incomplete note, or a version that the doctor did not see, is not signed", async () => {
    const id = await requested();
    await inCall(id);
    await world.must("conduct-visit", { id, body: { kind: "end" }, as: "doctor" });
    const half = { form: "SOAP", parts: { plan: "复查" }, version: 0 };
    await world.must("save-visit-note", { id, body: half, as: "doctor" });
    const sign = (version: number) => world.call("sign-visit", { id, body: { version }, as: "doctor" });
    expect(code(await sign(1))).toBe("visit-not-so");
    await world.must("save-visit-note", { id, body: { ...note, version: 1 }, as: "doctor" });
    expect(code(await sign(1))).toBe("version-conflict");
    expect((await sign(2)).body.visit.state).toBe("signed");
  });
});

describe("who is not qualified", () => {
  test.each([
    ["no licence is recorded", undefined, "contracted-follow-up", ["no-licence"]],
    ["they work independently for less than three years", "2024-06-01", "ward-round", ["short-practice"]],
  ] as const)("sees why, writes, and neither orders nor signs: %s", async (_claim, since, kind, lacks) => {
    const given = since === undefined ? {} : { licence: { ...licence, since } };
    await world.person("young", { roles: [{ role: "doctor", facilityId: "home-1" }], ...given });
    const id = await requested({ kind });
    await inCall(id, "young");
    expect((await world.must("show-visit", { id, as: "young" })).visit.lacks).toEqual(lacks);
    expect((await world.must("show-visit", { id, as: "doctor" })).visit.lacks).toEqual([]);
    expect((await world.must("show-visit", { id, as: "nurse" })).visit.lacks).toBeUndefined();
    await world.must("save-visit-note", { id, body: { ...note, version: 0 }, as: "young" });
    const order = { kind: "order", text: "量血压", role: "carer" };
    expect(code(await world.call("conduct-visit", { id, body: order, as: "young" }))).toBe("visit-not-so");
    await world.must("conduct-visit", { id, body: { kind: "end" }, as: "young" });
    const refused = await world.call("sign-visit", { id, body: { version: 1 }, as: "young" });
    expect(code(refused)).toBe("visit-not-so");
    expect(await stateOf(id)).toBe("notes");
    expect((await world.must("sign-visit", { id, body: { version: 1 }, as: "doctor" })).visit.state).toBe("signed");
  });
});
