import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type { Action } from "../../domain/access/actions.ts";
import type { Caller } from "../../domain/access/caller.ts";
import { mayDo, mayNowhere, type Subject } from "../../domain/access/decide.ts";
import { isCanary } from "../../domain/model/canary.ts";
import type { Person } from "../../domain/model/person.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import { partiesOf } from "../../domain/referrals/referral.ts";
import { facilitiesOf } from "../../domain/visits/visit.ts";
import type { AlertStore } from "../../stores/alert-store.ts";
import type { DeviceStore } from "../../stores/device-store.ts";
import type { FacilityStore } from "../../stores/facility-store.ts";
import type { PersonStore } from "../../stores/person-store.ts";
import type { ReferralStore } from "../../stores/referral-store.ts";
import type { ResidentStore } from "../../stores/resident-store.ts";
import type { VisitStore } from "../../stores/visit-store.ts";
import type { AccessSubject } from "../declaration.ts";
import { placesOf } from "../people/places.ts";
import { RequestRefusedError, unknown } from "./refusals.ts";

/** What admission reads; the manifest declares these tables for each route by what it acts on. */
export interface AdmissionDeps {
  now(): EpochMs;
  readonly people: Pick<PersonStore, "find">;
  readonly facilities?: Pick<FacilityStore, "find">;
  readonly residents?: Pick<ResidentStore, "find" | "findMany">;
  readonly alerts?: Pick<AlertStore, "find">;
  readonly devices?: Pick<DeviceStore, "find">;
  readonly referrals?: Pick<ReferralStore, "find">;
  readonly visits?: Pick<VisitStore, "find">;
}

/** On what somebody was let do something; a case names its resident, a person those whose relative they are. */
export type AdmittedSubject = Subject & { readonly residentIds?: readonly string[] };

/** Who was let in, to what. */
export interface Admitted {
  readonly caller: Caller;
  readonly subjects: readonly AdmittedSubject[];
}

/** The parts of a request that may name what it acts on. */
export interface NamedThings {
  readonly path: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** Authorizers of our own making write this beside the request; API Gateway itself writes `jwt` only. */
export const operatorsCommand = { lambda: { operatorsCommand: true } } as const;

/**
 * Who asks, and whether they may: every route is answered only after this. Throws a refusal otherwise: `not-signed-in`,
 * `no-access` for who may do such a thing nowhere, and for who may do it elsewhere the very answer that an id gets which
 * names nothing. Not only what the route acts on is asked: whatever facility or resident the request names beside it must
 * be theirs as well, so that nothing is moved to or from where the caller has no say. The canary is nobody to people.
 */
export async function admit(
  event: APIGatewayProxyEventV2,
  route: { readonly action: Action; readonly on: AccessSubject },
  named: NamedThings,
  deps: AdmissionDeps,
): Promise<Admitted> {
  const caller = await callerOf(event, route.on, deps);
  if (mayNowhere(caller, route.action)) throw noAccess();
  const subjects: AdmittedSubject[] = [];
  for (const subject of await subjectsOf(route.on, named, deps)) {
    if (subject.kind === "missing" || isHidden(caller, subject) || !mayDo(caller, route.action, subject))
      throw refusalOf(subject);
    subjects.push(subject);
  }
  return { caller, subjects };
}

async function callerOf(
  { requestContext }: APIGatewayProxyEventV2,
  on: AccessSubject,
  deps: AdmissionDeps,
): Promise<Caller> {
  const { authorizer } = requestContext as { readonly authorizer?: Record<string, unknown> };
  const { jwt, lambda } = (authorizer ?? {}) as {
    readonly jwt?: { readonly claims?: { readonly sub?: unknown } };
    readonly lambda?: { readonly operatorsCommand?: unknown };
  };
  if (jwt === undefined && lambda?.operatorsCommand === true) return { kind: "operators-command" };
  const subject = jwt?.claims?.sub;
  if (typeof subject !== "string" || subject === "") throw notSignedIn();
  const person = (await deps.people.find(subject)) ?? (on === "newcomer" ? newcomer(subject) : undefined);
  if (person === undefined || person.disabledAt !== undefined) throw noAccess();
  return { kind: "person", person, at: deps.now() };
}

/** Whoever signed in and is not registered: they have nothing, and no version is stored. */
function newcomer(id: string): Person {
  return { id, name: "", roles: [], relations: [], reach: { pushes: [], language: "zh" }, version: 0 };
}

type Missing = {
  readonly kind: "missing";
  readonly thing: "facility" | "resident" | "alert" | "device" | "person" | "referral" | "visit";
  readonly id: string;
};
type Named = (AdmittedSubject & { readonly thing?: Missing["thing"]; readonly id?: string }) | Missing;

async function subjectsOf(on: AccessSubject, named: NamedThings, deps: AdmissionDeps): Promise<readonly Named[]> {
  if (on === "service" || on === "self") return [{ kind: on }];
  if (on === "newcomer") return [{ kind: "self" }];
  const { path, facilityId, residentId } = idsIn(named);
  const found: Named[] = [];
  if (on === "alert") found.push(await alert(path, deps));
  if (on === "device") found.push(await device(path, deps));
  if (on === "person") found.push(await person(path, deps));
  if (on === "referral") found.push(await referral(path, deps));
  if (on === "visit") found.push(await visit(path, deps));
  if (on === "facility") found.push(await facility(path ?? facilityId, deps));
  if (on === "resident") found.push(await resident(path ?? residentId, deps));
  if (facilityId !== undefined && (on !== "facility" || path !== undefined))
    found.push(await facility(facilityId, deps));
  if (residentId !== undefined && (on !== "resident" || path !== undefined))
    found.push(await resident(residentId, deps));
  return found;
}

function isHidden(caller: Caller, subject: Subject): boolean {
  return caller.kind === "person" && "facilityId" in subject && isCanary(subject);
}

async function facility(id = "", { facilities }: AdmissionDeps): Promise<Named> {
  const found = await facilities?.find(id);
  if (found === undefined) return { kind: "missing", thing: "facility", id };
  return { kind: "facility", facilityId: id, thing: "facility", id };
}

async function resident(id = "", { residents }: AdmissionDeps): Promise<Named> {
  const found = await residents?.find(id);
  if (found === undefined) return { kind: "missing", thing: "resident", id };
  return { kind: "resident", facilityId: found.facilityId, residentId: id, thing: "resident", id };
}

async function alert(id = "", { alerts }: AdmissionDeps): Promise<Named> {
  const found = await alerts?.find(id);
  if (found === undefined) return { kind: "missing", thing: "alert", id };
  return { kind: "resident", facilityId: found.facilityId, residentId: found.residentId, thing: "alert", id };
}

async function device(id = "", { devices }: AdmissionDeps): Promise<Named> {
  const found = await devices?.find(id);
  if (found === undefined) return { kind: "missing", thing: "device", id };
  const { facilityId, residentId } = found;
  if (residentId === undefined) return { kind: "facility", facilityId, thing: "device", id };
  return { kind: "resident", facilityId, residentId, thing: "device", id };
}

async function referral(id = "", { referrals }: AdmissionDeps): Promise<Named> {
  const found = await referrals?.find(id);
  if (found === undefined) return { kind: "missing", thing: "referral", id };
  return { kind: "referral", facilityIds: partiesOf(found), residentIds: [found.residentId], thing: "referral", id };
}

async function visit(id = "", { visits }: AdmissionDeps): Promise<Named> {
  const found = await visits?.find(id);
  if (found === undefined) return { kind: "missing", thing: "visit", id };
  const { residentId } = found;
  return { kind: "visit", facilityIds: facilitiesOf(found), residentId, thing: "visit", id };
}

async function person(id = "", { people, residents }: AdmissionDeps): Promise<Named> {
  const found = await people.find(id);
  // Somebody without relatives costs as many reads as somebody with: how long it takes says nothing.
  const related = found?.relations.length === 0 || found === undefined ? [{ residentId: id }] : found.relations;
  const placeOf = residents === undefined ? () => undefined : await placesOf(related, residents);
  if (found === undefined) return { kind: "missing", thing: "person", id };
  const places = [
    ...found.roles.map(({ facilityId }) => facilityId),
    ...found.relations.map(({ residentId }) => placeOf(residentId)),
  ];
  const facilityIds = places.flatMap((place) => (place === undefined ? [] : [place]));
  const residentIds = found.relations.map(({ residentId }) => residentId);
  return { kind: "person", facilityIds, residentIds, thing: "person", id };
}

function idsIn({ path, query, body }: NamedThings): {
  readonly path?: string;
  readonly facilityId?: string;
  readonly residentId?: string;
} {
  const inPath = field(path, "id");
  const facilityId = field(body, "facilityId") ?? field(query, "facilityId");
  const residentId = field(body, "residentId") ?? field(query, "residentId");
  return {
    ...(inPath !== undefined && { path: inPath }),
    ...(facilityId !== undefined && { facilityId }),
    ...(residentId !== undefined && { residentId }),
  };
}

function field(from: unknown, name: string): string | undefined {
  if (typeof from !== "object" || from === null) return undefined;
  const value = (from as Record<string, unknown>)[name];
  return typeof value === "string" ? value : undefined;
}

function refusalOf(subject: Named): RequestRefusedError {
  if (subject.thing === undefined) return noAccess();
  return unknown(subject.thing, subject.id ?? "");
}

function notSignedIn(): RequestRefusedError {
  return new RequestRefusedError("not-signed-in", {
    zh: "请先登录。未做任何改动。",
    en: "Sign in first; nothing was changed.",
  });
}

function noAccess(): RequestRefusedError {
  return new RequestRefusedError("no-access", {
    zh: "这个账号没有这项权限，未做任何改动。如需开通，请联系机构负责人或系统管理员。",
    en: "This account may not do that; nothing was changed. Ask your facility's manager or an operator for it.",
  });
}
