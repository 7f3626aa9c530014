import { readFileSync } from "node:fs";
import { newSecrets } from "../../adapters/notify/secrets.ts";
import { coturnRelay } from "../../adapters/relay/coturn.ts";
import { SqliteTableEngine } from "../../adapters/table/sqlite.ts";
import type { DeviceTopicKind } from "../../contracts/topics.ts";
import type { Person } from "../../domain/model/person.ts";
import { day, type EpochMs, second } from "../../domain/model/time.ts";
import type { NotifyRoute } from "../../domain/notify/route.ts";
import type {
  DeviceCommand,
  DevicePathPort,
  LiveChange,
  LiveNews,
  NotifyPort,
  OutgoingMessage,
  TableEngine,
  Write,
} from "../../domain/ports.ts";
import { leastPeriods } from "../../domain/retention/periods.ts";
import type { FunctionDeclaration } from "../../functions/declaration.ts";
import { type FunctionName, manifest } from "../../functions/manifest.ts";
import { operatorsCommand } from "../../functions/shell/admission.ts";
import { type Deps, depsFor, type Runtime } from "../../functions/shell/deps.ts";
import { type DeviceMessage, httpEvent, queueEvent, telemetryEvent, toEnvelope } from "../../functions/shell/events.ts";
import type { Invocable } from "../../functions/shell/lambda.ts";
import { jsonLog } from "../../functions/shell/log.ts";
import type { Figures } from "../../functions/shell/metrics.ts";
import { LeaseStore } from "../../stores/lease-store.ts";
import { PersonStore } from "../../stores/person-store.ts";

/** The moment at which the recorded events of tests/functions/fixtures arrived: 02:10 in the night in Shanghai. */
export const recordedAt: EpochMs = Date.parse("2026-11-22T02:10:00+08:00");

/** An event as AWS handed it to a function. */
export function recorded(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), "utf8"));
}

/** A recorded event of an HTTP function. */
export interface HttpFixture {
  readonly headers: Readonly<Record<string, string>>;
  readonly pathParameters: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // biome-ignore lint/suspicious/noExplicitAny: answers are JSON, and each test says what it expects of it
  readonly body: any;
}

interface Call {
  readonly id?: string;
  /** Further parameters of the path. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Sent instead of `body` as it is. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The person who asks; by default it is the operators' command. */
  readonly as?: string;
}

/** The engine with another `write` in front: to count writes or to fail some of them. */
export function intercepted(engine: TableEngine, write: (writes: readonly Write[]) => Promise<void>): TableEngine {
  return {
    get: (...call) => engine.get(...call),
    getMany: (...call) => engine.getMany(...call),
    query: (...call) => engine.query(...call),
    write: async (writes) => {
      await write(writes);
      return engine.write(writes);
    },
  };
}

/** All functions on one table engine, with the ports at the border as recorders and a clock that tests move. */
export class World {
  now = recordedAt;
  readonly tables = SqliteTableEngine.open(":memory:", { now: () => this.now });
  /** Replaced by tests that break the storage. */
  engine: TableEngine = this.tables;
  readonly timers = new Map<string, EpochMs>();
  /** The same by queue and name, for whoever lets them run. */
  readonly queued = new Map<string, { readonly queue: string; readonly name: string; readonly dueAt: EpochMs }>();
  timerWrites = 0;
  readonly live: { readonly facilityId: string; readonly change: LiveChange }[] = [];
  /** Of referrals, with the facility that was told. */
  readonly news: (LiveNews & { readonly facilityId: string })[] = [];
  /** Residents of whom watching relatives were told that something changed. */
  readonly familiesTold: string[] = [];
  /** Files by their names. */
  readonly files = new Map<string, Uint8Array>();
  readonly revokedSerials: string[] = [];
  readonly preparedFacilities: string[] = [];
  readonly log: Record<string, unknown>[] = [];
  readonly figures: { readonly figures: Figures; readonly functionName: string | undefined }[] = [];
  readonly figuresOfAreas: { readonly figures: Figures; readonly area: string }[] = [];
  /** Serial numbers of certificates that the authority does not know as any device's. */
  readonly unregistered = new Set<string>();
  readonly revocations: { readonly certificateSerial: string; readonly certificateId?: string }[] = [];
  /** Names of ports that fail. */
  readonly broken = new Set<
    "liveConnections" | "timer" | "live" | "command" | "deviceAuthority" | "accounts" | "ingestLag"
  >();
  /** Client ids of pages whose live connection was ended. */
  readonly endedConnections: string[] = [];
  readonly commands: { readonly deviceId: string; readonly command: DeviceCommand }[] = [];
  /** The way of a device's messages; replaced by tests that block or lengthen it. */
  sendAsDevice: DevicePathPort["send"] = (message) =>
    this.urgent({ ...message, messageId: "trace-1", receivedAt: this.now });
  readonly sent: { readonly route: NotifyRoute; readonly message: OutgoingMessage }[] = [];
  /** What receivers answer; replaced by tests whose receivers do not take every message. */
  answerMessage: NotifyPort["send"] = async () => ({ kind: "accepted" });
  /** What the issuer was told of accounts. */
  readonly accounts: string[] = [];
  /** How late telemetry is stored, as far as somebody knows. */
  lagMs: number | undefined;
  #ids = 0;
  #serials = 0;

  readonly runtime: Runtime = {
    engine: {
      get: (...call) => this.engine.get(...call),
      getMany: (...call) => this.engine.getMany(...call),
      query: (...call) => this.engine.query(...call),
      write: (...call) => this.engine.write(...call),
    },
    ports: {
      timer: {
        set: async ({ queue, name, dueAt }) => {
          if (this.broken.has("timer")) throw new Error("the timer queue is down");
          this.timerWrites += 1;
          this.timers.set(name, dueAt);
          this.queued.set(`${queue}#${name}`, { queue, name, dueAt });
        },
        cancel: async ({ name }) => void this.timers.delete(name),
      },
      command: {
        send: async (deviceId, command) => {
          if (this.broken.has("command")) throw new Error("the broker is down");
          this.commands.push({ deviceId, command });
          return "sent";
        },
      },
      devicePath: { send: (message) => this.sendAsDevice(message) },
      notify: {
        send: async (route, message) => {
          this.sent.push({ route, message });
          return this.answerMessage(route, message);
        },
      },
      secrets: newSecrets,
      relay: coturnRelay(
        { stun: ["stun:relay.example.org"], turn: ["turn:relay.example.org"], secret: "shared" },
        () => this.now,
      ),
      accounts: {
        close: (subject) => this.#tellIssuer(`close ${subject}`),
        reopen: (subject) => this.#tellIssuer(`reopen ${subject}`),
        remove: (subject) => this.#tellIssuer(`remove ${subject}`),
      },
      ingestLag: {
        lagMs: async () => {
          if (this.broken.has("ingestLag")) throw new Error("CloudWatch is down");
          return this.lagMs;
        },
      },
      live: {
        publish: async (facilityId, changes) => {
          if (this.broken.has("live")) throw new Error("the broker is down");
          this.live.push(...changes.map((change) => ({ facilityId, change })));
        },
        tell: async (facilityId, news) => {
          if (this.broken.has("live")) throw new Error("the broker is down");
          this.news.push({ facilityId, ...news });
        },
        tellFamily: async (residentId) => {
          if (this.broken.has("live")) throw new Error("the broker is down");
          this.familiesTold.push(residentId);
        },
      },
      retentionPeriods: leastPeriods,
      archive: {
        put: async (name, bytes) => void this.files.set(name, bytes),
        get: async (name) => this.files.get(name),
        list: async (prefix, after = "") => ({
          names: [...this.files.keys()].filter((name) => name.startsWith(prefix) && name > after).toSorted(),
        }),
        remove: async (name) => (this.files.delete(name) ? "removed" : "none"),
      },
      liveConnections: {
        end: async (clientId) => {
          if (this.broken.has("liveConnections")) throw new Error("the broker is down");
          this.endedConnections.push(clientId);
          return "ended";
        },
      },
      deviceAuthority: {
        certify: async ({ deviceId }) => {
          this.#serials += 1;
          return {
            certificatePem: `certificate of ${deviceId}`,
            caPem: "ca",
            serial: `0${this.#serials}`,
            certificateId: `certificate-0${this.#serials}`,
            notAfter: this.now,
          };
        },
        prepareFacility: async (facilityId) => void this.preparedFacilities.push(facilityId),
        revoke: async ({ certificateSerial, deviceId: _, ...more }) => {
          if (this.broken.has("deviceAuthority")) throw new Error("the registry is down");
          this.revocations.push({ certificateSerial, ...more });
          if (this.unregistered.has(certificateSerial)) return "not-held";
          this.revokedSerials.push(certificateSerial);
          return "revoked";
        },
      },
    },
    now: () => this.now,
    newId: () => {
      this.#ids += 1;
      return `id-${this.#ids}`;
    },
    log: jsonLog({ level: "debug", now: () => this.now, write: (line) => this.log.push(JSON.parse(line)) }),
    metrics: {
      put: (figures, functionName) => void this.figures.push({ figures, functionName }),
      putOfArea: (figures, area) => void this.figuresOfAreas.push({ figures, area }),
    },
    backOff: async () => undefined,
  };

  deps<N extends FunctionName>(name: N): Deps<N> {
    return depsFor(name, this.runtime);
  }

  async invoke(name: FunctionName, event: unknown): Promise<unknown> {
    const handler: { create(deps: unknown): Invocable } = await import(
      /* @vite-ignore */ `../../${manifest[name].entry}`
    );
    const invocable = handler.create(this.deps(name));
    return invocable(JSON.parse(JSON.stringify(event)), {
      functionName: name,
      awsRequestId: "request-1",
      getRemainingTimeInMillis: () => 10_000,
    });
  }

  /** Calls the API as API Gateway would. */
  async call(
    name: FunctionName,
    { id, path = {}, query = {}, body, text, headers = {}, as }: Call = {},
  ): Promise<Answer> {
    const { trigger }: FunctionDeclaration = manifest[name];
    if (trigger.kind !== "http") throw new Error(`${name} is not called by HTTP`);
    const sent = text ?? (body === undefined ? undefined : JSON.stringify(body));
    const named = { ...path, ...(id !== undefined && { id }) };
    const event = httpEvent({
      method: trigger.method,
      route: trigger.path,
      path: trigger.path.replace(/\{(\w+)\}/g, (_, name: keyof typeof named) => named[name] ?? ""),
      pathParameters: named,
      query,
      headers: { ...(sent === undefined ? {} : { "content-type": "application/json" }), ...headers },
      body: sent,
      requestId: "request-1",
      at: this.now,
      authorizer: as === undefined ? operatorsCommand : { jwt: { claims: { sub: as } } },
    });
    const answer = (await this.invoke(name, event)) as { statusCode: number; headers: Answer["headers"]; body: string };
    const isJson = answer.headers["content-type"]?.includes("json") ?? false;
    return { status: answer.statusCode, headers: answer.headers, body: isJson ? JSON.parse(answer.body) : answer.body };
  }

  /** Calls the API and expects that it does what was asked. */
  async must(name: FunctionName, call: Call = {}): Promise<Answer["body"]> {
    const answer = await this.call(name, call);
    if (answer.status >= 300) throw new Error(`${name}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /**
   * Two residents in one home that somebody watches: bed sensor and wristband on the first, bed sensor on the second; and
   * the carer who sent the recorded requests.
   */
  async furnish(): Promise<this> {
    const beds = [
      { id: "b1", label: "3号楼205-1床" },
      { id: "b2", label: "3号楼205-2床" },
    ];
    await this.must("register-facility", { body: { id: "home-1", name: "松鹤院", kind: "care-home", beds } });
    for (const [id, name, bedId] of [
      ["resident-1", "王桂英", "b1"],
      ["resident-2", "李建国", "b2"],
    ]) {
      const body = { id, name, sex: "female", birthDate: "1940-03-01", facilityId: "home-1", bedId };
      await this.must("register-resident", { body });
    }
    await this.person("carer-li", { name: "护工李", roles: [{ role: "carer", facilityId: "home-1" }] });
    await this.enrol("bed-1", "bed-sensor", "resident-1");
    await this.enrol("band-1", "wristband", "resident-1");
    await this.enrol("bed-2", "bed-sensor", "resident-2");
    await this.watch("home-1", this.now + 400 * day);
    this.live.length = 0;
    return this;
  }

  /** Somebody who signs in, with these roles and relations. */
  async person(id: string, { name = id, ...given }: Partial<Omit<Person, "id">> = {}): Promise<Person> {
    const reach = { pushes: [], language: "zh" } as const;
    const person: Person = { id, name, roles: [], relations: [], reach, version: 1, ...given };
    await new PersonStore(this.tables).add(person);
    return person;
  }

  async enrol(id: string, kind: string, residentId: string): Promise<Answer["body"]> {
    return this.must("enrol-device", { body: { id, kind, residentId, csr: "csr" } });
  }

  /** A page watches the facility until then. */
  async watch(facilityId: string, until: EpochMs): Promise<void> {
    await new LeaseStore(this.tables).renew(facilityId, until);
  }

  message(deviceId: string, topicKind: DeviceTopicKind, payload: unknown, messageId: string): DeviceMessage {
    return { messageId, deviceId, topicKind, receivedAt: this.now, payload: Buffer.from(JSON.stringify(payload)) };
  }

  async telemetry(...messages: readonly DeviceMessage[]): Promise<readonly string[]> {
    const answer = (await this.invoke("ingest-telemetry", telemetryEvent(messages))) as {
      batchItemFailures: { itemIdentifier: string }[];
    };
    return answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  }

  async urgent(message: DeviceMessage): Promise<void> {
    await this.invoke(message.topicKind === "event" ? "ingest-event" : "ingest-status", toEnvelope(message));
  }

  async wake(residentId: string): Promise<unknown> {
    const timer = { name: residentId, dueAt: this.timers.get(residentId) ?? this.now };
    return this.invoke("judge-due-watch", queueEvent("watch-due", [{ messageId: "wake-1", timer, receiveCount: 1 }]));
  }

  pass(ms: number): void {
    this.now += ms;
  }

  async #tellIssuer(what: string): Promise<"done"> {
    if (this.broken.has("accounts")) throw new Error("the issuer is down");
    this.accounts.push(what);
    return "done";
  }

  /** A heart rate as a bed sensor reports it. */
  heartRate(deviceId: string, value: number, messageId: string): DeviceMessage {
    const t = (this.now - second) / 1000;
    return this.message(deviceId, "telemetry", [{ n: "heart-rate", u: "/min", v: value, t }], messageId);
  }

  async openAlerts(residentId: string): Promise<readonly { id: string; kind: string }[]> {
    return (await this.must("list-alerts", { query: { residentId } })).items;
  }
}
