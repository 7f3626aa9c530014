import type { Snapshot } from "../../domain/referrals/snapshot.ts";
import type {
  Filled,
  FilledBy,
  SaidBefore,
  SnapshotField,
  SnapshotValues,
} from "../../domain/referrals/snapshot-fields.ts";
import type { SnapshotView } from "../http/referral-papers.ts";
import { consentSaid } from "../http/transfer-consent.ts";
import { isoTimeOf } from "../iso-time.ts";
import { reasonText } from "../verdict-words.ts";
import { alertTitle } from "../words.ts";
import { fieldLines, valueLines } from "./field-lines.ts";
import { fieldWords, isFormer, snapshotFieldNames, statementNames } from "./field-words.ts";
import { news2View } from "./news2-view.ts";
import { vitalsTable } from "./vitals-table.ts";

/** A snapshot as the API shows it, field by field in the order of ISBAR. */
export function snapshotView(snapshot: Snapshot): SnapshotView {
  const { id, residentId, occasion, takenAt, takenBy, sealedAt, corrects, fields } = snapshot;
  const news2 = fields.news2?.value;
  return {
    id,
    residentId,
    occasion,
    takenAt: isoTimeOf(takenAt),
    ...(takenBy === undefined ? {} : { takenBy: { id: takenBy.id, name: takenBy.name } }),
    ...(sealedAt === undefined ? {} : { sealedAt: isoTimeOf(sealedAt) }),
    ...(corrects === undefined ? {} : { corrects }),
    fields: snapshotFieldNames.flatMap((name) => fieldView(snapshot, name)),
    ...alertPart(snapshot),
    ...(news2 !== undefined && { news2: news2View(news2) }),
    ...trendPart(snapshot),
  };
}

function fieldView({ fields }: Snapshot, name: SnapshotField): SnapshotView["fields"] {
  const field = fields[name] as Filled<unknown> | undefined;
  if (field === undefined) return [];
  const { part, zh, en } = fieldWords[name];
  const isStatement = statementNames.some((each) => each === name);
  return [
    {
      name,
      part,
      title: { zh, en },
      lines: [...fieldLines(fields, name)],
      by: byView(field.by),
      ...(field.system === undefined ? {} : { system: [...valueLines(name, field.system as never)] }),
      ...(field.was === undefined ? {} : { was: field.was.map((each) => wasView(name, each)) }),
      ...((isStatement || isFormer(name)) && field.value !== undefined ? { value: saidOf(name, field.value) } : {}),
    },
  ];
}

function wasView(
  name: SnapshotField,
  { value, person, at }: SaidBefore<unknown>,
): NonNullable<SnapshotView["fields"][number]["was"]>[number] {
  return {
    lines: value === undefined ? [] : [...valueLines(name, value as never)],
    person: { id: person.id, name: person.name },
    at: isoTimeOf(at),
  };
}

/** As it is sent in a change: times are ISO. */
function saidOf(name: SnapshotField, value: unknown): unknown {
  return name === "consent" ? consentSaid(value as SnapshotValues["consent"]) : value;
}

function byView(by: FilledBy): SnapshotView["fields"][number]["by"] {
  if (by.kind === "system") return { kind: "system" };
  return { kind: "person", person: { id: by.person.id, name: by.person.name }, at: isoTimeOf(by.at) };
}

function alertPart({ fields }: Snapshot): Pick<SnapshotView, "alert"> {
  const alert = fields.alert?.value;
  if (alert === undefined) return {};
  const { id, kind, reason, priority, raisedAt } = alert;
  return {
    alert: {
      id,
      title: alertTitle(kind, reason),
      reason: reasonText(reason),
      priority,
      raisedAt: isoTimeOf(raisedAt),
    },
  };
}

function trendPart({ fields }: Snapshot): Pick<SnapshotView, "trend" | "table"> {
  const vitals = fields.vitals?.value;
  if (vitals === undefined) return {};
  const { columns, rows } = vitalsTable(vitals);
  return {
    table: {
      columns: [...columns],
      rows: rows.map(({ at, cells }) => ({ at: isoTimeOf(at), cells: [...cells] })),
    },
    trend: {
      from: isoTimeOf(vitals.from),
      to: isoTimeOf(vitals.to),
      series: vitals.trend.map(({ code, points }) => ({
        code,
        points: points.map(([at, min, max, mean]) => ({ at: isoTimeOf(at), min, max, mean })),
      })),
    },
  };
}
