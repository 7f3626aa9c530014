import type { Resident } from "../../domain/model/resident.ts";

/** Shorter words would be found in what is about others. */
const leastLetters = { name: 2, number: 6 };

/** By which words somebody is known in what others wrote freely; longest first, so that none leaves a rest of another. */
export function wordsOf(record: Resident | undefined): readonly string[] {
  if (record === undefined) return [];
  const { name, identityNumber, insuranceNumber, recordNumber, phone, address } = record;
  const numbers = [identityNumber, insuranceNumber, recordNumber, phone, address].filter(
    (word): word is string => word !== undefined && word.length >= leastLetters.number,
  );
  const words = name.length >= leastLetters.name ? [name, ...numbers] : numbers;
  return words.toSorted((one, other) => other.length - one.length);
}
