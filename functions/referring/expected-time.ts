import { day, type EpochMs } from "../../domain/model/time.ts";
import { RequestRefusedError } from "../shell/refusals.ts";

const longestAheadMs = 366 * day;

/**
 * When somebody is expected, as it was said; undefined where nothing was. A time more than a day ago or a year ahead is a
 * slip: a case that waits for it would be late at once, or never.
 */
export function expectedTime(said: string | undefined, now: EpochMs): EpochMs | undefined {
  if (said === undefined) return undefined;
  const at = Date.parse(said);
  if (at >= now - day && at <= now + longestAheadMs) return at;
  const messages = {
    zh: "预计时间须在一天前到一年后之间",
    en: "the expected time must be from a day ago to a year ahead",
  };
  const detail = {
    zh: `${messages.zh}，未做任何改动。请核对日期。`,
    en: `Nothing was changed: ${messages.en}. Check the date.`,
  };
  throw new RequestRefusedError("invalid-request", detail, [
    { pointer: "#/expectedAt", expected: "a time within a year", messages },
  ]);
}
