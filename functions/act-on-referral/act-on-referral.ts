import type { ReferralDetailView } from "../../contracts/http/referrals.ts";
import type { routes } from "../../contracts/http/routes.ts";
import type { Caller } from "../../domain/access/caller.ts";
import { mayDo } from "../../domain/access/decide.ts";
import type { Actor } from "../../domain/alerts/alert.ts";
import { advanceReferral } from "../../domain/referrals/advance.ts";
import { arrivedAt } from "../../domain/referrals/arrived-at.ts";
import { followUpMeant, openFollowUps } from "../../domain/referrals/follow-ups.ts";
import { standingFor } from "../../domain/referrals/may-take.ts";
import type { Referral } from "../../domain/referrals/referral.ts";
import type { StepAsked } from "../../domain/referrals/step-asked.ts";
import type { PersonalAction } from "../../domain/referrals/transitions.ts";
import { actorOf } from "../judging/act-on-alert.ts";
import { heldUntil } from "../referring/bed-along.ts";
import { expectedTime } from "../referring/expected-time.ts";
import { arrivalImpossible, notYourPart, referralChangedByOthers, stepNeeds } from "../referring/referral-refusals.ts";
import { shownReferral } from "../referring/shown-referral.ts";
import { snapshotsWithStep } from "../referring/snapshot-with-step.ts";
import { takeBackStep } from "../referring/take-back-step.ts";
import { takeStep } from "../referring/take-step.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";
import { unknownBed } from "../shell/register-refusals.ts";
import { nextHouse } from "./next-house.ts";

type Input = HttpInput<(typeof routes)["act-on-referral"]>;

type Said = Omit<Input["body"], "do">;

const withReason: readonly PersonalAction[] = [
  "decline",
  "decline-down",
  "cancel",
  "close",
  "note",
  "substitute",
  "not-ready",
  "elsewhere",
  "arrive-elsewhere",
  "transfer-onward",
  "ask-after",
];

/**
 * Takes the next step of a case, or takes back the last one. A step that was taken already changes nothing; one that the
 * table does not have here is refused.
 */
export async function actOnReferral(
  { path, body, caller }: Input,
  deps: Deps<"act-on-referral">,
): Promise<ReferralDetailView> {
  const { do: action, ...said } = body;
  const by = actorOf(caller, body.by);
  const referral =
    action === "take-back"
      ? await takeBackStep(path.id, caller, { ...wordsOf(said), by, version: said.version }, deps)
      : await takeNextStep(path.id, caller, { ...said, do: action }, by, deps);
  return shownReferral(referral, caller, deps);
}

/** For one's own house, or in the name of the other one that said it on the telephone. */
async function takeNextStep(
  id: string,
  caller: Caller,
  body: Said & { readonly do: PersonalAction },
  by: Actor,
  deps: Deps<"act-on-referral">,
): Promise<Referral> {
  if ((withReason.includes(body.do) || body.isNotNeeded) && body.reason === undefined) throw stepNeeds("reason");

  expectedTime(body.expectedAt, deps.now());

  async function ask(referral: Referral, now: number): Promise<StepAsked | undefined> {
    if (await isBroughtThere(referral, body, by, deps)) return undefined;
    const isByPhone = body.phone !== undefined;
    const standing = standingFor(caller, referral, body.do, { asId: body.as, isByPhone });
    if (standing === undefined) throw notYourPart(id);
    const asked: StepAsked = { ...wordsOf(body), action: body.do, by, facilityId: standing.facilityId };
    if (isAnothersCentre(referral, asked, caller)) throw notYourPart(id);
    if (isDecidedAnew(referral, asked) && asked.reason === undefined) throw stepNeeds("reason");
    if (isUnnamed(referral, asked)) throw stepNeeds("followUp");
    if (asked.action === "note" && (await isNoted(id, asked, deps))) return undefined;
    const outcome = advanceReferral(referral, asked, now).kind;
    if (outcome === "nothing" && isOtherBed(referral, body)) throw referralChangedByOthers(id);
    if (outcome !== "done") return asked;
    // A tap that came twice is none of a later version.
    if (body.version !== undefined && body.version !== referral.version) throw referralChangedByOthers(id);
    const toFacilityId = await nextHouse(referral, body, deps, standing.facilityId);
    if (isAskedAgain(referral, body.do, toFacilityId) && body.reason === undefined) throw stepNeeds("reason");
    return {
      ...asked,
      ...(toFacilityId !== undefined && { toFacilityId }),
      ...(await bedOf(referral, body, now, deps)),
      ...arrivalOf(referral, body, now),
    };
  }

  const { referral } = await takeStep(id, ask, deps, (after) =>
    snapshotsWithStep(after, body.do, { takenBy: by, reason: body.reason }, deps),
  );
  return referral;
}

/** Triage says otherwise than whoever asked how soon they have to be seen. */
function isDecidedAnew({ urgency: was, state }: Referral, { action, urgency }: StepAsked): boolean {
  return action === "triage" && state === "requested" && was !== undefined && urgency !== undefined && was !== urgency;
}

/** More than one is to be followed up, and nobody said which; or there is none of that name. */
function isUnnamed({ followUps, state }: Referral, { action, followUp }: StepAsked): boolean {
  if (action !== "follow-up" || state !== "follow-up-due") return false;
  const isOpen = openFollowUps(followUps).length > 0 || followUp?.id !== undefined;
  return isOpen && followUpMeant(followUps, followUp?.id) === undefined;
}

/** Which centre prepares is said by whoever treats; another one than stands there by the hospital that prepares. */
function isAnothersCentre({ centre, destinationId }: Referral, asked: StepAsked, caller: Caller): boolean {
  const { facilityId } = asked;
  if (asked.centre === undefined || asked.centre === centre || facilityId === undefined) return false;
  if (asked.action !== "note") return false;
  const isChange = centre !== undefined && facilityId !== destinationId;
  return isChange || !mayDo(caller, "referral.record", { kind: "facility", facilityId });
}

/** The house has just said no: why it is asked once more has to be said. */
function isAskedAgain(
  { offers, returnOffers }: Referral,
  action: PersonalAction,
  toFacilityId: string | undefined,
): boolean {
  const last = action === "offer" ? offers.at(-1) : action === "offer-down" ? returnOffers.at(-1) : undefined;
  return last?.answer === "declined" && last.facilityId === toFacilityId;
}

/**
 * Somebody has said already that they came to that hospital, and says it again because the answer was cut off. Whoever sent
 * them on has no part in the case from then on but to read and add words, and is answered as if the first answer had come.
 */
async function isBroughtThere(
  { id, state, destinationId }: Referral,
  { do: action, toFacilityId }: Said & { readonly do: PersonalAction },
  by: Actor,
  deps: Pick<Deps<"act-on-referral">, "referral-steps" | "log">,
): Promise<boolean> {
  if (action !== "arrive-elsewhere" || state !== "arrived" || toFacilityId !== destinationId) return false;
  const steps = readableOf(await deps["referral-steps"].list(id), deps.log);
  const came = steps.findLast(({ from, to }) => from !== to && to === "arrived");
  return came?.what === action && came.by?.id === by.id;
}

/** The same words of the same moment, sent again because the answer was cut off; without a moment nobody can tell. */
async function isNoted(
  id: string,
  { clientAt, by, reason }: StepAsked,
  deps: Pick<Deps<"act-on-referral">, "referral-steps" | "log">,
): Promise<boolean> {
  if (clientAt === undefined) return false;
  const steps = readableOf(await deps["referral-steps"].list(id), deps.log);
  return steps.some(
    (step) => step.what === "note" && step.clientAt === clientAt && step.by?.id === by?.id && step.reason === reason,
  );
}

function wordsOf({ phone, reason, departmentId, centre, urgency, expectedAt, clientAt, followUp, isNotNeeded }: Said) {
  return {
    ...(phone !== undefined && {
      phone: { with: phone.with, ...(phone.note !== undefined && { note: phone.note }) },
    }),
    ...(reason !== undefined && { reason }),
    ...(departmentId !== undefined && { departmentId }),
    ...(centre !== undefined && { centre }),
    ...(urgency !== undefined && { urgency }),
    ...(expectedAt !== undefined && { expectedAt: Date.parse(expectedAt) }),
    ...(clientAt !== undefined && { clientAt: Date.parse(clientAt) }),
    ...((followUp !== undefined || isNotNeeded !== undefined) && {
      followUp: { ...(followUp !== undefined && { id: followUp }), ...(isNotNeeded && { isNotNeeded }) },
    }),
  };
}

/** When they came, where whoever says so tells; refused where it cannot be. */
function arrivalOf(
  referral: Referral,
  { do: action, arrivedAt: said }: Said & { readonly do: PersonalAction },
  now: number,
): Pick<StepAsked, "arrivedAt"> {
  if (action !== "arrive" || said === undefined) return {};
  const at = arrivedAt(referral, Date.parse(said), now);
  if (at === undefined) throw arrivalImpossible();
  return { arrivedAt: at };
}

/** Somebody has taken the step already, and with another bed: whoever names one is told, and chooses again. */
function isOtherBed({ bed }: Referral, { do: action, bedId }: Said & { readonly do: PersonalAction }): boolean {
  return (action === "accept" || action === "admit") && typeof bedId === "string" && bed?.bedId !== bedId;
}

/** The bed that is kept with the acceptance, or where they lie with the admission; it is one of the house that says so. */
async function bedOf(
  { destinationId, expectedAt: appointedAt }: Referral,
  { do: action, bedId, expectedAt }: Said & { readonly do: PersonalAction },
  now: number,
  deps: Pick<Deps<"act-on-referral">, "facilities">,
): Promise<Pick<StepAsked, "bed">> {
  if ((action !== "accept" && action !== "admit") || bedId === undefined) return {};
  if (bedId === null) return action === "admit" ? { bed: null } : {};
  const facility = await deps.facilities.find(destinationId);
  if (facility?.beds.some(({ id }) => id === bedId) !== true) throw unknownBed(destinationId, bedId);
  const until = heldUntil(expectedAt === undefined ? appointedAt : Date.parse(expectedAt), now);
  return { bed: { facilityId: destinationId, bedId, until } };
}
