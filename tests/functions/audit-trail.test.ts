import { beforeEach, describe, expect, test } from "vitest";
import { copyName } from "../../domain/audit/anchor-copy.ts";
import type { AuditEntry, AuditSubject } from "../../domain/audit/entry.ts";
import { verifyAudit } from "../../domain/audit/verify.ts";
import { day, hour, minute, second } from "../../domain/model/time.ts";
import type { BlobPort } from "../../domain/ports.ts";
import { create as createAnchoring } from "../../functions/anchor-audit/handler.ts";
import { auditOf } from "../../functions/audit/cloud-audit.ts";
import { sha256 } from "../../functions/audit/sha256.ts";
import { create as createLive } from "../../functions/authorize-live/handler.ts";
import { depsFor } from "../../functions/shell/deps.ts";
import { AuditStore } from "../../stores/audit-store.ts";
import { tables } from "../../stores/tables.ts";
import { relativeOf } from "../relatives.ts";
import { intercepted, World } from "./world.ts";

let world: World;
let files: Map<string, Uint8Array>;
beforeEach(async () => {
  world = await new World().furnish();
  files = new Map();
  await world.must("register-facility", { body: { id: "home-2", name: "康宁院", kind: "care-home" } });
  await world.person("manager", { name: "院长赵", roles: [{ role: "facility-manager", facilityId: "home-1" }] });
  await world.person("nurse", { name: "护士王", roles: [{ role: "nurse", facilityId: "home-1" }] });
  world.pass(hour);
});

const resident1: AuditSubject = { kind: "resident", residentId: "resident-1" };
const home1: AuditSubject = { kind: "facility", facilityId: "home-1" };

const atHome2 = { role: "doctor", facilityId: "home-2" } as const;

async function told(of: AuditSubject): Promise<readonly AuditEntry[]> {
  const { texts } = await new AuditStore(world.tables).listAbout(of, { from: world.now - 10 * minute, limit: 100 });
  return texts.map((text) => JSON.parse(text) as AuditEntry).reverse();
}

/** From here on nothing can be added to the trail. */
function breakTrail(): void {
  world.engine = intercepted(world.tables, async (writes) => {
    if (writes.some(({ table }) => table === tables.audit)) throw new Error("no room");
  });
}

const archive: BlobPort = {
  put: async (name, bytes) => void files.set(name, bytes),
  get: async (name) => files.get(name),
  list: async (prefix) => ({ names: [...files.keys()].filter((name) => name.startsWith(prefix)).sort() }),
  remove: async (name) => (files.delete(name) ? "removed" : "none"),
};

async function anchor(): Promise<void> {
  const deps = depsFor("anchor-audit", { ...world.runtime, ports: { ...world.runtime.ports, archive } });
  const context = { functionName: "anchor-audit", awsRequestId: "1", getRemainingTimeInMillis: () => 60_000 };
  await createAnchoring(deps)({ scheduledAt: world.now }, context);
}

const verified = () => verifyAudit(auditOf(world.tables, archive), { now: world.now }, sha256);

async function listen(visitId?: string): Promise<{ readonly isAuthenticated?: boolean }> {
  const identity = { verify: async () => ({ subject: "nurse", expiresAt: world.now + hour }) };
  const deps = depsFor("authorize-live", { ...world.runtime, ports: { ...world.runtime.ports, identity } });
  const mqtt = { username: visitId ?? "browser", clientId: "browser-1", password: "Z29vZA==" };
  const event = { signatureVerified: false, protocols: ["mqtt"], protocolData: { mqtt } };
  return (await createLive(deps)(event, {
    functionName: "authorize-live",
    awsRequestId: "1",
    invokedFunctionArn: "arn:aws-cn:lambda:cn-north-1:123456789012:function:anhu-authorize-live",
    getRemainingTimeInMillis: () => 5000,
  })) as { readonly isAuthenticated?: boolean };
}

describe("an entry", () => {
  test("says when, who, what, of whom, by what right and from where", async () => {
    const headers = { "user-agent": "Mozilla/5.0 ".repeat(10), "x-forwarded-for": "6.6.6.6, 203.0.113.9" };
    await world.must("show-resident", { id: "resident-1", as: "nurse", headers });
    expect(await told(resident1)).toMatchObject([
      {
        at: world.now,
        who: { id: "nurse", name: "护士王" },
        what: "show-resident",
        deed: "read",
        dataClass: "record",
        of: resident1,
        why: { kind: "duty", role: "nurse", facilityId: "home-1" },
        from: { ip: "203.0.113.9, 127.0.0.1", agent: "Mozilla/5.0 ".repeat(5) },
        windowSeconds: 300,
      },
    ]);
  });

  test.each([
    [
      "a supervisor's duty for all",
      { roles: [{ role: "health-supervisor" as const }] },
      { kind: "duty", role: "health-supervisor" },
    ],
    [
      "a record that stands open in an emergency",
      {
        roles: [atHome2],
        openings: [{ id: "opening-1", residentId: "resident-1", until: Number.MAX_SAFE_INTEGER, as: atHome2 }],
      },
      { kind: "break-glass", openingId: "opening-1" },
    ],
  ])("tells %s as the right by which somebody reads", async (_, person, why) => {
    await world.person("reader", person);
    await world.must("show-resident", { id: "resident-1", as: "reader" });
    expect(await told(resident1)).toMatchObject([{ who: { id: "reader" }, why }]);
  });

  test("of a relative names the relation and the consent", async () => {
    await world.person("daughter", { name: "小王", relations: [relativeOf("resident-1")] });
    await world.must("list-visits", { as: "daughter", query: { residentId: "resident-1" } });
    expect(await told(resident1)).toMatchObject([
      {
        what: "list-visits",
        dataClass: "video",
        why: { kind: "relation", relation: "女儿", consentId: "consent-of-resident-1" },
      },
    ]);
  });

  test("of a long list is one for each house, of a list of one resident is theirs, of what is found one for each", async () => {
    await world.must("list-residents", { as: "nurse" });
    await world.must("list-alerts", { as: "nurse", query: { residentId: "resident-1" } });
    await world.must("search", { as: "nurse", body: { q: "王桂英" } });
    expect((await told(home1)).map(({ what }) => what)).toEqual(["list-residents"]);
    expect((await told(resident1)).map(({ what }) => what)).toEqual(["list-alerts", "search"]);
    expect((await told({ kind: "resident", residentId: "resident-2" })).map(({ what }) => what)).toEqual([]);
  });

  test("never holds what was searched for, read or written", async () => {
    await world.must("add-note", { id: "resident-1", as: "nurse", body: { text: "夜间咳嗽" } });
    await world.must("search", { as: "nurse", body: { q: "王桂英" } });
    const text = JSON.stringify(await told(resident1));
    for (const secret of ["夜间咳嗽", "王桂英", "205"]) expect(text).not.toContain(secret);
  });
});

describe("a page that asks by itself", () => {
  test("is told once in five minutes, for each person and each thing; changes are told each time", async () => {
    for (const seconds of [0, 60, 60, 179]) {
      world.pass(seconds * second);
      await world.must("show-resident", { id: "resident-1", as: "nurse" });
    }
    await world.must("show-resident", { id: "resident-1", as: "carer-li" });
    await world.must("list-notes", { id: "resident-1", as: "nurse" });
    for (const text of ["一", "二"]) await world.must("add-note", { id: "resident-1", as: "nurse", body: { text } });
    const whats = (await told(resident1)).map(({ what, who }) => `${what} ${who.id}`);
    expect(whats).toEqual([
      "show-resident nurse",
      "show-resident carer-li",
      "list-notes nurse",
      "add-note nurse",
      "add-note nurse",
    ]);
    world.pass(second);
    await world.must("show-resident", { id: "resident-1", as: "nurse" });
    expect(
      (await told(resident1)).filter(({ who, what }) => who.id === "nurse" && what === "show-resident"),
    ).toHaveLength(2);
  });

  test("is told anew when it asks by another right or from another place", async () => {
    await world.must("show-resident", { id: "resident-1", as: "nurse" });
    await world.must("show-resident", { id: "resident-1", as: "nurse", headers: { "x-forwarded-for": "203.0.113.9" } });
    expect(await told(resident1)).toHaveLength(2);
  });
});

describe("when nothing can be added to the trail", () => {
  test("nothing is shown, and the refusal says so in words", async () => {
    breakTrail();
    const answer = await world.call("show-resident", { id: "resident-1", as: "nurse" });
    expect(answer).toMatchObject({ status: 503, body: { code: "audit-unavailable" } });
    expect(answer.body.detail).toContain("告警呼叫不受影响");
    expect(JSON.stringify(answer.body)).not.toContain("王桂英");
  });

  test("nothing is changed", async () => {
    breakTrail();
    const body = { text: "不该写下" };
    expect(await world.call("add-note", { id: "resident-1", as: "nurse", body })).toMatchObject({ status: 503 });
    world.engine = world.tables;
    expect((await world.must("list-notes", { id: "resident-1", as: "nurse" })).items).toEqual([]);
  });

  test("whoever watches the board goes on hearing of alerts, and the log tells of it", async () => {
    breakTrail();
    expect(await listen()).toMatchObject({ isAuthenticated: true });
    const lease = { id: "home-1", as: "nurse", body: { seconds: 60 } };
    expect(await world.call("renew-live-lease", lease)).toMatchObject({ status: 200 });
    expect(world.log.filter(({ level }) => level === "error")).toHaveLength(2);
  });

  test("afterwards a new chain begins, and the trail is whole", async () => {
    await world.must("show-resident", { id: "resident-1", as: "nurse" });
    breakTrail();
    await world.call("show-resident", { id: "resident-2", as: "nurse" });
    world.engine = world.tables;
    await world.must("show-resident", { id: "resident-2", as: "nurse" });
    expect(await told({ kind: "resident", residentId: "resident-2" })).toMatchObject([{ seq: 0 }]);
    expect(await verified()).toMatchObject({ findings: [], chains: 2 });
  });

  test("a write of which nobody knows what came of it leaves no gap", async () => {
    world.engine = {
      ...intercepted(world.tables, async () => undefined),
      write: async (writes) => {
        const outcome = await world.tables.write(writes);
        if (writes.some(({ table }) => table === tables.audit)) throw new Error("the answer was lost");
        return outcome;
      },
    };
    await world.call("show-resident", { id: "resident-1", as: "nurse" });
    world.engine = world.tables;
    await world.must("show-resident", { id: "resident-1", as: "nurse" });
    expect((await verified()).findings).toEqual([]);
  });
});

test("requests that come together are one chain without a gap", async () => {
  await Promise.all(
    Array.from({ length: 250 }, (_, index) =>
      world.must("add-note", { id: "resident-1", as: "nurse", body: { text: `记录 ${index}` } }),
    ),
  );
  expect(await verified()).toMatchObject({ findings: [], chains: 1 });
  expect((await verified()).entries).toBeGreaterThan(250);
});

test("listening to live changes is told, of each house where somebody may", async () => {
  await listen();
  expect(await told(home1)).toMatchObject([{ what: "authorize-live", deed: "listen", dataClass: "vitals" }]);
});

describe("anchors", () => {
  const kinds = async () => (await verified()).findings.map(({ kind }) => kind);

  test("stand in the table, in the archive and in the log; nothing new, no anchor", async () => {
    await world.must("show-resident", { id: "resident-1", as: "nurse" });
    await anchor();
    const lines = world.log.filter(({ message }) => String(message).startsWith("audit anchored: running"));
    expect(lines).toHaveLength(1);
    expect(files.has(copyName("running", "20261121"))).toBe(true);
    await anchor();
    expect(world.log.filter(({ message }) => String(message).startsWith("audit anchored: running"))).toHaveLength(1);
    expect(await verified()).toMatchObject({ findings: [], notAnchored: 0 });
    const hash = String(lines[0]?.anchor);
    const known = await verifyAudit(
      auditOf(world.tables, archive),
      { now: world.now, knownAnchors: [hash, "x"] },
      sha256,
    );
    expect(known.unknownAnchors).toEqual(["x"]);
  });

  test("seal each day that is over, once it is settled, also days on which nobody looked", async () => {
    await anchor();
    world.now = Date.parse("2026-11-22T00:14:59Z");
    await anchor();
    expect(files.has(copyName("sealed", "20261121"))).toBe(false);
    world.now = Date.parse("2026-11-24T00:15:00Z");
    await anchor();
    await anchor();
    const names = ["20261120", "20261121", "20261122", "20261123"].map((date) => copyName("sealed", date));
    expect([...files.keys()].filter((name) => name.includes("sealed")).sort()).toEqual(names);
    expect(await verified()).toMatchObject({ findings: [], notSealedDays: [], notAnchored: 0 });
  });

  test("ring when a chain is shorter than it was, and the verification names it", async () => {
    await world.must("show-resident", { id: "resident-1", as: "nurse" });
    await anchor();
    const head = (await new AuditStore(world.tables).listHeads("20261121"))[0] as { writer: string; seq: number };
    const place = `${head.writer}#${String(head.seq).padStart(10, "0")}`;
    for await (const [kept] of pages("20261121", place))
      await world.tables.write([{ kind: "delete", table: tables.audit, key: { part: kept, entry: place } }]);
    await expect(anchor()).rejects.toThrow("1 chains");
    expect(await kinds()).toEqual(["tail-cut"]);
  });

  async function* pages(date: string, place: string): AsyncGenerator<readonly [string]> {
    for (const part of Array.from({ length: 16 }, (_, number) => `${date}#${number.toString(16)}`))
      if ((await world.tables.get(tables.audit, { part, entry: place })) !== undefined) yield [part];
  }
});

test("no function may take anything away from the trail or replace it, whatever its code says", async () => {
  const deps = depsFor("anchor-audit", { ...world.runtime, ports: { archive } });
  const store = deps.audit as AuditStore;
  const link = {
    entry: { day: "20261121", writer: "w", seq: 0, of: home1, at: world.now, expiresAt: 2_000_000_000 },
    text: "{}",
    hash: "x",
  };
  expect(await store.append([link as never])).toBe("appended");
  expect(await store.append([link as never])).toBe("taken");
  const reader = depsFor("show-looks", world.runtime);
  await expect((reader.audit as AuditStore).append([link as never])).rejects.toThrow("may not write table audit");
});

describe("who looked", () => {
  test("is told by person and thing, the last first, with words, and reading it is told as well", async () => {
    await world.must("list-residents", { as: "nurse" });
    world.pass(10 * minute);
    await world.must("list-residents", { as: "nurse" });
    world.pass(minute);
    await world.must("add-note", { id: "resident-1", as: "carer-li", body: { text: "好" } });
    const looks = await world.must("show-looks", { id: "resident-1", as: "manager" });
    expect(looks.date).toBe("2026-11-22");
    expect(looks.people.slice(0, 2)).toMatchObject([
      {
        who: { name: "护工李", role: { zh: "护理员" }, facility: { name: "松鹤院" } },
        what: { zh: "更改健康与照护记录" },
        why: { zh: "在本机构的工作" },
        times: 1,
        inList: false,
      },
      {
        who: { name: "护士王", role: { zh: "护士" } },
        what: { zh: "查看健康与照护记录（本机构名单）" },
        firstAt: "2026-11-22T03:10:00+08:00",
        lastAt: "2026-11-22T03:20:00+08:00",
        times: 2,
        inList: true,
      },
    ]);
    expect(looks.entries[0]).toMatchObject({ at: "2026-11-22T03:21:00+08:00", from: { ip: "127.0.0.1" } });
    expect(looks).toMatchObject({ isCut: false, keptDays: 1096 });
    const again = await world.must("show-looks", { id: "resident-1", as: "manager" });
    expect(again.people[0]).toMatchObject({ who: { name: "院长赵" }, what: { zh: "查看“谁看过”名单" } });
  });

  test("goes back day by day to the first", async () => {
    await world.must("show-resident", { id: "resident-1", as: "nurse" });
    world.pass(3 * day);
    await world.must("show-resident", { id: "resident-1", as: "nurse" });
    const last = await world.must("show-looks", { id: "resident-1", as: "manager" });
    expect(last).toMatchObject({ date: "2026-11-25", earlier: "2026-11-22" });
    const first = await world.must("show-looks", { id: "resident-1", as: "manager", query: { date: "2026-11-22" } });
    expect(first).toMatchObject({ date: "2026-11-22" });
    expect(first).not.toHaveProperty("earlier");
  });

  test("a guardian sees who and why, but not from which computer; a relative with consent alone sees nothing", async () => {
    await world.must("show-resident", { id: "resident-1", as: "nurse" });
    await world.person("guardian", {
      relations: [{ residentId: "resident-1", relation: "儿子", guardian: { id: "proof-1", from: 0 } }],
    });
    await world.person("daughter", { relations: [relativeOf("resident-1")] });
    const looks = await world.must("show-looks", { id: "resident-1", as: "guardian" });
    expect(looks.people[0]).toMatchObject({ who: { name: "护士王" } });
    expect(looks.entries.some((entry: object) => "from" in entry)).toBe(false);
    expect(await world.call("show-looks", { id: "resident-1", as: "daughter" })).toMatchObject({ status: 403 });
    expect(await world.call("show-looks", { id: "resident-1", as: "nurse" })).toMatchObject({ status: 403 });
  });
});
