import { retentionMs } from "../../contracts/decode-telemetry.ts";
import type { LiveChange } from "../../domain/ports.ts";
import type { VersionedWatch } from "../../stores/watch-store.ts";
import { deadLetter } from "../intake/quarantine-records.ts";
import { findSpeakers, quarantine } from "../intake/speaker.ts";
import { judgeResident } from "../judging/judge-resident.ts";
import { publishLive } from "../judging/live-change.ts";
import { forEachBounded } from "../shell/bounded.ts";
import type { Deps } from "../shell/deps.ts";
import { treatmentOf } from "../shell/error-table.ts";
import { readEach } from "../shell/read-each.ts";
import type { TelemetryRecord } from "../shell/triggers.ts";
import { type ResidentIntake, sortIntake } from "./telemetry-intake.ts";

/** Enough to fill a group commit of the table engine. */
const residentsAtOnce = 512;
const refusalsAtOnce = 16;

/**
 * Takes in a batch of telemetry: stores every observation and judges each resident once, however many packs spoke of
 * them. Delivered again, the same batch changes nothing.
 *
 * Returns the records to deliver again: all records of a device whose resident (or whose refusal) could not be
 * written, so that its order is kept. A failure of one resident does not touch the others.
 */
export async function ingestTelemetry(
  records: readonly TelemetryRecord[],
  deps: Deps<"ingest-telemetry">,
): Promise<readonly string[]> {
  const deviceIds = deviceIdsOf(records);
  const speakers = await findSpeakers(deviceIds, deps);
  const { byResident, refused } = sortIntake(records, speakers);
  const { found: watches } = await readEach(deps.watches, [...byResident.keys()]);

  const failedDevices = new Set(deviceIds.filter((deviceId) => !speakers.has(deviceId)));
  const failedRecords = new Set<string>();
  const changes = new Map<string, LiveChange[]>();
  let readingsTaken = 0;

  await forEachBounded(refused, refusalsAtOnce, async ({ recordId, entry }) => {
    try {
      await deps.quarantine.add(entry, deps.now());
    } catch (error) {
      failedRecords.add(recordId);
      if (entry.deviceId !== undefined) failedDevices.add(entry.deviceId);
      deps.log.error("refused message was not kept", { messageId: recordId, code: treatmentOf(error).code, error });
    }
  });
  await forEachBounded(byResident.values(), residentsAtOnce, async (intake) => {
    try {
      const change = await takeResident(intake, watches.get(intake.resident.id), deps);
      readingsTaken += intake.observations.length;
      if (change !== undefined) pushTo(changes, intake.resident.facilityId, change);
    } catch (error) {
      if (await isDropped(intake, error, deps)) return;
      for (const { deviceId } of intake.messages) failedDevices.add(deviceId);
    }
  });
  deps.metrics.put({
    ...(readingsTaken === 0 ? {} : { ReadingsTaken: readingsTaken }),
    ...(refused.length === 0 ? {} : { Refused: refused.length }),
  });
  await Promise.all(Array.from(changes, ([facilityId, group]) => publishLive(facilityId, group, deps)));

  if (failedDevices.size === 0 && failedRecords.size === 0) return [];
  return records.filter((record) => isFailed(record, failedDevices, failedRecords)).map(({ recordId }) => recordId);
}

/** Storing and judging are both idempotent, so they share a group commit instead of waiting for one another. */
async function takeResident(
  { resident, observations, messages }: ResidentIntake,
  known: VersionedWatch | undefined,
  deps: Deps<"ingest-telemetry">,
): Promise<LiveChange | undefined> {
  if (observations.length === 0) return undefined;
  const [stored, judged] = await Promise.allSettled([
    deps.series.append(resident.id, observations, retentionMs),
    judgeResident({ resident, readings: observations, messages, known }, deps),
  ]);
  if (stored.status === "rejected") throw stored.reason;
  if (judged.status === "rejected") throw judged.reason;
  return judged.value.kind === "judged" ? judged.value.live : undefined;
}

/** What no redelivery can help is kept in quarantine, so that it does not hold up its device for ever. */
async function isDropped(intake: ResidentIntake, error: unknown, deps: Deps<"ingest-telemetry">): Promise<boolean> {
  const { code, delivery, level } = treatmentOf(error);
  deps.log[level]("readings of a resident were not taken", { residentId: intake.resident.id, code, error });
  if (delivery === "retry") return false;
  try {
    for (const message of intake.messages) await quarantine(message, [deadLetter(code)], deps);
    return true;
  } catch {
    return false;
  }
}

function isFailed(
  record: TelemetryRecord,
  failedDevices: ReadonlySet<string>,
  failedRecords: ReadonlySet<string>,
): boolean {
  const deviceId = deviceIdOf(record);
  return failedRecords.has(record.recordId) || (deviceId !== undefined && failedDevices.has(deviceId));
}

function deviceIdOf(record: TelemetryRecord): string | undefined {
  return record.kind === "message" ? record.message.deviceId : undefined;
}

function deviceIdsOf(records: readonly TelemetryRecord[]): readonly string[] {
  const ids = new Set<string>();
  for (const record of records) if (record.kind === "message") ids.add(record.message.deviceId);
  return [...ids];
}

function pushTo<T>(groups: Map<string, T[]>, key: string, member: T): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [member]);
  else group.push(member);
}
