import { day } from "../../domain/model/time.ts";
import { dataPart } from "../../stores/data-map.ts";
import { wordsOf } from "../erasing/words-of.ts";
import type { Deps } from "../shell/deps.ts";

/** What would go by itself within this time is kept so much longer; the hold is looked at every hour. */
const soonMs = 7 * day;
const longerMs = 400 * day;

/**
 * Keeps what would expire by itself while a legal hold stands on a resident's data. What is kept so goes within 400 days
 * after the hold was lifted.
 */
export async function extendHeld(residentId: string, deps: Deps<"apply-retention">): Promise<void> {
  const record = await deps.residents.find(residentId);
  const now = deps.now();
  const sought = { residentId, words: wordsOf(record), places: [], now };
  for await (const holding of deps["kept-records"].holdingsOfResident(sought)) {
    const { expires } = holding.table;
    const end = expires === undefined ? undefined : holding.item[expires];
    if (typeof end !== "number" || end * 1000 > now + soonMs || dataPart(holding.part).class === "passing") continue;
    await deps["kept-records"].keepLonger(holding, now + longerMs);
  }
}
