import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoTableEngine } from "../../adapters/table/dynamo.ts";
import { clientAt, createTables } from "../../adapters/table/dynamo-tables.ts";
import { SqliteTableEngine } from "../../adapters/table/sqlite.ts";
import { alertRoutes } from "../../contracts/http/alert-routes.ts";
import { noteRoutes } from "../../contracts/http/note-routes.ts";
import { residentRoutes } from "../../contracts/http/resident-routes.ts";
import type { TableEngine } from "../../domain/ports.ts";
import { addNote } from "../../functions/add-note/add-note.ts";
import { listAlerts } from "../../functions/list-alerts/list-alerts.ts";
import { listResidents } from "../../functions/list-residents/list-residents.ts";
import type { FunctionName } from "../../functions/manifest.ts";
import { operatorsCommand } from "../../functions/shell/admission.ts";
import { type Deps, depsFor, type Runtime } from "../../functions/shell/deps.ts";
import { httpEvent } from "../../functions/shell/events.ts";
import { http } from "../../functions/shell/http.ts";
import { type Border, type Invocable, lambda } from "../../functions/shell/lambda.ts";
import { jsonLog } from "../../functions/shell/log.ts";
import { showResident } from "../../functions/show-resident/show-resident.ts";
import { tables } from "../../stores/tables.ts";
import { dynoxideBinary, startDynoxide } from "../engines.ts";
import { World } from "../functions/world.ts";
import { type BoxCost, costOfBoxRequests } from "./box-requests.ts";

/** What one kind of request costs in CPU, with the trail and without. */
export interface AuditCost {
  readonly engine: string;
  readonly request: string;
  readonly plainUs: number;
  /** Of a read again within five minutes, which adds no entry; of a change, as the next. */
  readonly repeatedUs: number;
  /** With an entry of its own. */
  readonly toldUs: number;
}

const rounds = 400;
const residents = 50;

interface Asked {
  readonly request: string;
  readonly name: FunctionName;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly id?: string;
  readonly body?: () => unknown;
  readonly plain: Invocable;
  readonly told: Invocable;
}

/**
 * What telling costs: the same functions on the same table engine, with their border as it is and with one that tells
 * nothing, in turns. CPU of the whole process, writing to the disk included; what HTTP costs beside is in
 * {@link costOfBoxRequests}.
 */
export async function measureAudit(): Promise<{
  readonly functions: readonly AuditCost[];
  readonly box: readonly BoxCost[];
}> {
  const folder = mkdtempSync(join(tmpdir(), "anhu-bench-"));
  const sqlite = SqliteTableEngine.open(join(folder, "anhu.sqlite"));
  const functions = [...(await measureOn("SQLite", sqlite))];
  sqlite.close();
  rmSync(folder, { recursive: true });
  const binary = dynoxideBinary();
  if (binary !== undefined) {
    const emulator = await startDynoxide(binary);
    const client = clientAt(emulator.endpoint);
    await createTables(client, Object.values(tables), "bench-");
    functions.push(...(await measureOn("DynamoDB", new DynamoTableEngine(client, { prefix: "bench-" }))));
    client.destroy();
    await emulator.stop();
  }
  return { functions, box: await costOfBoxRequests(residents, rounds) };
}

async function measureOn(engine: string, tableEngine: TableEngine): Promise<readonly AuditCost[]> {
  let now = Date.now();
  const runtime: Runtime = {
    ...new World().runtime,
    engine: tableEngine,
    now: () => now,
    newId: () => crypto.randomUUID(),
    log: jsonLog({ level: "error", now: Date.now }),
  };
  await fill(runtime);
  const costs: AuditCost[] = [];
  for (const asked of requests(runtime)) {
    const run = async (invocable: Invocable, passMs: number) => {
      for (let round = 0; round < 20; round += 1) await ask(invocable, asked, now);
      let micros = 0;
      for (let round = 0; round < rounds; round += 1) {
        now += passMs;
        const before = process.cpuUsage();
        await ask(invocable, asked, now);
        const { user, system } = process.cpuUsage(before);
        micros += user + system;
      }
      return micros / rounds;
    };
    const plain = [await run(asked.plain, 1)];
    const repeatedUs = await run(asked.told, 1);
    const toldUs = await run(asked.told, 301_000);
    plain.push(await run(asked.plain, 301_000));
    costs.push({
      engine,
      request: asked.request,
      plainUs: (plain[0] as number) / 2 + (plain[1] as number) / 2,
      repeatedUs,
      toldUs,
    });
  }
  return costs;
}

function requests(runtime: Runtime): readonly Asked[] {
  const note = () => ({ text: "夜间翻身两次，无不适" });
  return [
    {
      request: "a resident's page",
      path: "/api/residents/{id}",
      id: "r1",
      ...made("show-resident", "GET", http(residentRoutes["show-resident"]), showResident, runtime),
    },
    {
      request: `the board's list of ${residents}`,
      path: "/api/residents",
      ...made("list-residents", "GET", http(residentRoutes["list-residents"]), listResidents, runtime),
    },
    {
      request: "open alerts",
      path: "/api/alerts",
      ...made("list-alerts", "GET", http(alertRoutes["list-alerts"]), listAlerts, runtime),
    },
    {
      request: "a note written",
      path: "/api/residents/{id}/notes",
      id: "r1",
      body: note,
      ...made("add-note", "POST", http(noteRoutes["add-note"]), addNote, runtime),
    },
  ];
}

function made<N extends FunctionName, Input, Output, Parsed>(
  name: N,
  method: "GET" | "POST",
  border: Border<Input, Output, Parsed>,
  work: (input: Input, deps: Deps<N>) => Promise<Output>,
  runtime: Runtime,
): Pick<Asked, "name" | "method" | "plain" | "told"> {
  const nothing = async () => undefined;
  const silent: Border<Input, Output, Parsed> = {
    ...border,
    admit: async (...given) => ({
      ...(await (border.admit as NonNullable<typeof border.admit>)(...given)),
      before: nothing,
      after: nothing,
    }),
  };
  const deps = depsFor(name, runtime);
  return { name, method, told: lambda(name, border, work)(deps), plain: lambda(name, silent, work)(deps) };
}

async function ask(invocable: Invocable, { name, method, path, id, body }: Asked, at: number): Promise<void> {
  const event = httpEvent({
    method,
    route: path,
    path: path.replace("{id}", id ?? ""),
    pathParameters: id === undefined ? {} : { id },
    query: {},
    headers: body === undefined ? {} : { "content-type": "application/json" },
    body: body && JSON.stringify(body()),
    requestId: "bench",
    at,
    authorizer: operatorsCommand,
  });
  const context = { functionName: name, awsRequestId: "bench", getRemainingTimeInMillis: () => 10_000 };
  const answer = (await invocable(JSON.parse(JSON.stringify(event)), context)) as { readonly statusCode: number };
  if (answer.statusCode >= 300) throw new Error(`${name}: ${JSON.stringify(answer)}`);
}

async function fill(runtime: Runtime): Promise<void> {
  const world = new World();
  world.engine = runtime.engine;
  await world.must("register-facility", { body: { id: "home-1", name: "松鹤院", kind: "care-home" } });
  for (let number = 0; number < residents; number += 1) {
    const body = {
      id: `r${number}`,
      name: `老人${number}`,
      sex: "female",
      birthDate: "1940-03-01",
      facilityId: "home-1",
    };
    await world.must("register-resident", { body });
    await world.enrol(`bed-${number}`, "bed-sensor", `r${number}`);
  }
}
