import { entryOf, type ObservationCode, percentOfRatio } from "./observations.ts";

export type ConversionResult =
  | { readonly kind: "converted"; readonly value: number }
  | { readonly kind: "unknown-unit"; readonly expected: readonly string[] }
  | { readonly kind: "implausible"; readonly value: number; readonly plausible: readonly [number, number] };

/**
 * Converts a quantity into the catalogue's unit and checks that it is plausible.
 *
 * Where the unit is `%` (or absent) and no plausible percentage lies at or below 1 (SpO2, inspired oxygen), a value up
 * to 1 is SenML's ratio and is multiplied by 100: 0.97 and 97 both become 97. Where 1 % is possible (battery,
 * humidity, movement) `%` is never guessed; the ratio must be sent as `/`.
 */
export function convertQuantity(code: ObservationCode, value: number, unit: string | undefined): ConversionResult {
  const entry = entryOf(code);
  if (entry.value !== "quantity") return { kind: "unknown-unit", expected: [] };
  const named = unit ?? entry.unit;
  const conversion = Object.hasOwn(entry.accepts, named) ? entry.accepts[named] : undefined;
  if (conversion === undefined) return { kind: "unknown-unit", expected: Object.keys(entry.accepts) };
  const isRatio = entry.unit === "%" && (unit ?? "%") === "%" && entry.plausible[0] > 1 && value <= 1;
  const { factor, offset = 0 } = isRatio ? percentOfRatio : conversion;
  const converted = withoutBinaryNoise(value * factor + offset);
  const [low, high] = entry.plausible;
  if (!(converted >= low && converted <= high))
    return { kind: "implausible", value: converted, plausible: entry.plausible };
  return { kind: "converted", value: converted };
}

/** 36.6 °C sent as 309.75 K comes back as 36.6, not 36.60000000000002. */
function withoutBinaryNoise(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
