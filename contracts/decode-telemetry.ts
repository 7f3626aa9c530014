import { convertQuantity } from "../domain/model/convert-quantity.ts";
import { entryOf, type ObservationCode, observationCodes } from "../domain/model/observations.ts";
import type { Observation, ObservationValue } from "../domain/model/reading.ts";
import { clockToleranceMs, day, type EpochMs } from "../domain/model/time.ts";
import { faultDetail } from "./fault-detail.ts";
import type { Bilingual } from "./http/fields.ts";
import type { QuarantineReason } from "./http/quarantine.ts";
import { isoTimeOf } from "./iso-time.ts";
import { countKeys, type ParsedPayload, type Refusal } from "./payload.ts";
import { resolveSenml } from "./senml.ts";
import type { ResolvedRecord, SenmlFault } from "./senml-pack.ts";

/** Observations older than this are no longer kept, so they are not taken in. */
export const retentionMs = 90 * day;

interface Source {
  readonly deviceId: string;
  readonly receivedAt: EpochMs;
}

const faultReasons = {
  structure: "not-senml",
  name: "unknown-name",
  value: "wrong-value",
} as const satisfies Record<SenmlFault["kind"], QuarantineReason>;

/**
 * Reads a SenML pack: every record that carries a value becomes either an observation or a refusal.
 *
 * A pack in which a key is written twice is refused as a whole, because which of the two is meant cannot be known.
 */
export function decodeTelemetry(
  { json, keys }: Extract<ParsedPayload, { kind: "parsed" }>,
  source: Source,
): { readonly readings: readonly Observation[]; readonly refusals: readonly Refusal[] } {
  if (countKeys(json) !== keys) return { readings: [], refusals: [keyWrittenTwice] };
  const resolution = resolveSenml(json, source.receivedAt / 1000);
  if (resolution.kind === "refused") return { readings: [], refusals: [refusalOf(resolution.fault)] };
  const readings: Observation[] = [];
  const refusals: Refusal[] = resolution.faults.map(refusalOf);
  for (const [position, record] of resolution.records.entries()) {
    const outcome = observationOf(record, resolution.indexes[position] ?? position, source);
    if ("reason" in outcome) refusals.push(outcome);
    else readings.push(outcome);
  }
  return { readings, refusals };
}

const keyWrittenTwice: Refusal = {
  reason: "not-senml",
  detail: {
    zh: "同一条记录里有字段写了两次，无法判断以哪个为准",
    en: "a field is written twice in one record; which of them is meant cannot be known",
  },
};

function refusalOf(fault: SenmlFault): Refusal {
  return { reason: faultReasons[fault.kind], detail: fault.detail };
}

/** Gives the catalogue's own string for a name cut out of a message: it costs far less wherever it is looked up again. */
const codes: ReadonlyMap<string, ObservationCode> = new Map(observationCodes.map((code) => [code, code]));

function observationOf(record: ResolvedRecord, index: number, { deviceId, receivedAt }: Source): Observation | Refusal {
  const name = record.n.slice(Math.max(record.n.lastIndexOf(":"), record.n.lastIndexOf("/")) + 1);
  const code = codes.get(name);
  if (code === undefined)
    return refuse(
      "unknown-name",
      index,
      "n",
      "目录中的名称，如 heart-rate",
      "a name of the catalogue, e.g. heart-rate",
      name,
    );
  const at = Math.round(record.t * 1000);
  if (at > receivedAt + clockToleranceMs)
    return refuse(
      "in-the-future",
      index,
      "t",
      ...limitOf("不晚于", "at the latest", receivedAt + clockToleranceMs),
      isoTimeOf(at),
    );
  if (at < receivedAt - retentionMs)
    return refuse("too-old", index, "t", ...limitOf("不早于", "not before", receivedAt - retentionMs), isoTimeOf(at));
  const value = valueIn(code, record, index);
  return typeof value === "object" ? value : { kind: "observation", code, value, at, deviceId };
}

function limitOf(zh: string, en: string, at: EpochMs): [zh: string, en: string] {
  const limit = isoTimeOf(at);
  return [`${zh} ${limit} 的时间`, `a time ${en} ${limit}`];
}

function valueIn(code: ObservationCode, record: ResolvedRecord, index: number): ObservationValue | Refusal {
  const entry = entryOf(code);
  const found = record.v ?? record.vb ?? record.vs ?? record.vd ?? "s";
  switch (entry.value) {
    case "quantity":
      return record.v === undefined
        ? refuse("wrong-value", index, code, "v 中的数字", "a number in v", found)
        : quantityOf(code, record.v, record.u, index);
    case "boolean":
      if (record.vb !== undefined) return record.vb;
      if (record.v === 0 || record.v === 1) return record.v === 1;
      return refuse("wrong-value", index, code, "vb（或 v 为 0、1）", "vb (or v of 0 or 1)", found);
    case "code": {
      if (record.vs !== undefined && Object.hasOwn(entry.answers, record.vs)) return record.vs;
      const answers = Object.keys(entry.answers).join(", ");
      return refuse("wrong-value", index, code, `vs 为以下之一：${answers}`, `vs as one of ${answers}`, found);
    }
  }
}

function quantityOf(code: ObservationCode, value: number, unit: string | undefined, index: number): number | Refusal {
  const result = convertQuantity(code, value, unit);
  if (result.kind === "converted") return result.value;
  const entry = entryOf(code);
  const accepts = entry.value === "quantity" ? entry.accepts : {};
  if (
    result.kind === "unknown-unit" ||
    !Object.hasOwn(accepts, unit ?? (entry.value === "quantity" ? entry.unit : ""))
  ) {
    const units = Object.keys(accepts).join(", ");
    return refuse("unknown-unit", index, `${code} (u)`, `以下单位之一：${units}`, `a unit of ${units}`, unit);
  }
  const [low, high] = result.plausible;
  const range = `${low}–${high} ${entry.value === "quantity" ? entry.unit : ""}`;
  return refuse("implausible", index, code, `${range} 之间的值`, `a value within ${range}`, result.value);
}

function refuse(
  reason: QuarantineReason,
  record: number,
  field: string,
  zh: string,
  en: string,
  found: unknown,
): Refusal {
  const detail: Bilingual = faultDetail(record, field, zh, en, found);
  return { reason, detail };
}
