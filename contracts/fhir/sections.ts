import type { CompositionSection, Reference } from "fhir/r4";
import { noneKnownFacts } from "../../domain/model/none-known.ts";
import type { Snapshot } from "../../domain/referrals/snapshot.ts";
import { type Filled, noneHere, type SnapshotField } from "../../domain/referrals/snapshot-fields.ts";
import { changedNote, fieldLines } from "../papers/field-lines.ts";
import {
  fieldWords,
  type IsbarPart,
  isbarParts,
  isbarWords,
  labelOf,
  snapshotFieldNames,
} from "../papers/field-words.ts";
import { coding, concept, type DocumentEntries, plain, systems } from "./entry.ts";
import { addPractitioner, type Cast } from "./people.ts";

/** LOINC's names of sections, where one means the same. */
const sectionCodes: Readonly<Partial<Record<SnapshotField, string>>> = {
  situation: "42349-1",
  impression: "44833-2",
  diagnoses: "11450-4",
  pastHistory: "11348-0",
  medicines: "10160-0",
  allergies: "48765-2",
  tubes: "46264-8",
  mobility: "47420-5",
  advanceWishes: "42348-3",
  treatment: "8648-8",
  vitals: "8716-3",
  assessment: "51848-0",
  findings: "30954-2",
  nextPlan: "18776-5",
};

/** Nobody recorded it, or somebody found that there is none. */
function emptyReason(isNone: boolean) {
  return {
    coding: [coding("http://terminology.hl7.org/CodeSystem/list-empty-reason", isNone ? "nilknown" : "unavailable")],
  };
}

/** What a receiving side always looks for: that it is not known is said too. */
const alwaysThere: readonly SnapshotField[] = noneKnownFacts;

/**
 * The sections of a document: one a part of ISBAR, one a field inside, in the words of the papers and with the resources
 * that stand for it. Each says by whom it was filled in: the system, or a person, with what the system had.
 */
export function sectionsOf(
  snapshot: Snapshot,
  direction: "up" | "down",
  resources: ReadonlyMap<SnapshotField, readonly Reference[]>,
  cast: Cast,
  entries: DocumentEntries,
): CompositionSection[] {
  return isbarParts.flatMap((part) => {
    const names = snapshotFieldNames.filter((name) => fieldWords[name].part === part);
    const inside = names.flatMap((name) =>
      fieldSection(name, snapshot, direction, resources.get(name) ?? [], cast, entries),
    );
    return inside.length === 0 ? [] : [{ title: isbarWords[part].zh, code: partCode(part), section: inside }];
  });
}

function partCode(part: IsbarPart) {
  return concept(isbarWords[part].en, coding(systems.own, `isbar-${part}`));
}

function fieldSection(
  name: SnapshotField,
  snapshot: Snapshot,
  direction: "up" | "down",
  resources: readonly Reference[],
  cast: Cast,
  entries: DocumentEntries,
): CompositionSection[] {
  const { fields } = snapshot;
  const field: Filled<unknown> | undefined =
    fields[name] ?? (alwaysThere.includes(name) ? { by: { kind: "system" } } : undefined);
  if (field === undefined) return [];
  const { zh, en } = labelOf(name, direction);
  const loinc = sectionCodes[name];
  const lines = fieldLines(fields, name);
  const isNone = field.value === noneHere;
  const note = changedNote(snapshot, name);
  const author = field.by.kind === "system" ? cast.system : addPractitioner(field.by.person, entries);
  return [
    {
      title: zh,
      code: concept(
        en,
        coding(systems.own, `field-${name}`),
        ...(loinc === undefined ? [] : [coding(systems.loinc, loinc)]),
      ),
      author: [author],
      text: { status: "generated", div: narrative(zh, lines, note) },
      ...(resources.length > 0
        ? { entry: [...resources] }
        : lines.length === 0 || isNone
          ? { emptyReason: emptyReason(isNone) }
          : {}),
    },
  ];
}

function narrative(title: string, lines: readonly string[], note: string | undefined): string {
  const said = lines.length === 0 ? ["未记录"] : lines;
  const paragraphs = said.map((line) => `<p>${escaped(line)}</p>`).join("");
  const origin = note === undefined ? "系统填写" : note;
  return `<div xmlns="http://www.w3.org/1999/xhtml"><p><b>${escaped(title)}</b></p>${paragraphs}<p><i>${escaped(origin)}</i></p></div>`;
}

function escaped(text: string): string {
  return plain(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
