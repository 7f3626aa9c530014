import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkItem } from "../../adapters/table/item-rules.ts";
import { SqliteTableEngine } from "../../adapters/table/sqlite.ts";
import { day, minute } from "../../domain/model/time.ts";
import type { TableEngine } from "../../domain/ports.ts";
import { create as enrolDevice } from "../../functions/enrol-device/handler.ts";
import { create as ingestTelemetry } from "../../functions/ingest-telemetry/handler.ts";
import { create as registerFacility } from "../../functions/register-facility/handler.ts";
import { create as registerResident } from "../../functions/register-resident/handler.ts";
import { operatorsCommand } from "../../functions/shell/admission.ts";
import { depsFor, type Runtime } from "../../functions/shell/deps.ts";
import { httpEvent, telemetryEvent } from "../../functions/shell/events.ts";
import { jsonLog } from "../../functions/shell/log.ts";
import { noMetrics } from "../../functions/shell/metrics.ts";

export interface WriteUnits {
  readonly packsPerDay: number;
  /** DynamoDB write request units of one resident and day: a unit per started KB, twice in a transaction. */
  readonly perResidentDay: number;
  readonly byTable: Readonly<Record<string, number>>;
}

const start = Date.UTC(2026, 10, 22);

/** A resident with a bed sensor (six samples a minute) and a wristband (one), each sending one pack a minute, for a day. */
export async function measureWriteUnits(): Promise<WriteUnits> {
  const folder = mkdtempSync(join(tmpdir(), "anhu-units-"));
  let now = start;
  const inner = SqliteTableEngine.open(join(folder, "anhu.sqlite"), { now: () => now });
  const byTable: Record<string, number> = {};
  let ids = 0;
  const runtime: Runtime = {
    engine: counting(inner, byTable),
    ports: {
      timer: { set: async () => undefined, cancel: async () => undefined },
      command: { send: async () => "not-connected" },
      live: { publish: async () => undefined, tell: async () => undefined, tellFamily: async () => undefined },
      deviceAuthority: {
        certify: async () => ({
          certificatePem: "",
          caPem: "",
          serial: String(ids),
          certificateId: `id-${ids++}`,
          notAfter: now,
        }),
        prepareFacility: async () => undefined,
        revoke: async () => "revoked",
      },
    },
    now: () => now,
    newId: () => `id-${ids++}`,
    log: jsonLog({ now: () => now, write: () => undefined }),
    metrics: noMetrics,
  };
  const context = { functionName: "bench", awsRequestId: "bench", getRemainingTimeInMillis: () => 60_000 };
  const post = (route: string, body: unknown) =>
    httpEvent({
      method: "POST",
      route,
      path: route,
      pathParameters: {},
      query: {},
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      requestId: "bench",
      at: now,
      authorizer: operatorsCommand,
    });
  await registerFacility(depsFor("register-facility", runtime))(
    post("/api/facilities", { id: "f", name: "院", kind: "care-home" }),
    context,
  );
  const resident = { id: "r", name: "老人", sex: "female", birthDate: "1940-01-01", facilityId: "f" };
  await registerResident(depsFor("register-resident", runtime))(post("/api/residents", resident), context);
  for (const kind of ["bed-sensor", "wristband"]) {
    const device = { id: kind, kind, residentId: "r", csr: "-" };
    await enrolDevice(depsFor("enrol-device", runtime))(post("/api/devices", device), context);
  }
  for (const table in byTable) delete byTable[table];

  const ingest = ingestTelemetry(depsFor("ingest-telemetry", runtime));
  let packs = 0;
  for (now = start + minute; now <= start + day; now += minute) {
    const messages = [bedPack(now), bandPack(now)].map(([deviceId, pack]) => ({
      messageId: `m${packs++}`,
      deviceId: deviceId as string,
      topicKind: "telemetry" as const,
      receivedAt: now,
      payload: Buffer.from(JSON.stringify(pack)),
    }));
    await ingest(telemetryEvent(messages), context);
  }
  inner.close();
  rmSync(folder, { recursive: true });
  return { packsPerDay: packs, perResidentDay: Object.values(byTable).reduce((sum, units) => sum + units, 0), byTable };
}

function bedPack(now: number): [string, unknown] {
  const samples = [60, 50, 40, 30, 20, 10].flatMap((ago) => [
    { n: "heart-rate", v: 62 + ((now / minute + ago) % 7), t: (now - ago * 1000) / 1000 },
    { n: "respiratory-rate", v: 13 + ((now / minute + ago) % 4), t: (now - ago * 1000) / 1000 },
    { n: "bed-occupancy", vb: true, t: (now - ago * 1000) / 1000 },
    { n: "bed-movement", v: (now / minute + ago) % 20, t: (now - ago * 1000) / 1000 },
  ]);
  return ["bed-sensor", samples];
}

function bandPack(now: number): [string, unknown] {
  return [
    "wristband",
    [
      { n: "heart-rate", v: 63 + ((now / minute) % 5) },
      { n: "spo2", v: 96 + ((now / minute) % 3) },
      { n: "steps", v: (now - start) / minute },
      { n: "battery", v: 80 },
    ],
  ];
}

function counting(engine: TableEngine, byTable: Record<string, number>): TableEngine {
  return {
    get: (...call) => engine.get(...call),
    getMany: (...call) => engine.getMany(...call),
    query: (...call) => engine.query(...call),
    async write(writes) {
      const outcome = await engine.write(writes);
      for (const write of writes) {
        const bytes = write.kind === "put" ? checkItem(write.table, write.item).size : 1;
        const units = Math.ceil(bytes / 1024) * (writes.length > 1 ? 2 : 1);
        byTable[write.table.name] = (byTable[write.table.name] ?? 0) + units;
      }
      return outcome;
    },
  };
}
