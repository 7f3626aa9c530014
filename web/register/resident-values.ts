import type { ResidentDetailView } from "../../contracts/http/residents.ts";
import { saysNone } from "../../contracts/none-known.ts";

export interface Contact {
  readonly name: string;
  readonly relation: string;
  readonly phone: string;
}

/** A record as it is typed. */
export interface ResidentValues {
  readonly name: string;
  readonly sex: string;
  readonly birthDate: string;
  readonly bedId: string;
  readonly careSetting: string;
  readonly disabilityLevel: string;
  readonly palliative: boolean;
  readonly allergies: string;
  readonly advanceWishes: string;
  readonly familyDoctor: string;
  readonly contacts: readonly Contact[];
  readonly reason: string;
}

/** A record as its form begins; empty for somebody new. */
export function valuesOf(resident: ResidentDetailView | undefined): ResidentValues {
  return {
    name: resident?.name ?? "",
    sex: resident?.sex ?? "",
    birthDate: resident?.birthDate ?? "",
    bedId: resident?.bed?.id ?? "",
    careSetting: resident?.careSetting ?? "care-home",
    disabilityLevel: String(resident?.disabilityLevel ?? 0),
    palliative: resident?.palliative ?? false,
    allergies: isNone(resident) ? noneTyped : (resident?.allergies.join("、") ?? ""),
    advanceWishes: resident?.advanceWishes ?? "",
    familyDoctor: resident?.familyDoctor ?? "",
    contacts: resident?.contacts ?? [],
    reason: "",
  };
}

/** What is typed where somebody asked and there is none; an empty field says that nobody knows. */
const noneTyped = "无";

function isNone(resident: ResidentDetailView | undefined): boolean {
  return resident?.clinical?.noneKnown?.allergies !== undefined && resident.allergies.length === 0;
}

/** `青霉素、海鲜` or one a line: each once. */
export function itemsOf(text: string): readonly string[] {
  return [
    ...new Set(
      text
        .split(/[、,，;；\n]/)
        .map((item) => item.trim())
        .filter((item) => item !== ""),
    ),
  ];
}

function factsOf(values: ResidentValues) {
  return {
    name: values.name.trim(),
    sex: values.sex,
    birthDate: values.birthDate,
    careSetting: values.careSetting,
    disabilityLevel: Number(values.disabilityLevel),
    allergies: itemsOf(values.allergies),
    contacts: values.contacts.map(({ name, relation, phone }) => ({
      name: name.trim(),
      relation: relation.trim(),
      phone: phone.trim(),
    })),
  };
}

/** The body of POST /api/residents. */
export function registrationOf(values: ResidentValues, facilityId: string): unknown {
  const wishes = values.advanceWishes.trim();
  const doctor = values.familyDoctor.trim();
  const { allergies, ...facts } = factsOf(values);
  return {
    ...facts,
    ...(saysNone(allergies) ? { allergies: [], noneKnown: { allergies: true } } : { allergies }),
    facilityId,
    palliative: values.palliative,
    ...(values.bedId !== "" && { bedId: values.bedId }),
    ...(wishes !== "" && { advanceWishes: wishes }),
    ...(doctor !== "" && { familyDoctor: doctor }),
  };
}

/** The body of POST /api/residents/{id}: what differs from what was shown, and the version that was. */
export function changeOf(resident: ResidentDetailView, values: ResidentValues): Readonly<Record<string, unknown>> {
  const { allergies: typed, ...others } = factsOf(values);
  const saysNow = saysNone(typed);
  const facts: Readonly<Record<string, unknown>> = { ...others, allergies: saysNow ? [] : typed };
  const isNoneAnew = saysNow !== isNone(resident) && (saysNow || typed.length === 0);
  const known = resident as unknown as Readonly<Record<string, unknown>>;
  const changed = Object.entries(facts).filter(
    ([name, value]) => JSON.stringify(known[name]) !== JSON.stringify(value),
  );
  const wishes = values.advanceWishes.trim();
  const doctor = values.familyDoctor.trim();
  return {
    ...Object.fromEntries(changed),
    ...(isNoneAnew && { noneKnown: { allergies: saysNow } }),
    ...(wishes !== (resident.advanceWishes ?? "") && { advanceWishes: wishes === "" ? null : wishes }),
    ...(doctor !== (resident.familyDoctor ?? "") && { familyDoctor: doctor === "" ? null : doctor }),
    ...(changed.some(([name]) => name === "disabilityLevel") && { reason: values.reason.trim() }),
    ...(typeof known.version === "number" && { version: known.version }),
  };
}
