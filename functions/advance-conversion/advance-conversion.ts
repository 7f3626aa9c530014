import { conversionView } from "../../contracts/bed-view.ts";
import type { bedRoutes } from "../../contracts/http/bed-routes.ts";
import type { ConversionView } from "../../contracts/http/beds.ts";
import { epochOf } from "../../contracts/iso-time.ts";
import { nameOf } from "../../domain/access/caller.ts";
import { mayDo } from "../../domain/access/decide.ts";
import type { BedConversion } from "../../domain/beds/conversion.ts";
import { conversionRules } from "../../domain/beds/conversion-transitions.ts";
import type { BedState } from "../../domain/beds/guard.ts";
import { convertingOf } from "../../domain/beds/request-conversion.ts";
import { type ConversionFacts, type ConversionRequest, stepConversion } from "../../domain/beds/step-conversion.ts";
import type { ConversionCommit } from "../../stores/conversion-store.ts";
import { conversionChangedByOthers, conversionRefused, unknownConversion } from "../beds/conversion-refusals.ts";
import { namesSeen } from "../beds/names-seen.ts";
import { tellBeds } from "../beds/tell-beds.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";
import { notAllowed, unknown } from "../shell/refusals.ts";

const maxTries = 10;
type Input = HttpInput<(typeof bedRoutes)["advance-conversion"]>;

/**
 * Takes one step of a conversion. Who may is said by the table of its steps: a doctor orders, a manager approves. The use of
 * the bed changes with the step that takes effect, in one write, and only if nobody else did anything to the bed.
 */
export async function advanceConversion(input: Input, deps: Deps<"advance-conversion">): Promise<ConversionView> {
  const { path, body, caller } = input;
  await deps.residents.guardBeds(path.id);
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const facts = await factsOf(path.id, body.conversionId, deps);
    mustBeAllowed(facts.conversion, input);
    const step = stepConversion(facts, requestOf(body), nameOf(caller), deps.now());
    if (step.kind === "refused") throw conversionRefused(body.conversionId, step.why);
    if (step.kind === "unchanged") return shown(facts, facts.conversion, input, deps);
    const converting = convertingOf(step.conversion);
    const outcome = await deps.conversions.commit({
      conversion: step.conversion,
      bed: facts.bed,
      ...(converting !== undefined && { converting }),
      ...payingWrites(facts, step.conversion),
      ...(step.facility !== undefined && { facility: { before: facts.facility, after: step.facility } }),
    });
    if (outcome === "committed") {
      await tellBeds([path.id], deps);
      return shown({ ...facts, facility: step.facility ?? facts.facility }, step.conversion, input, deps);
    }
    await deps.backOff(attempt);
  }
  throw conversionChangedByOthers(body.conversionId);
}

async function factsOf(
  facilityId: string,
  conversionId: string,
  deps: Deps<"advance-conversion">,
): Promise<ConversionFacts> {
  const [facility, conversion] = await Promise.all([
    deps.facilities.find(facilityId),
    deps.conversions.find(facilityId, conversionId),
  ]);
  if (facility === undefined) throw unknown("facility", facilityId);
  if (conversion === undefined) throw unknownConversion(conversionId);
  const { residentId } = conversion;
  const [[bed], open, paying] = await Promise.all([
    deps.residents.bedStates(facilityId, [conversion.bedId]),
    deps.conversions.listOpen(facilityId),
    residentId === undefined ? undefined : deps.conversions.payingFor(residentId),
  ]);
  const promised = readableOf(open, deps.log).filter(
    ({ id, to, state }) => id !== conversionId && to === conversion.to && state === "approved",
  ).length;
  return { conversion, facility, bed: bed as BedState, promised, ...(paying !== undefined && { paying }) };
}

/** With the step by which another payer begins, or ends. */
function payingWrites(
  { paying }: ConversionFacts,
  after: BedConversion,
): { readonly paying?: ConversionCommit["paying"] & {} } {
  const { id, facilityId, bedId, residentId, state } = after;
  if (residentId === undefined) return {};
  if (after.steps.at(-1)?.action === "take-effect")
    return { paying: { kind: "begins", residentId, place: { conversionId: id, facilityId, bedId } } };
  return state === "returned" && paying?.conversionId === id
    ? { paying: { kind: "ends", residentId, place: paying } }
    : {};
}

/** A step that leads nowhere is for whoever may take it anywhere to hear of. */
function mustBeAllowed({ state }: BedConversion, { path, body, caller }: Input): void {
  const rules = conversionRules[body.action];
  const here = rules[state];
  const asked = here === undefined ? Object.values(rules) : [here];
  const isAllowed = asked.some(({ access }) => mayDo(caller, access, { kind: "facility", facilityId: path.id }));
  if (!isAllowed) throw notAllowed();
}

function requestOf({ action, reason, approval, alarmNote, reviewAt }: Input["body"]): ConversionRequest {
  const said = { action, reason, alarmNote, reviewAt: reviewAt === undefined ? undefined : epochOf(reviewAt) };
  if (approval === undefined) return said;
  const { payer, settlementCutAt, consentBy } = approval;
  const review = approval.reviewAt === undefined ? undefined : epochOf(approval.reviewAt);
  return {
    ...said,
    approval: {
      payer,
      settlementCutAt: epochOf(settlementCutAt) ?? 0,
      ...(consentBy !== undefined && { consentBy }),
      ...(review !== undefined && { reviewAt: review }),
    },
  };
}

async function shown(
  { facility, bed }: ConversionFacts,
  conversion: BedConversion,
  { caller }: Input,
  deps: Deps<"advance-conversion">,
): Promise<ConversionView> {
  const { residentId } = conversion;
  const names = await namesSeen(residentId === undefined ? [] : [residentId], facility.id, caller, deps);
  return conversionView(conversion, facility, bed, names);
}
