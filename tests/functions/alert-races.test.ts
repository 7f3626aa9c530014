import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import type { Alert } from "../../domain/alerts/alert.ts";
import { hour, minute } from "../../domain/model/time.ts";
import type { TableEngine } from "../../domain/ports.ts";
import { queueEvent } from "../../functions/shell/events.ts";
import { AlertStore } from "../../stores/alert-store.ts";
import { PersonStore } from "../../stores/person-store.ts";
import { enginesUnderTest } from "../engines.ts";
import { intercepted, recordedAt, World } from "./world.ts";

/** On DynamoDB's API every engine call is a request: then writes really overlap. */
describe.each(enginesUnderTest())("at once, on $name", ({ open }) => {
  let world: World;
  let engine: TableEngine;
  const carers = Array.from({ length: 12 }, (_, index) => `carer-${index}`);

  beforeEach(async () => {
    engine = await open({ now: () => recordedAt });
    world = new World();
    world.engine = engine;
    await world.furnish();
    const people = new PersonStore(engine);
    const roles = [{ role: "nurse", facilityId: "home-1" }] as const;
    const reach = { pushes: [], language: "zh" } as const;
    for (const id of carers) await people.add({ id, name: `护士 ${id}`, roles, relations: [], reach, version: 1 });
  });

  async function fall(): Promise<string> {
    await world.urgent(world.message("band-1", "event", { id: `f-${world.now}`, type: "fall" }, `m-${world.now}`));
    return (await world.openAlerts("resident-1")).find(({ kind }) => kind === "fall")?.id ?? "";
  }

  const stored = async (id: string): Promise<Alert> => {
    const alert = await new AlertStore(engine).find(id);
    if (alert === undefined) throw new Error(`no alert ${id}`);
    return alert;
  };
  const escalate = (id: string) =>
    world.invoke(
      "escalate-alert",
      queueEvent("escalation-due", [{ messageId: "w", timer: { name: id, dueAt: world.now }, receiveCount: 1 }]),
    );

  test("of twelve who acknowledge exactly one has it, and each of the others is told who", async () => {
    const id = await fall();
    const answers = await Promise.all(carers.map((as) => world.call("acknowledge-alert", { id, as, body: {} })));
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    const { holder, timeline } = await stored(id);
    for (const { status, body } of answers.filter((answer) => answer.status !== 200))
      expect({ status, code: body.code, detail: body.detail.includes(holder?.name ?? "?") }).toEqual({
        status: 409,
        code: "taken-by-another",
        detail: true,
      });
    expect(timeline.filter(({ what }) => what === "acknowledged")).toHaveLength(1);
  });

  test("of twelve who take over each is told on the timeline, from whom, without a gap", async () => {
    const id = await fall();
    await Promise.all(carers.map((as) => world.call("acknowledge-alert", { id, as, body: { takeOver: true } })));
    const { timeline, holder } = await stored(id);
    const taken = timeline.filter(({ what }) => what === "acknowledged");
    expect(taken.slice(1).map(({ from }) => from)).toEqual(taken.slice(0, -1).map(({ by }) => by));
    expect(holder?.name).toBe(taken.at(-1)?.by);
  });

  test("whoever acknowledges while a step of the escalation is taken: no step is taken after it", async () => {
    const id = await fall();
    await escalate(id);
    world.pass(3 * minute);
    await Promise.all([escalate(id), world.call("acknowledge-alert", { id, as: "carer-0", body: {} }), escalate(id)]);
    const alert = await stored(id);
    expect(alert).toMatchObject({ handling: "acknowledged", escalation: { kind: "awaiting" } });
    const words = alert.timeline.map(({ what }) => what);
    expect(words.indexOf("called", words.indexOf("acknowledged"))).toBe(-1);
    await escalate(id);
    expect((await stored(id)).version).toBe(alert.version);
  });

  test("whoever resolves while somebody calls again closes no call unseen, and none is lost", async () => {
    const id = await fall();
    const seen = (await stored(id)).version;
    world.pass(5 * minute);
    const [answer] = await Promise.all([
      world.call("resolve-alert", { id, as: "carer-0", body: { outcome: "real", version: seen } }),
      world.urgent(world.message("band-1", "event", { id: "again", type: "fall" }, "m-again")),
    ]);
    const open = (await world.openAlerts("resident-1")).filter(({ kind }) => kind === "fall");
    expect(open).toHaveLength(1);
    if (answer.status === 200) expect(open[0]?.id).not.toBe(id);
    else expect([answer.body.code, open[0]?.id]).toEqual(["version-conflict", id]);
    const story = [...(await stored(id)).timeline, ...(await stored(open[0]?.id ?? id)).timeline];
    const calls = story.flatMap(({ reason }) => (reason?.code === "event" ? [reason.eventId] : []));
    expect(calls).toContain("again");
  });

  test("whoever arrives while somebody resolves and somebody comments: all of it is told or refused", async () => {
    const id = await fall();
    const answers = await Promise.all([
      world.call("arrive-at-alert", { id, as: "carer-0", body: {} }),
      world.call("resolve-alert", { id, as: "carer-1", body: { outcome: "real" } }),
      world.call("comment-on-alert", { id, as: "carer-2", body: { note: "已到" } }),
    ]);
    const alert = await stored(id);
    expect(alert.closedAt).toBeDefined();
    expect(answers.map(({ status }) => status).slice(1)).toEqual([200, 200]);
    const words = alert.timeline.map(({ what }) => what);
    expect(words).toContain("commented");
    expect(words.includes("on-site")).toBe(answers[0]?.status === 200);
    expect(alert.version).toBe(words.length);
  });

  test("a fall and an SOS call of one moment are one case, whichever comes first", async () => {
    await Promise.all(
      ["fall", "sos"].map((type) => world.urgent(world.message("band-1", "event", { id: type, type }, `m-${type}`))),
    );
    const open = (await world.openAlerts("resident-1")) as readonly { readonly id: string; readonly caseId?: string }[];
    expect(open).toHaveLength(2);
    expect(new Set(open.map(({ caseId }) => caseId)).size).toBe(1);
  });

  test("a person who loses every race is told so, and nothing is half done", async () => {
    const id = await fall();
    world.engine = intercepted(engine, async (writes) => {
      if (!writes.some((write) => write.kind === "put" && write.table.name === "alerts")) return;
      const alert = await stored(id);
      await new AlertStore(engine).save({ ...alert, version: alert.version + 1 });
    });
    const answer = await world.call("acknowledge-alert", { id, as: "carer-0", body: { version: 100 } });
    expect(answer).toMatchObject({ status: 409, body: { code: "version-conflict" } });
    expect((await stored(id)).holder).toBeUndefined();
  });
});

/** Whatever a dozen people and the clock do with one alert in whatever order, in bursts that overlap. */
test("in bursts of anything, every acknowledged write is on the timeline and every version is one write", async () => {
  const deeds = [
    "acknowledge-alert",
    "arrive-at-alert",
    "release-alert",
    "comment-on-alert",
    "shelve-alert",
    "unshelve-alert",
  ] as const;
  const burst = fc.array(fc.tuple(fc.constantFrom(...deeds), fc.nat(2)), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.array(burst, { minLength: 1, maxLength: 4 }), async (bursts) => {
      const world = await new World().furnish();
      for (const id of ["n-0", "n-1", "n-2"])
        await world.person(id, { roles: [{ role: "nurse", facilityId: "home-1" }] });
      world.pass(hour);
      await world.wake("resident-1");
      const [alert] = await world.openAlerts("resident-1");
      if (alert === undefined) throw new Error("no alert");
      let counter = 0;
      const nextNumber = (): number => {
        counter += 1;
        return counter;
      };
      for (const deedsAtOnce of bursts) {
        world.pass(minute);
        await Promise.all(
          deedsAtOnce.map(([name, who]) =>
            world.call(name, { id: alert.id, as: `n-${who}`, body: bodyOf(name, nextNumber()) }),
          ),
        );
      }
      const after = await new AlertStore(world.tables).find(alert.id);
      const isHeld = after?.handling === "acknowledged" || after?.handling === "on-site";
      expect(after?.holder !== undefined).toBe(isHeld);
      expect(after?.version).toBe(after?.timeline.length);
      const comments = after?.timeline.filter(({ what }) => what === "commented") ?? [];
      const said = bursts.flat().filter(([name]) => name === "comment-on-alert");
      expect(comments).toHaveLength(said.length);
    }),
    { numRuns: 25 },
  );
}, 180_000);

function bodyOf(name: string, index: number): Record<string, unknown> {
  if (name === "comment-on-alert") return { note: `第 ${index} 句` };
  return name === "shelve-alert" ? { minutes: 10, reason: "维修" } : {};
}
