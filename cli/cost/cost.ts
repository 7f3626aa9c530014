import type { Measured, MeasuredLoad } from "./measured.ts";
import type { Prices } from "./prices.ts";

/** What a cell is like, as far as it costs. */
export interface CostCase {
  readonly residents: number;
  readonly load: keyof Measured["loads"];
  readonly profile: keyof Measured["fixed"];
  /** Of the tables; provisioned capacity follows the load at {@link utilisation}. */
  readonly billing: "on-demand" | "provisioned";
  readonly retentionDays: number;
}

/** One line of the bill: USD a month for the whole cell. */
export interface CostLine {
  readonly part: string;
  readonly usd: number;
  /** Whether it is there without any resident. */
  readonly isFixed: boolean;
}

const hoursPerMonth = 730;
const minutesPerMonth = hoursPerMonth * 60;
const daysPerMonth = hoursPerMonth / 24;
const gigabyte = 1e9;
/** Always-on connections: bed sensor, wristband, ambient sensor, radar. */
const devicesPerResident = 4;
/** A shard takes 1,000 a second; the rest is room for a burst after an outage. */
const recordsPerShardSecond = 600;
/** Auto scaling keeps used capacity at this share of the provisioned. */
const utilisation = 0.6;
/** A device loses its connection this often: two presence events each time. */
const reconnectionsPerDeviceDay = 1;
/** Each event source asks its queue with five long polls of 20 s, whether anything is in it or not. */
const pollsPerMonth = (hoursPerMonth * 3600 * 5) / 20;
/** watch-due, presence, arrival, event, status. */
const queuesPolled = 5;
/** Requests of boards, pages and operators for one resident and day: an assumption, not a measurement. */
const requestsPerResidentDay = 20;
/** Live changes that reach a watching board: of each resident a change a minute during eight hours a day, likewise. */
const liveChangesPerResidentDay = 8 * 60;
/** Of a hundred residents' changes of a minute, which go out together. */
const residentsPerFacility = 100;

/**
 * The monthly bill of a cell: measured use times list prices. Linear in the residents but for shards and fixed parts.
 * Durations were measured beside emulators on a small machine with few messages a batch, so they are an upper bound.
 */
export function costOf(item: CostCase, measured: Measured, prices: Prices): readonly CostLine[] {
  const load = measured.loads[item.load];
  const fixed = measured.fixed[item.profile];
  const month = (total: number) => (total / load.residents / load.days) * daysPerMonth * item.residents;
  const line = (part: string, usd: number, isFixed = false): CostLine => ({ part, usd, isFixed });
  const { idle } = measured;
  const telemetry = month(load.messages.telemetry);
  const urgent = month(load.messages.event + load.messages.status);
  const presence = devicesPerResident * reconnectionsPerDeviceDay * 2 * daysPerMonth * item.residents;

  return [
    line("IoT connections", devicesPerResident * minutesPerMonth * item.residents * prices.iotConnectionMinute),
    line(
      "IoT rules and actions",
      (telemetry + presence) * (prices.iotRule + prices.iotRuleAction) +
        urgent * (prices.iotRule + 2 * prices.iotRuleAction),
    ),
    line(
      "live updates",
      (liveChangesPerResidentDay * daysPerMonth * item.residents * prices.iotMessage) / residentsPerFacility,
    ),
    ...streamLines(item, telemetry, prices),
    ...functionLines(load, prices, month),
    ...tableLines(item, load, prices, month),
    line("SQS", (month(load.sqsRequests) + 3 * presence + 3 * urgent) * prices.sqsRequest),
    line("Scheduler", month(load.scheduleCalls) * prices.schedulerInvocation),
    line("HTTP API", requestsPerResidentDay * daysPerMonth * item.residents * prices.httpApiRequest),
    line("archive in S3", archiveUsd(item, load, prices)),
    ...idleLines(idle, prices),
    line("polling of queues", pollsPerMonth * queuesPolled * prices.sqsRequest, true),
    line("alarms", fixed.alarms * prices.alarmMonth, true),
    line("custom metrics", idle.metricsPut * prices.customMetricMonth, true),
    line("metrics of residents", (fixed.customMetrics - idle.metricsPut) * prices.customMetricMonth),
    line("dashboards", fixed.dashboards * prices.dashboardMonth, true),
    line("KMS keys", fixed.kmsKeys * prices.kmsKeyMonth, true),
  ];
}

/** After a year; an archived day takes no more than its rows. */
function archiveUsd({ residents }: CostCase, load: MeasuredLoad, prices: Prices): number {
  const bytesPerYear = (load.seriesBytes / load.residents / load.days) * 365;
  return residents * (daysPerMonth * prices.s3Put + (bytesPerYear / gigabyte) * prices.s3GigabyteMonth);
}

function streamLines(item: CostCase, telemetry: number, prices: Prices): readonly CostLine[] {
  if (item.profile === "economy") {
    // One to send each, and with ten a batch a tenth to receive and to delete.
    return [{ part: "telemetry queue", usd: telemetry * 1.2 * prices.sqsRequest, isFixed: false }];
  }
  const perSecond = telemetry / (hoursPerMonth * 3600);
  const shards = Math.max(1, Math.ceil(perSecond / recordsPerShardSecond));
  const shardMonth = hoursPerMonth * prices.kinesisShardHour;
  return [
    { part: "first Kinesis shard", usd: shardMonth, isFixed: true },
    {
      part: "Kinesis",
      usd: (shards - 1) * shardMonth + telemetry * prices.kinesisPutUnit,
      isFixed: false,
    },
  ];
}

/** What the cell does for itself: the test call, the sweep over nobody, schedules. */
function idleLines(idle: MeasuredLoad, prices: Prices): readonly CostLine[] {
  const month = daysPerMonth / idle.days;
  let usd = idle.sqsRequests * month * prices.sqsRequest;
  for (const figures of Object.values(idle.functions)) {
    usd += figures.invocations * month * (prices.lambdaRequest + prices.schedulerInvocation);
    usd += gigabyteSeconds(figures) * month * prices.lambdaGigabyteSecond;
    usd += figures.writeUnits * month * prices.dynamodbWriteUnit;
    usd += figures.readUnits * month * prices.dynamodbReadUnit;
    usd += (figures.logBytes / gigabyte) * month * prices.logGigabyte;
  }
  return [{ part: "test calls and sweeps", usd, isFixed: true }];
}

function functionLines(load: MeasuredLoad, prices: Prices, month: (total: number) => number): readonly CostLine[] {
  let usd = 0;
  let logBytes = 0;
  for (const figures of Object.values(load.functions)) {
    usd += month(gigabyteSeconds(figures)) * prices.lambdaGigabyteSecond;
    usd += month(figures.invocations) * prices.lambdaRequest;
    logBytes += figures.logBytes;
  }
  return [
    { part: "Lambda", usd, isFixed: false },
    { part: "logs", usd: month(logBytes / gigabyte) * prices.logGigabyte, isFixed: false },
  ];
}

function gigabyteSeconds({ billedMs, memoryMb }: { readonly billedMs: number; readonly memoryMb: number }): number {
  return (billedMs / 1000) * (memoryMb / 1024);
}

function tableLines(
  item: CostCase,
  load: MeasuredLoad,
  prices: Prices,
  month: (total: number) => number,
): readonly CostLine[] {
  const all = Object.values(load.functions);
  const writes = month(all.reduce((sum, { writeUnits }) => sum + writeUnits, 0));
  const reads = month(all.reduce((sum, { readUnits }) => sum + readUnits, 0));
  const kept = (load.seriesBytes / load.residents / load.days) * item.retentionDays * item.residents;
  const hours = (units: number) => units / 3600 / utilisation;
  return [
    {
      part: "DynamoDB writes",
      usd:
        item.billing === "on-demand"
          ? writes * prices.dynamodbWriteUnit
          : hours(writes) * prices.dynamodbProvisionedWriteHour,
      isFixed: false,
    },
    {
      part: "DynamoDB reads",
      usd:
        item.billing === "on-demand"
          ? reads * prices.dynamodbReadUnit
          : hours(reads) * prices.dynamodbProvisionedReadHour,
      isFixed: false,
    },
    {
      part: "DynamoDB storage and backup",
      usd: (kept / gigabyte) * (prices.dynamodbGigabyteMonth + prices.dynamodbBackupGigabyteMonth),
      isFixed: false,
    },
  ];
}

/** USD a month for one resident. */
export function perResident(lines: readonly CostLine[], residents: number): number {
  return sum(lines) / residents;
}

/** USD a month of a cell in which nobody lives. */
export function idle(lines: readonly CostLine[]): number {
  return sum(lines.filter(({ isFixed }) => isFixed));
}

function sum(lines: readonly CostLine[]): number {
  return lines.reduce((total, { usd }) => total + usd, 0);
}
