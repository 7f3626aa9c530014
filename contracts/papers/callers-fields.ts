import { callersFields as names } from "../../domain/referrals/may-complete.ts";

/** The fields of a hand-over that whoever called from the bedside may add to. */
export const callersFields = names;
