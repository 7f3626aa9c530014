import { noneKnownFacts as facts, type NoneKnownFact, saysNone as saysNoneHere } from "../domain/model/none-known.ts";
import { noneHere as valueOfNone } from "../domain/referrals/snapshot-fields.ts";

/** The lists of a record of which somebody can say that there is none. */
export const noneKnownFacts: readonly NoneKnownFact[] = facts;
export type { NoneKnownFact };

/** The value of such a field in a snapshot. */
export const noneHere = valueOfNone;

/** Whether what was typed as a list says that there is none. */
export const saysNone = saysNoneHere;
