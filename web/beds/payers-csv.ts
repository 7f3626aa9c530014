import type { PayersView } from "../../contracts/http/payers.ts";
import { csvOf } from "../data/csv-text.ts";
import type { bedWords } from "./bed-words.ts";
import type { payersWords } from "./payers-words.ts";

/** The payer periods of a month for a spreadsheet: times as ISO 8601, empty where they are not known or go on. */
export function payersCsv(
  { items }: PayersView,
  words: (typeof payersWords)["zh"],
  beds: Pick<(typeof bedWords)["zh"], "uses" | "payers">,
): string {
  const head = [words.resident, "ID", words.bed, words.use, words.payer, words.from, words.until, words.overlap];
  const lines = items.map(({ resident, bedId, bedLabel, elsewhere, use, payer, from, until, overlaps }) => [
    resident.name ?? words.other,
    resident.id,
    elsewhere === undefined ? (bedLabel ?? bedId) : words.elsewhere(elsewhere),
    use === undefined ? undefined : beds.uses[use],
    payer === undefined ? words.unknownPayer : beds.payers[payer],
    from,
    until,
    overlaps ? words.twice : undefined,
  ]);
  return csvOf([[...head, words.conversion], ...lines.map((line, index) => [...line, items[index]?.conversionId])]);
}
