import { describe, expect, test } from "vitest";
import type { SqliteTableEngine } from "../../adapters/table/sqlite.ts";
import { day, hour } from "../../domain/model/time.ts";
import { leastPeriods } from "../../domain/retention/periods.ts";
import { create } from "../../functions/apply-retention/handler.ts";
import { ConnectionStore } from "../../stores/connection-store.ts";
import { dataParts } from "../../stores/data-map.ts";
import { PersonStore } from "../../stores/person-store.ts";
import { RetentionStore } from "../../stores/retention-store.ts";
import { type Contents, contentsOf, type EngineUnderTest, enginesUnderTest } from "../engines.ts";
import {
  ArchiveInMemory,
  liveLife,
  relativeId,
  relativeWords,
  residentId,
  residentWords,
  worldOn,
} from "./erased-life.ts";
import { intercepted, type World } from "./world.ts";

const year = 365.25 * day;
/** Where ids may stand for good: the register, and the trail until its own time is over. */
const registers = ["audit: id", "retention: id", "file erasures: id"];

async function lived(engine: EngineUnderTest): Promise<{ readonly world: World; readonly archive: ArchiveInMemory }> {
  const archive = new ArchiveInMemory();
  const clock: { world?: World } = {};
  const world = worldOn(await engine.open({ now: () => clock.world?.now ?? 0 }), archive, leastPeriods);
  clock.world = world;
  await liveLife(world, archive);
  return { world, archive };
}

/** Where any of the words stands; in what has expired nobody sees it any more, and the engine deletes it. */
async function found(words: Readonly<Record<string, string>>, world: World, archive: ArchiveInMemory) {
  const engine = world.engine as Partial<SqliteTableEngine> & World["engine"];
  await engine.deleteExpired?.(world.now);
  engine.scrub?.();
  const contents: Contents = await contentsOf(world.engine);
  const hits = new Set<string>();
  const look = (where: string, text: string | Buffer) => {
    for (const [what, word] of Object.entries(words)) if (text.includes(word)) hits.add(`${where}: ${what}`);
  };
  for (const [table, rows] of contents.tables)
    for (const row of rows) if (!(JSON.parse(row).expiresAt * 1000 <= world.now)) look(table.replace(/^t_/, ""), row);
  for (const [file, bytes] of contents.files) look(`bytes of ${file.split("/").at(-1)}`, bytes);
  for (const [name, bytes] of archive.kept) {
    look(`file ${name.split("/")[0]}`, name);
    look(`file ${name.split("/")[0]}`, Buffer.from(bytes));
  }
  const { id: _, ...personal } = words;
  const searched = contents.tables.size + contents.files.size + archive.kept.size + world.log.length;
  for (const line of world.log)
    for (const [what, word] of Object.entries(personal))
      if (JSON.stringify(line).includes(word)) hits.add(`log: ${what}`);
  return { hits: [...hits].toSorted(), searched };
}

/** But for the bytes of SQLite's file, which hold whatever its tables do. */
const inTables = (hits: readonly string[]) => hits.filter((hit) => !hit.startsWith("bytes"));
const erase = (world: World) => world.must("erase-resident", { id: residentId, body: { confirm: residentId } });
const sweep = (world: World, timeLeft = 600_000) =>
  create(world.deps("apply-retention"))(
    { scheduledAt: world.now },
    { functionName: "apply-retention", awsRequestId: "1", getRemainingTimeInMillis: () => timeLeft },
  );

/** Moto takes a minute and a half for it, and the DynamoDB engine is held to both by its own tests. */
const engines = enginesUnderTest().filter(({ name }) => !name.includes("moto"));

describe.each(engines)("erasing on $name", (engine) => {
  test("leaves of a resident what law keeps, out of sight and until its time is over, and then not a byte", async () => {
    const { world, archive } = await lived(engine);
    const before = await found(residentWords, world, archive);
    const tables = new Set(inTables(before.hits).map((hit) => hit.split(":")[0]));
    const meant = Object.values(dataParts).flatMap(({ place, ...part }) =>
      place.kind === "table" && "resident" in part && part.resident !== "stays" ? [place.table] : [],
    );
    // Of the quarantine a message in base64 alone names the resident.
    expect([...tables]).toEqual(expect.arrayContaining(meant.filter((table) => table !== "quarantine")));

    const done = await erase(world);
    expect(done.state).toBe("erased");
    const after = await found(residentWords, world, archive);
    expect(inTables(after.hits).filter((hit) => !registers.includes(hit) && !hit.startsWith("kept-records"))).toEqual(
      [],
    );
    const kept = done.parts.filter(({ end }: { end: string }) => end === "archived");
    expect(kept.map(({ part, until }: { part: string; until: string }) => [part, until.slice(0, 4)])).toEqual([
      ["conversions", "2056"],
      ["resident-record", "2056"],
      ["medical-visits", "2041"],
      ["referral-steps", "2041"],
      ["referrals", "2041"],
      ["alerts", "2031"],
      ["changes", "2031"],
      ["notes", "2031"],
      ["consents", "2029"],
      ["openings", "2029"],
      ["family-calls", "2029"],
    ]);
    expect((await world.call("show-resident", { id: residentId })).status).toBe(404);

    world.pass(5 * year + day);
    expect((await found({ text: "午睡两小时" }, world, archive)).hits).toEqual([]);
    expect(inTables((await found(residentWords, world, archive)).hits)).toContain("kept-records: name");
    world.pass(25 * year + day);
    const { id: _, ...personal } = residentWords;
    const last = await found(personal, world, archive);
    expect(last.hits).toEqual([]);
    console.log(
      `${engine.name}: ${last.searched} tables, files and log lines searched for ${Object.keys(personal).length} identifiers, ${last.hits.length} found`,
    );
    expect((await found({ id: residentId }, world, archive)).hits.filter((hit) => !hit.startsWith("bytes"))).toEqual([
      "file erasures: id",
      "retention: id",
    ]);
  });

  test("leaves of a relative what the records of others keep by law, and ends what they had open", async () => {
    const { world, archive } = await lived(engine);
    const { now } = world;
    await new ConnectionStore(world.engine).add({
      personId: relativeId,
      clientId: "browser-1",
      letInAt: now,
      until: now + hour,
    });
    const done = await world.must("erase-person", { id: relativeId, body: { confirm: relativeId } });
    expect(done.state).toBe("erased");
    expect(world.endedConnections).toContain("browser-1");
    expect(world.accounts).toEqual([`close ${relativeId}`, `remove ${relativeId}`]);
    const hits = inTables((await found(relativeWords, world, archive)).hits);
    // The resident's own record names them as a contact; who was invited and who consented is evidence.
    const byLaw = ["changes", "consents", "referral-steps", "referrals", "residents", "visits"];
    expect(
      hits.filter((hit) => !registers.includes(hit) && !byLaw.some((table) => hit.startsWith(`${table}:`))),
    ).toEqual([]);
    expect(hits.some((hit) => hit.includes("push"))).toBe(false);
    expect((await world.call("show-me", { as: relativeId })).status).toBe(403);
  });

  test("goes on where it was cut short, and does nothing twice", async () => {
    const { world, archive } = await lived(engine);
    const whole = world.engine;
    for (const writes of [2, 9, 21]) {
      let left = writes;
      world.engine = intercepted(whole, async () => {
        left -= 1;
        if (left < 0) throw new Error("the power failed");
      });
      expect((await world.call("erase-resident", { id: residentId, body: { confirm: residentId } })).status).toBe(500);
    }
    world.engine = whole;
    await sweep(world);
    const unfinished = await new RetentionStore(whole).listUnfinished();
    expect(unfinished.items).toEqual([]);
    const hits = inTables((await found(residentWords, world, archive)).hits);
    expect(hits.filter((hit) => !registers.includes(hit) && !hit.startsWith("kept-records"))).toEqual([]);
    const kept = (await found({ name: "2041-11-22" }, world, archive)).hits;
    expect(kept).toEqual([]);
    expect(
      (await world.must("list-erasures")).items.every(({ doneAt }: { doneAt?: string }) => doneAt !== undefined),
    ).toBe(true);
  });

  test("is refused while somebody is in care, while a legal hold stands, and without the second word", async () => {
    const { world } = await lived(engine);
    const code = async (body: object, id = residentId) => (await world.call("erase-resident", { id, body })).body.code;
    expect(await code({ confirm: "other-1" }, "other-1")).toBe("in-care");
    expect(await code({ confirm: "yes" })).toBe("not-confirmed");
    const reason = "医疗纠纷";
    const held = await world.must("set-legal-hold", { id: residentId, body: { hold: true, reason } });
    expect(held.hold).toMatchObject({ reason, setBy: "anhu" });
    expect(await code({ confirm: residentId })).toBe("legal-hold");
    world.pass(40 * year);
    await sweep(world);
    expect((await world.call("show-resident", { id: residentId })).status).toBe(200);
    await world.must("set-legal-hold", { id: residentId, body: { hold: false, reason: "已结案" } });
    await world.must("set-legal-hold", { id: residentId, body: { hold: false, reason: "已结案" } });
    world.pass(day);
    await sweep(world);
    expect((await world.call("show-resident", { id: residentId })).status).toBe(404);
  });

  test("keeps under a legal hold what would go by itself", async () => {
    const { world, archive } = await lived(engine);
    await world.must("set-legal-hold", { id: residentId, body: { hold: true, reason: "法院调取" } });
    const readings = async () =>
      inTables((await found({ id: residentId }, world, archive)).hits).includes("series: id");
    world.pass(85 * day);
    await sweep(world);
    world.pass(9 * day);
    expect(await readings()).toBe(true);
    world.pass(400 * day);
    expect(await readings()).toBe(false);
  });

  test("comes by itself when time is over, class by class", async () => {
    const { world, archive } = await lived(engine);
    const stands = async (text: string) => inTables((await found({ text }, world, archive)).hits).length > 0;
    world.pass(4 * year);
    await sweep(world);
    expect([await stands("午睡两小时"), await stands("血压波动")]).toEqual([true, true]);
    world.pass(1.1 * year);
    await sweep(world);
    expect([await stands("午睡两小时"), await stands("血压波动")]).toEqual([false, true]);
    expect((await world.call("show-resident", { id: residentId })).status).toBe(200);
    world.pass(26 * year);
    await sweep(world);
    const { id: _, ...personal } = residentWords;
    expect((await found(personal, world, archive)).hits).toEqual([]);
    expect((await world.call("show-resident", { id: "other-1" })).status).toBe(200);
  });

  test("of staff is for those who left, and leaves their name where they signed", async () => {
    const { world, archive } = await lived(engine);
    const refused = await world.call("erase-person", { id: "nurse-1", body: { confirm: "nurse-1" } });
    expect(refused.body.code).toBe("still-active");
    await world.must("change-person", { id: "nurse-1", body: { disabled: true } });
    await world.must("erase-person", { id: "nurse-1", body: { confirm: "nurse-1" } });
    expect(await new PersonStore(world.engine).find("nurse-1")).toBeUndefined();
    const hits = inTables((await found({ name: "nurse-1" }, world, archive)).hits);
    expect(hits).toContain("notes: name");
    expect(hits.filter((hit) => /^(people|duties|notifications|connections)/.test(hit))).toEqual([]);
  });
});
