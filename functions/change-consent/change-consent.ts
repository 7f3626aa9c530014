import type { ConsentChangeOrder, KinView } from "../../contracts/http/kin.ts";
import type { kinRoutes } from "../../contracts/http/kin-routes.ts";
import { epochOf } from "../../contracts/iso-time.ts";
import { type Caller, nameOf } from "../../domain/access/caller.ts";
import { mayDo } from "../../domain/access/decide.ts";
import type { Actor } from "../../domain/alerts/alert.ts";
import type { ConsentStep, Given } from "../../domain/joining/consent-entry.ts";
import { judgeConsentStep, standingProofOf } from "../../domain/joining/judge-consent.ts";
import type { Person } from "../../domain/model/person.ts";
import type { Resident } from "../../domain/model/resident.ts";
import { endAccess } from "../joining/end-access.ts";
import { guardianshipOf } from "../joining/guardianship-of.ts";
import { consentChangedByOthers, consentNotSo } from "../joining/joining-refusals.ts";
import { kinView } from "../joining/kin-view.ts";
import { saveStep, stepped } from "../joining/take-step.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";
import { noLongerInCare } from "../shell/register-refusals.ts";

const maxTries = 5;

type Input = HttpInput<(typeof kinRoutes)["change-consent"]>;
type Change = ConsentChangeOrder["change"];

/**
 * Records a yes or a no about one relative: it stands from the write on, and what the relative listens to ends before this
 * answers. Taking a consent back wins over whatever was written meanwhile, and again does all of it again: so a failure is
 * put right. A guardian who asks decides by that; the rest is staff's to record.
 */
export async function changeConsent({ path, body, caller }: Input, deps: Deps<"change-consent">): Promise<KinView> {
  const resident = await deps.residents.find(path.id);
  if (resident === undefined) throw unknown("resident", path.id);
  if (resident.discharge !== undefined && body.change.kind !== "revoke") throw noLongerInCare(path.id);
  await endAccess(await changed(resident, body, caller, deps), path.id, deps);
  return kinView(path.id, deps);
}

/** The person as they stand now. */
async function changed(
  resident: Resident,
  { personId, number, change }: Input["body"],
  caller: Caller,
  deps: Deps<"change-consent">,
): Promise<Person> {
  const by = nameOf(caller);
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const before = await deps.people.find(personId);
    const relation = before?.relations.find(({ residentId }) => residentId === resident.id);
    if (before === undefined || relation === undefined) throw unknown("person", personId);
    const isRevoking = change.kind === "revoke";
    if (isRevoking && relation.consent === undefined) return before;
    const guardian = await guardianIn(change, resident, caller, deps);
    const step = stepOf(change, guardian, resident.id, by, deps.now());
    const refusal = judgeConsentStep(step, relation, guardian, personId, deps.now());
    if (refusal !== undefined) throw consentNotSo(refusal);
    const next = await stepped(before, { residentId: resident.id, by, step }, deps);
    if (!isRevoking && next.entry.number !== number + 1) throw consentChangedByOthers();
    if ((await saveStep(next, deps)) === "saved") return next.person;
    await deps.backOff(attempt);
  }
  throw consentChangedByOthers();
}

/** The guardian whose word it is; undefined: it is none of a guardian. Who is no staff here speaks for themselves alone. */
async function guardianIn(
  change: Change,
  { id, facilityId }: Resident,
  caller: Caller,
  deps: Deps<"change-consent">,
): Promise<Person | undefined> {
  const isStaff = mayDo(caller, "kin.manage", { kind: "resident", facilityId, residentId: id });
  const given = "given" in change ? change.given : undefined;
  if (!isStaff) {
    const isOwn = given?.by === "guardian" && caller.kind === "person" && given.personId === caller.person.id;
    if (!isOwn) throw consentNotSo("not-for-guardians");
    return caller.person;
  }
  return given?.by === "guardian" ? deps.people.find(given.personId) : undefined;
}

function stepOf(change: Change, guardian: Person | undefined, residentId: string, by: Actor, now: number): ConsentStep {
  const givenBy = <G extends Extract<Change, { readonly given: unknown }>["given"]>(given: G) =>
    givenOf(given, guardian, standingProofOf(guardian, residentId, now));
  switch (change.kind) {
    case "grant": {
      const until = change.until === undefined ? undefined : epochOf(change.until);
      const given = givenBy(change.given) as Exclude<Given, { readonly by: "staff" }>;
      return { kind: "granted", classes: change.classes, ...(until !== undefined && { until }), given };
    }
    case "revoke":
      return { kind: "revoked", given: givenBy(change.given) };
    case "guardianship":
      return { kind: "guardianship", guardianship: guardianshipOf(change.guardianship, by, now) };
    case "end-guardianship":
      return { kind: "guardianship-ended", reason: change.reason };
    case "contact":
      return { kind: "contact", isEmergencyContact: change.isEmergencyContact };
  }
}

function givenOf(
  given: Extract<Change, { readonly given: unknown }>["given"],
  guardian: Person | undefined,
  proofId: string | undefined,
): Given {
  if (given.by === "staff") return given;
  if (given.by === "guardian") return { ...given, name: guardian?.name ?? "", proofId: proofId ?? "" };
  const { how, witness } = given;
  return { by: "resident", how, ...(witness !== undefined && { witness }) };
}
