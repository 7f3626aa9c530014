import { deviceKinds } from "../../domain/model/device.ts";
import type { FacilityKind } from "../../domain/model/facility.ts";

const facilityWords: Readonly<Record<FacilityKind, readonly string[]>> = {
  "county-hospital": ["县级医院", "县医院", "医院"],
  "township-health-centre": ["乡镇卫生院", "卫生院"],
  "care-home": ["养老院", "敬老院", "养老机构"],
  "day-care-centre": ["日间照料中心", "日间照料"],
  "mutual-aid-home": ["互助养老院", "互助幸福院", "互助院"],
  community: ["社区", "居家"],
  "external-hospital": ["协作外院", "外院"],
};

/** What a Chinese table calls each kind first. */
export const facilityKindValues: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(facilityWords).map(([kind, [word = kind]]) => [kind, word]),
);
export const deviceKindValues: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(deviceKinds).map(([kind, { label }]) => [kind, label.zh]),
);

const facilityKindOfWord = new Map(
  Object.entries(facilityWords).flatMap(([kind, words]) => words.map((word) => [word, kind] as const)),
);
const deviceKindOfWord = new Map(Object.entries(deviceKinds).map(([kind, { label }]) => [label.zh as string, kind]));

/** The kind that a Chinese word means; any other text stays as it is, for the schema to judge. */
export function facilityKindOf(text: string): string {
  return facilityKindOfWord.get(text) ?? text;
}

/** The same for kinds of devices, by their labels. */
export function deviceKindOf(text: string): string {
  return deviceKindOfWord.get(text) ?? text;
}
