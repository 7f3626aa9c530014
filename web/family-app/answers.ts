/*
 * What the family's answers say, read leniently: a newer service may know states and reasons that this page does not, and
 * a light that cannot be read is no light. Nothing here throws, and nothing becomes `well` that does not say so itself.
 */

/** A sentence in both languages; whichever is missing is the other. */
export interface Both {
  readonly zh: string;
  readonly en: string;
}

/** `unknown`: a state that this page does not know. */
export type LightState = "well" | "looked-after" | "emergency" | "not-monitored" | "unknown";

export interface Sign {
  readonly label: Both;
  readonly at: number;
}

export interface Light {
  readonly state: LightState;
  readonly sentence: Both;
  readonly next?: Both;
  readonly since?: number;
  readonly by?: Sign;
  readonly silent: readonly Both[];
  /** For so long after the answer was made it may be shown as it is. */
  readonly goodForMs: number;
}

export interface NightPart {
  readonly from: number;
  readonly to: number;
  readonly isInBed: boolean;
}

export interface Night {
  readonly date: string;
  readonly hasData: boolean;
  readonly isOver: boolean;
  readonly inBedMinutes?: number;
  readonly parts: readonly NightPart[];
  readonly sentence: Both;
}

export interface Resident {
  readonly id: string;
  readonly name: string;
  readonly relation: string;
  readonly facility: { readonly name: string; readonly phone?: string };
  readonly access: { readonly state: string; readonly classes: readonly string[] };
  /** Is no longer in this service's care. */
  readonly left?: Both;
  readonly light?: Light;
  /** Open alerts that are an emergency, also for whoever sees no light. */
  readonly urgentAlerts: number;
  readonly lastSign?: Sign;
  readonly staffVisit?: { readonly at: number; readonly sentence: Both };
  readonly night?: Night;
  readonly nextVisit?: { readonly id: string; readonly isInvited: boolean; readonly sentence: Both };
}

export interface Family {
  /** When the service made the answer, by its own clock. */
  readonly asOf: number;
  readonly residents: readonly Resident[];
  /** Of so many nothing can be read now. */
  readonly unreadable: number;
}

type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function countOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

export function timeOf(value: unknown): number | undefined {
  const at = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

export function bothOf(value: unknown): Both | undefined {
  const { zh, en } = fieldsOf(value);
  const [inChinese, inEnglish] = [textOf(zh), textOf(en)];
  const either = inChinese ?? inEnglish;
  return either === undefined ? undefined : { zh: inChinese ?? either, en: inEnglish ?? either };
}

/** `{ [name]: value }` where there is a value: for fields that may be absent. */
export function given<Name extends string, T>(name: Name, value: T | undefined): { readonly [N in Name]?: T } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [N in Name]: T });
}

const nothingSaid: Both = { zh: "", en: "" };
const lightStates: readonly string[] = ["well", "looked-after", "emergency", "not-monitored"];

function signOf(value: unknown): Sign | undefined {
  const { label, at } = fieldsOf(value);
  const [said, then] = [bothOf(label), timeOf(at)];
  return said === undefined || then === undefined ? undefined : { label: said, at: then };
}

function lightOf(value: unknown, asOf: number): Light | undefined {
  if (value === undefined) return undefined;
  const { state, sentence, next, since, by, silent, validUntil } = fieldsOf(value);
  const goodForMs = (timeOf(validUntil) ?? asOf) - asOf;
  return {
    state: typeof state === "string" && lightStates.includes(state) ? (state as LightState) : "unknown",
    sentence: bothOf(sentence) ?? nothingSaid,
    ...given("next", bothOf(next)),
    ...given("since", timeOf(since)),
    ...given("by", signOf(by)),
    silent: itemsOf(silent).flatMap((one) => bothOf(fieldsOf(one).label) ?? []),
    goodForMs,
  };
}

/** One night; undefined where there is not even its date. */
export function nightOf(value: unknown): Night | undefined {
  const { date, known, isOver, inBedMinutes, parts, sentence } = fieldsOf(value);
  const day = textOf(date);
  if (day === undefined) return undefined;
  return {
    date: day,
    hasData: known === "slept" || known === "partly-known",
    isOver: isOver === true,
    ...given("inBedMinutes", countOf(inBedMinutes)),
    parts: itemsOf(parts).flatMap((part) => {
      const { from, to, is } = fieldsOf(part);
      const [start, end] = [timeOf(from), timeOf(to)];
      if (start === undefined || end === undefined || (is !== "in-bed" && is !== "out-of-bed")) return [];
      return { from: start, to: end, isInBed: is === "in-bed" };
    }),
    sentence: bothOf(sentence) ?? nothingSaid,
  };
}

function placeLeft(place: unknown): Both | undefined {
  const { kind, sentence } = fieldsOf(place);
  return kind === "left" ? (bothOf(sentence) ?? nothingSaid) : undefined;
}

function staffVisitOf(value: unknown): Resident["staffVisit"] {
  const { at, sentence } = fieldsOf(value);
  const [then, said] = [timeOf(at), bothOf(sentence)];
  return then === undefined || said === undefined ? undefined : { at: then, sentence: said };
}

function nextVisitOf(value: unknown): Resident["nextVisit"] {
  const { id, isInvited, sentence } = fieldsOf(value);
  const [visit, said] = [textOf(id), bothOf(sentence)];
  return visit === undefined || said === undefined
    ? undefined
    : { id: visit, isInvited: isInvited === true, sentence: said };
}

/** What a telephone dials, and nothing else. */
function phoneOf(value: unknown): string | undefined {
  const text = textOf(value);
  return text !== undefined && /^[+\d][\d -]{2,19}$/.test(text) ? text : undefined;
}

/** One resident; undefined where it is not even said who. */
export function residentOf(value: unknown, asOf: number): Resident | undefined {
  const fields = fieldsOf(value);
  const [id, name] = [textOf(fields.id), textOf(fields.name)];
  if (id === undefined || name === undefined) return undefined;
  const access = fieldsOf(fields.access);
  const facility = fieldsOf(fields.facility);
  return {
    id,
    name,
    relation: textOf(fields.relation) ?? "",
    facility: { name: textOf(facility.name) ?? "", ...given("phone", phoneOf(facility.phone)) },
    access: {
      state: textOf(access.state) ?? "",
      classes: itemsOf(access.classes).flatMap((one) => textOf(one) ?? []),
    },
    ...given("left", placeLeft(fields.place)),
    ...given("light", lightOf(fields.light, asOf)),
    urgentAlerts: countOf(fieldsOf(fields.openAlerts).urgent) ?? 0,
    ...given("lastSign", signOf(fields.lastSign)),
    ...given("staffVisit", staffVisitOf(fields.staffVisit)),
    ...given("night", nightOf(fields.night)),
    ...given("nextVisit", nextVisitOf(fields.nextVisit)),
  };
}

/** GET /api/family; undefined where it is no such answer at all. */
export function familyOf(value: unknown): Family | undefined {
  const fields = fieldsOf(value);
  const asOf = timeOf(fields.asOf);
  if (asOf === undefined || !Array.isArray(fields.items)) return undefined;
  const residents = fields.items.map((item) => residentOf(item, asOf));
  const readable = residents.filter((resident) => resident !== undefined);
  return {
    asOf,
    residents: readable,
    unreadable: residents.length - readable.length + itemsOf(fields.unreadable).length,
  };
}

/** A reader in the place of a schema, for what asks the API. */
export function readBy<T>(path: string, read: (value: unknown) => T | undefined) {
  return {
    safeParse(input: unknown) {
      const data = read(input);
      if (data !== undefined) return { success: true as const, data };
      return { success: false as const, error: { issues: [{ path: [], message: `${path} says nothing` }] } };
    },
  };
}
