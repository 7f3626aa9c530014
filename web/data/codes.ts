import { describeObservation } from "../../contracts/descriptions.ts";
import type { ResidentView, VitalView } from "../../contracts/http/residents.ts";
import type { Speech } from "../words/language.tsx";

export function vitalOf(resident: Pick<ResidentView, "vitals">, code: string): VitalView | undefined {
  return resident.vitals.find((vital) => vital.code === code);
}

/** The bare digits or word of a value, without its unit. */
export function digitsOf(code: string, value: VitalView["value"], speech: Speech): string {
  const description = describeObservation(code);
  if (typeof value === "number") return value.toFixed(description?.decimals ?? 0);
  if (typeof value === "boolean") return value ? speech.words.yes : speech.words.no;
  const answer = description?.answers[value];
  return answer === undefined ? value : speech.say(answer);
}

/** A mean, with one decimal more than a single reading has. */
export function meanDigitsOf(code: string, mean: number): string {
  return mean.toFixed((describeObservation(code)?.decimals ?? 0) + 1);
}

/** A value with its unit, a thin space between. */
export function withUnit(code: string, value: VitalView["value"], speech: Speech): string {
  const unit = unitOf(code, speech);
  return `${digitsOf(code, value, speech)}${unit === "" ? "" : `\u2009${unit}`}`;
}

export function labelOf(code: string, speech: Speech): string {
  const description = describeObservation(code);
  return description === undefined ? code : speech.say(description.label);
}

export function unitOf(code: string, speech: Speech): string {
  const description = describeObservation(code);
  return description === undefined ? "" : speech.say(description.unit);
}
