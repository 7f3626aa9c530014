import { day, minute, second } from "../../../domain/model/time.ts";
import type { Cloud, Usage } from "../cloud.ts";
import { call } from "../cloud-under-test.ts";
import { basicIngest, enrolledDevice } from "../devices.ts";
import type { CellUnderTest } from "../iot/cell-under-test.ts";
import { deviceIdOf, type LoadName, loadKinds, packAt } from "./resident-load.ts";

/** What one run used, summed over its residents. */
export interface MeasuredLoad {
  readonly residents: number;
  readonly days: number;
  /** For how long the deployment gathers telemetry. */
  readonly windowSeconds: number;
  readonly messages: { readonly telemetry: number; readonly event: number; readonly status: number };
  readonly sqsRequests: number;
  readonly scheduleCalls: number;
  readonly seriesBytes: number;
  /** Custom metrics of which there was a figure: each costs in the hours in which it has one. */
  readonly metricsPut: number;
  readonly functions: Readonly<Record<string, FunctionFigures>>;
}

export interface FunctionFigures {
  readonly invocations: number;
  readonly billedMs: number;
  readonly memoryMb: number;
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly logBytes: number;
}

const functionPrefix = "anhu-";
/** Every function is warm and every watch known by then: what follows is what goes on for days. */
const warmUpMs = 3 * minute;
const stepMs = second;

/** Lets residents live with their devices for a while of virtual time and adds up what the service used for them. */
export async function runResidents(
  { cloud, iot }: CellUnderTest,
  load: LoadName,
  residents: number,
  forMs: number,
): Promise<MeasuredLoad> {
  await call(cloud, "POST", "/api/facilities", { id: "home", name: "颐养院", kind: "care-home" });
  for (let resident = 0; resident < residents; resident++) {
    const person = { id: `r${resident}`, name: "王秀英", sex: "female", birthDate: "1940-05-01", facilityId: "home" };
    await call(cloud, "POST", "/api/residents", person);
    for (const kind of loadKinds) await enrolledDevice(cloud, deviceIdOf(resident, kind), kind, `r${resident}`);
  }
  await live(warmUpMs);
  const before = snapshot(cloud);
  const telemetry = await live(forMs);
  const after = snapshot(cloud);
  const names = [...after.usage.keys()].filter(
    (name) => (after.usage.get(name)?.invocations ?? 0) > (before.usage.get(name)?.invocations ?? 0),
  );
  return {
    residents,
    days: forMs / day,
    windowSeconds: windowOf(cloud),
    messages: { telemetry, event: 0, status: 0 },
    sqsRequests: sqsRequests(after) - sqsRequests(before),
    scheduleCalls: after.count("scheduler:CreateSchedule") - before.count("scheduler:CreateSchedule"),
    seriesBytes: (await bytesOf(cloud, "anhu-series")) * (forMs / (forMs + warmUpMs)),
    metricsPut: metricsIn(names.flatMap((name) => cloud.logLines(name))),
    functions: Object.fromEntries(
      names.map((name) => [name.slice(functionPrefix.length), figuresOf(cloud, name, before, after)]),
    ),
  };

  async function live(ms: number): Promise<number> {
    let messages = 0;
    for (const until = cloud.clock.now() + ms; cloud.clock.now() < until; await cloud.clock.advanceBy(stepMs)) {
      for (let resident = 0; resident < residents; resident++) {
        for (const kind of loadKinds) {
          const pack = packAt(load, kind, resident, cloud.clock.now());
          if (pack === undefined) continue;
          await iot.publish(basicIngest(deviceIdOf(resident, kind), "telemetry"), Buffer.from(pack), 1);
          messages += 1;
        }
      }
    }
    await iot.settle();
    return messages;
  }
}

/** Sent, received, deleted. Receiving in vain goes on by the clock, not by the message, and is left out. */
function sqsRequests({ count }: Snapshot): number {
  return count("sqs:SendMessage") + 2 * count("sqs:DeleteMessage");
}

interface Snapshot {
  readonly usage: ReadonlyMap<string, Usage>;
  readonly logBytes: ReadonlyMap<string, number>;
  readonly calls: number;
  count(action: string): number;
}

function snapshot(cloud: Cloud): Snapshot {
  const usage = new Map(cloud.usage());
  const calls = cloud.calls().slice();
  return {
    usage,
    logBytes: new Map([...usage.keys()].map((name) => [name, Buffer.byteLength(cloud.logLines(name).join("\n"))])),
    calls: calls.length,
    count: (action) => calls.filter((one) => one.action.startsWith(action)).length,
  };
}

function figuresOf(cloud: Cloud, name: string, before: Snapshot, after: Snapshot): FunctionFigures {
  const own = cloud
    .calls()
    .slice(before.calls, after.calls)
    .filter(({ functionName }) => functionName === name);
  const sum = (of: (usage: Usage) => number) => {
    const [now, then] = [after.usage.get(name), before.usage.get(name)];
    return (now === undefined ? 0 : of(now)) - (then === undefined ? 0 : of(then));
  };
  const [lambda] = cloud.resources("AWS::Lambda::Function").filter(({ ref }) => ref === name);
  return {
    invocations: sum(({ invocations }) => invocations),
    billedMs: sum(({ billedMs }) => billedMs),
    memoryMb: Number(lambda?.properties.MemorySize),
    writeUnits: own.reduce((total, { writeUnits }) => total + writeUnits, 0),
    readUnits: own.reduce((total, { readUnits }) => total + readUnits, 0),
    logBytes: (after.logBytes.get(name) ?? 0) - (before.logBytes.get(name) ?? 0),
  };
}

/** Different ones, in CloudWatch's embedded metric format; the same by another dimension is another. */
function metricsIn(lines: readonly string[]): number {
  const named = lines
    .filter((line) => line.startsWith('{"_aws"'))
    .flatMap((line) => {
      const { CloudWatchMetrics: directives } = (JSON.parse(line) as EmbeddedMetrics)._aws;
      return directives.flatMap(({ Dimensions, Metrics }) =>
        Dimensions.flatMap((set) => Metrics.map(({ Name }) => `${Name} ${set.join(" ")}`)),
      );
    });
  return new Set(named).size;
}

interface EmbeddedMetrics {
  readonly _aws: {
    readonly CloudWatchMetrics: readonly {
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string }[];
    }[];
  };
}

function windowOf(cloud: Cloud): number {
  const windows = cloud
    .resources("AWS::Lambda::EventSourceMapping")
    .flatMap(({ properties: { MaximumBatchingWindowInSeconds: window } }) =>
      window === undefined ? [] : [Number(window)],
    );
  return Math.max(0, ...windows);
}

async function bytesOf(cloud: Cloud, table: string): Promise<number> {
  return Buffer.byteLength(JSON.stringify(await cloud.items(table)));
}
