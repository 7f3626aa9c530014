import type { Caller } from "../access/caller.ts";
import { mayDo } from "../access/decide.ts";
import { actingOf, facilityOf, partiesOf, type Referral } from "./referral.ts";
import { isOnward } from "./states.ts";
import { type PersonalAction, personalActions, type StepParty, stepRule, transitionOf } from "./transitions.ts";

/** For which house somebody takes a step, and whether in the name of the other one, which said so on the telephone. */
export interface Standing {
  readonly facilityId: string;
  readonly byPhone: boolean;
}

type Case = Pick<Referral, "originId" | "destinationId" | "returnId" | "through" | "state" | "mode">;

/**
 * As what the caller takes a step: for the house whose part it is; or, with `isByPhone`, from another house of the case
 * that wrote down what was said on the telephone, which of an answer a nurse may too. A hospital that sent the person on, and has them no more, adds words and takes no
 * step. Undefined: it is not theirs. `asId` names the house where the caller
 * belongs to several.
 */
export function standingFor(
  caller: Caller,
  referral: Case,
  action: PersonalAction,
  { asId, isByPhone }: { readonly asId?: string | undefined; readonly isByPhone: boolean },
): Standing | undefined {
  const { party, access, phoneAccess = access } = stepRule(action);
  if (access === undefined || phoneAccess === undefined) return undefined;
  const taking = action === "note" ? partiesOf(referral) : actingOf(referral);
  const houses = taking.filter((facilityId) => asId === undefined || facilityId === asId);
  const isPart = (id: string) => party === "either" || party === "rule" || id === houseOfPart(referral, party);
  const own = houses.find((id) => isPart(id) && mayDo(caller, access, { kind: "facility", facilityId: id }));
  if (own !== undefined) return { facilityId: own, byPhone: false };
  if (!isByPhone) return undefined;
  const other = houses.find((id) => !isPart(id) && mayDo(caller, phoneAccess, { kind: "facility", facilityId: id }));
  return other === undefined ? undefined : { facilityId: other, byPhone: true };
}

/** The house whose part a step is, as the case stands. */
export function houseOfPart(
  referral: Pick<Referral, "originId" | "destinationId" | "returnId" | "through" | "state">,
  party: Exclude<StepParty, "either" | "rule">,
): string {
  if (party !== "holder") return facilityOf(referral, party);
  return facilityOf(referral, isOnward(referral.state) ? "sender" : "destination");
}

/** What the caller can do with a case as it stands: for their own house, else in the name of the other by telephone. */
export function possibleSteps(
  caller: Caller,
  referral: Case,
): readonly (Standing & { readonly action: PersonalAction })[] {
  return personalActions.flatMap((action) => {
    if (transitionOf(referral.state, action, referral.mode).kind !== "to") return [];
    const standing = standingFor(caller, referral, action, { isByPhone: true });
    return standing === undefined ? [] : [{ ...standing, action }];
  });
}
