import type { AgreementView } from "../../contracts/http/consortium.ts";
import { dateOf } from "../../contracts/iso-time.ts";
import { clockTime } from "../words/time-words.ts";
import type { consortiumWords } from "./consortium-words.ts";

/** For which days an agreement holds, and whether it does today; how long the way takes. */
export function validText(
  { validFrom, validUntil, endedAt, isInForce, isHalted, usualMinutes }: AgreementView,
  words: (typeof consortiumWords)["zh"],
  halted: string,
): string {
  const span = validUntil === undefined ? words.since(validFrom) : `${validFrom} – ${validUntil}`;
  const moment = endedAt === undefined ? undefined : Date.parse(endedAt);
  const standing =
    moment !== undefined
      ? words.endedAt(`${dateOf(moment)} ${clockTime(moment)}`)
      : isInForce
        ? words.inForce
        : words.notInForce;
  return [
    span,
    isInForce && isHalted === true ? halted : standing,
    ...(usualMinutes === undefined ? [] : [words.onTheWay(usualMinutes)]),
  ].join(" · ");
}
