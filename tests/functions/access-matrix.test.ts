import { beforeAll, describe, expect, test } from "vitest";
import type { Route } from "../../contracts/http/route.ts";
import { routes } from "../../contracts/http/routes.ts";
import { type Action, ruleOf } from "../../domain/access/actions.ts";
import { operatorsCommandId } from "../../domain/access/caller.ts";
import type { RelationGrant } from "../../domain/access/consent.ts";
import { type DataClass, dataClasses } from "../../domain/access/data-classes.ts";
import type { AuditEntry } from "../../domain/audit/entry.ts";
import { canary } from "../../domain/model/canary.ts";
import { type Person, type Role, roles, serviceWideRoles } from "../../domain/model/person.ts";
import type { Resident } from "../../domain/model/resident.ts";
import { day } from "../../domain/model/time.ts";
import type { TableEngine } from "../../domain/ports.ts";
import { requestedReferral } from "../../domain/referrals/begin.ts";
import { takeSnapshot } from "../../domain/referrals/snapshot.ts";
import { touchOf } from "../../functions/audit/witness.ts";
import type { Trigger } from "../../functions/declaration.ts";
import { type FunctionName, functionNames, manifest } from "../../functions/manifest.ts";
import { operatorsCommand } from "../../functions/shell/admission.ts";
import { httpEvent } from "../../functions/shell/events.ts";
import { AlertStore } from "../../stores/alert-store.ts";
import { FacilityStore } from "../../stores/facility-store.ts";
import { ReferralStore } from "../../stores/referral-store.ts";
import { ResidentStore } from "../../stores/resident-store.ts";
import { bodyOf, filtersOf } from "./request-of-route.ts";
import { recordedAt, World } from "./world.ts";

/**
 * Every route of the manifest, really asked by everybody about everything. What is expected is written down here once
 * more, apart from domain/access/decide.ts: by the roles of the route's action alone, as docs/access.md shows them.
 */

/** What cannot be guessed from the schema of a request. */
const bodies: Readonly<Partial<Record<FunctionName, Readonly<Record<string, unknown>>>>> = {
  "set-monitoring-plan": { lowBatteryPercent: 20 },
  "register-resident": { birthDate: "1940-03-01" },
  "assign-device": { residentId: null },
  "change-facility": { name: "松鹤院" },
  "change-resident": { name: "王桂英" },
  "move-resident": { bedId: null },
  "hold-bed": { minutes: 60 },
  // One for the whole service is not that of an operator at one home, says the function itself.
  "set-channel": { facilityId: "home-1" },
  "request-visit": { id: "visit-new" },
  "set-visit-plan": { firstOn: "2027-01-01" },
  "join-as-relative": { do: "look", code: "words" },
  "join-visit": { peerId: "browser-1" },
  "advance-conversion": { reason: "words" },
  "complete-papers": { change: { situation: "words" } },
  search: { q: "院" },
};

type Http = Extract<Trigger, { kind: "http" }>;
interface Asked extends Http {
  readonly name: FunctionName;
  readonly route: Route;
}
const asked: readonly Asked[] = functionNames.flatMap((name) => {
  const { trigger }: { readonly trigger: Trigger } = manifest[name];
  return trigger.kind === "http" ? [{ name, ...trigger, route: routes[name as keyof typeof routes] }] : [];
});

interface Who {
  readonly label: string;
  readonly kind: "person" | "disabled" | "unregistered" | "unsigned" | "command";
  readonly roles: Person["roles"];
  readonly relations: Person["relations"];
  readonly openings?: NonNullable<Person["openings"]>;
  /** What the relation to resident-1 gives now. */
  readonly grants?: readonly RelationGrant[];
  /** The record of resident-1 is open to them now. */
  readonly isOpened?: true;
}

const none = { roles: [], relations: [] };
const tie = { residentId: "resident-1", relation: "女儿" };
const related = [{ ...tie, consent: { id: "c", classes: dataClasses, from: 0 } }];
const related1 = (label: string, given: object, grants: readonly RelationGrant[]): Who => ({
  ...none,
  label,
  kind: "person",
  relations: [{ ...tie, ...given }],
  grants,
});
const consented = (period: object, classes: readonly DataClass[] = dataClasses) => ({
  consent: { id: "c", classes, from: 0, ...period },
});
const after = recordedAt + day;
/** Of a hospital that has no part in anything here. */
const desk = [{ role: "doctor", facilityId: "hospital-8" }] as const;
const opening = (until: number) => ({ id: "opening-1", residentId: "resident-1", until, as: desk[0] });
const wide: readonly Role[] = serviceWideRoles;
const everybody: readonly Who[] = [
  ...roles.map(
    (role): Who => ({ ...none, label: `${role}@home-1`, kind: "person", roles: [{ role, facilityId: "home-1" }] }),
  ),
  ...roles.map((role): Who => ({ ...none, label: `${role}@*`, kind: "person", roles: [{ role }] })),
  related1("relative of resident-1", consented({}), dataClasses),
  ...dataClasses.map((one) => related1(`relative by ${one} alone`, consented({ until: after }, [one]), [one])),
  related1("relative without consent", {}, []),
  related1("relative whose consent begins later", consented({ from: after }), []),
  related1("relative whose consent ended", consented({ until: recordedAt }), []),
  related1("emergency contact without consent", { isEmergencyContact: true }, ["alerts"]),
  related1("guardian", { guardian: { id: "proof", from: 0 } }, [...dataClasses, "guardian"]),
  related1("guardian until yesterday", { guardian: { id: "proof", from: 0, until: recordedAt - day } }, []),
  {
    ...none,
    label: "to whom resident-1 is opened",
    kind: "person",
    roles: desk,
    openings: [opening(after)],
    isOpened: true,
  },
  { ...none, label: "to whom resident-1 was opened", kind: "person", roles: desk, openings: [opening(recordedAt)] },
  { ...none, label: "who lost the role by which resident-1 is opened", kind: "person", openings: [opening(after)] },
  { ...none, label: "without any role", kind: "person" },
  { label: "disabled", kind: "disabled", roles: roles.map((role) => ({ role })), relations: related },
  { ...none, label: "unregistered", kind: "unregistered" },
  { ...none, label: "not signed in", kind: "unsigned" },
  { ...none, label: "the operators' command", kind: "command" },
];

/** What a request names: whose it is, that it is nobody's, or that people are answered as if it were. */
interface Target {
  readonly label: string;
  readonly id?: string;
  readonly ids?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly where: "all" | "nowhere" | "hidden" | { readonly facilityId: string; readonly residentId?: string };
}

const places = {
  "their own": { facilityId: "home-1", residentId: "resident-1" },
  "their neighbour's": { facilityId: "home-1", residentId: "resident-2" },
  "another home's": { facilityId: "home-2", residentId: "resident-3" },
} as const;
const deviceOf: Readonly<Record<string, string>> = {
  "resident-1": "band-1",
  "resident-2": "bed-2",
  "resident-3": "bed-3",
  [canary.residentId]: canary.deviceId,
};
const alertOf: Record<string, string> = {};
const visitOf: Readonly<Record<string, string>> = {
  "resident-1": "visit-one",
  "resident-2": "visit-two",
  "resident-3": "visit-three",
};

function targetsOf({ on, path, route }: Asked): readonly Target[] {
  const inPath = path.includes("{id}");
  const names = (id: string, named: string): Partial<Target> => (inPath ? { id } : { ids: { [named]: id } });
  const each = Object.entries(places);
  switch (on) {
    case "service":
      return [{ label: "the service", where: "all", ...(inPath && { id: "nothing" }) }];
    case "self":
    case "newcomer":
      return [{ label: "themselves", where: "all", ...(inPath && { id: "nothing" }) }];
    case "facility":
      return [
        { label: "home-1", where: { facilityId: "home-1" }, ...names("home-1", "facilityId") },
        { label: "home-2", where: { facilityId: "home-2" }, ...names("home-2", "facilityId") },
        { label: "unknown", where: "nowhere", ...names("home-9", "facilityId") },
      ];
    case "resident":
      return [
        ...each.map(([label, where]) => ({ label, where, ...names(where.residentId, "residentId") })),
        { label: "unknown", where: "nowhere", ...names("resident-9", "residentId") },
      ];
    case "alert":
      return [
        ...each.map(([label, where]) => ({ label, where, id: `alert of ${where.residentId}` })),
        { label: "the canary's", where: "hidden", id: `alert of ${canary.residentId}` },
        { label: "unknown", where: "nowhere", id: "alert-9" },
      ];
    case "device":
      return [
        ...each.map(([label, where]) => ({ label, where, id: deviceOf[where.residentId] as string })),
        { label: "the canary's", where: "hidden", id: canary.deviceId },
        { label: "unknown", where: "nowhere", id: "bed-9" },
      ];
    case "referral":
      return [
        ...each.map(([label, { facilityId, residentId }]) => ({
          label,
          where: { facilityId },
          id: caseIdOf(residentId),
        })),
        { label: "unknown", where: "nowhere", id: "referral-9" },
      ];
    case "visit":
      return [
        ...each.map(([label, where]) => ({ label, where, id: visitOf[where.residentId] as string })),
        { label: "unknown", where: "nowhere", id: "visit-9" },
      ];
    case "person":
      return [
        { label: "a carer of home-1", where: { facilityId: "home-1" }, id: "carer-li" },
        { label: "a relative", where: { facilityId: "home-1" }, id: "daughter" },
        { label: "a carer of home-2", where: { facilityId: "home-2" }, id: "carer-of-2" },
        { label: "unknown", where: "nowhere", id: "nobody-9" },
      ];
    case "own": {
      const filters = filtersOf(route);
      const by = (name: string, id: string): Partial<Target> => ({
        query: { [name]: id },
        ...(inPath && { id: "nothing" }),
      });
      return [
        { label: "all that is theirs", where: "all", ...(inPath && { id: "nothing" }) },
        ...(filters.includes("facilityId")
          ? [
              { label: "by home-1", where: { facilityId: "home-1" }, ...by("facilityId", "home-1") },
              { label: "by home-2", where: { facilityId: "home-2" }, ...by("facilityId", "home-2") },
              { label: "by an unknown facility", where: "nowhere" as const, ...by("facilityId", "home-9") },
            ]
          : []),
        ...(filters.includes("residentId")
          ? [
              ...each.map(([label, where]) => ({ label: `by ${label}`, where, ...by("residentId", where.residentId) })),
              { label: "by an unknown resident", where: "nowhere" as const, ...by("residentId", "resident-9") },
            ]
          : []),
      ];
    }
  }
}

type Outcome = "in" | "not-signed-in" | "no-access" | "unknown";

/** By the words of the table alone. */
function expected(who: Who, action: Action, on: Asked["on"], { where }: Target): Outcome {
  const rule = ruleOf(action);
  if (who.kind === "unsigned") return "not-signed-in";
  if (who.kind === "unregistered" && on === "newcomer") return "in";
  if (who.kind === "disabled" || who.kind === "unregistered") return "no-access";
  if (who.kind === "command") {
    if (on === "self" || on === "newcomer") return "no-access";
    return where === "nowhere" ? "unknown" : "in";
  }
  const held = who.roles.filter(({ role }) => rule.roles.includes(role));
  const isEverywhere = held.some(({ role, facilityId }) => facilityId === undefined && wide.includes(role));
  const homes = held.flatMap(({ facilityId }) => facilityId ?? []);
  const isRelated = rule.relatives?.some((grant) => who.grants?.includes(grant)) === true;
  const relatives = isRelated || (rule.inEmergency === true && who.isOpened === true) ? ["resident-1"] : [];
  const isEverybodys = rule.everybody === true;
  if (!isEverybodys && !isEverywhere && homes.length === 0 && relatives.length === 0) return "no-access";
  if (where === "nowhere" || where === "hidden") return "unknown";
  if (on === "self" || on === "newcomer") return "in";
  if (on === "service") return isEverywhere || isEverybodys ? "in" : "no-access";
  if (where === "all" || isEverywhere) return "in";
  const isTheirs = homes.includes(where.facilityId) || relatives.includes(where.residentId ?? "");
  return isTheirs ? "in" : "unknown";
}

let world: World;
let reads = 0;
/** What the trail was told since the world stood. */
const trail: AuditEntry[] = [];

beforeAll(async () => {
  world = await new World().furnish();
  await world.must("register-facility", { body: { id: "home-2", name: "康宁院", kind: "care-home" } });
  const resident = { id: "resident-3", name: "赵秀兰", sex: "female", birthDate: "1941-03-01", facilityId: "home-2" };
  await world.must("register-resident", { body: resident });
  await world.enrol("bed-3", "bed-sensor", "resident-3");
  await world.person("carer-of-2", { name: "孙护工", roles: [{ role: "carer", facilityId: "home-2" }] });
  await world.person("daughter", { name: "小王", relations: related });
  for (const { label, kind, grants: _, isOpened: __, ...given } of everybody) {
    if (kind === "person") await world.person(label, given);
    if (kind === "disabled") await world.person(label, { ...given, disabledAt: world.now });
  }
  for (const { residentId } of Object.values(places))
    await world.must("request-visit", {
      body: { id: visitOf[residentId], kind: "ward-round", residentId, reason: "查房" },
    });
  await world.invoke("run-canary", { scheduledAt: world.now });
  const fall = { type: "fall", at: new Date(world.now).toISOString() };
  for (const [residentId, deviceId] of Object.entries(deviceOf)) {
    if (residentId !== canary.residentId)
      await world.urgent(world.message(deviceId, "event", { ...fall, id: `e-${deviceId}` }, "m-1"));
    const [alert] = (await new AlertStore(world.tables).listByResident(residentId, 1)).items;
    if (alert === undefined) throw new Error(`no alert of ${residentId}`);
    alertOf[residentId] = alert.id;
  }
  for (const { facilityId, residentId } of Object.values(places)) await requestReferral(facilityId, residentId);
  // Nothing that is asked changes what the next one finds.
  const counted = <T>(answer: T): T => {
    reads += 1;
    return answer;
  };
  world.engine = {
    get: (...given) => counted(world.tables.get(...given)),
    getMany: (...given) => counted(world.tables.getMany(...given)),
    query: (...given) => counted(world.tables.query(...given)),
    write: async (writes) => {
      for (const write of writes)
        if (write.table.name === "audit" && write.kind === "put")
          trail.push(JSON.parse(String(write.item.json)) as AuditEntry);
      return { kind: "written" };
    },
  } satisfies TableEngine;
});

/** Names nobody. */
function caseIdOf(residentId: string): string {
  return `case-${residentId.slice(-1)}`;
}

/** To a hospital that is none of the homes. */
async function requestReferral(facilityId: string, residentId: string): Promise<void> {
  const { referral, step } = requestedReferral(
    {
      id: caseIdOf(residentId),
      residentId,
      residentName: `somebody of ${facilityId}`,
      originId: facilityId,
      destinationId: "hospital-9",
      direction: "up",
      mode: "routine",
    },
    world.now,
  );
  const resident = (await new ResidentStore(world.tables).find(residentId)) as Resident;
  const facility = await new FacilityStore(world.tables).find(facilityId);
  const taken = {
    id: `papers-${caseIdOf(residentId)}`,
    occasion: "request",
    resident,
    facility,
    quarters: new Map(),
  } as const;
  const snapshot = takeSnapshot(taken, world.now);
  const { id, occasion, takenAt } = snapshot;
  const marked = { ...referral, snapshots: [{ id, occasion, takenAt }] };
  await new ReferralStore(world.tables).begin({ referral: marked, step, snapshots: [snapshot] });
}

interface Answered {
  readonly outcome: Outcome;
  readonly status: number;
  readonly text: string;
  readonly reads: number;
}

function idOf({ id }: Target): string | undefined {
  const residentId = /^alert of (.*)$/.exec(id ?? "")?.[1];
  return residentId === undefined ? id : (alertOf[residentId] as string);
}

async function answerOf(who: Who, { name, method, path, route }: Asked, target: Target): Promise<Answered> {
  const id = idOf(target);
  const body = method === "POST" ? bodyOf(name, route, target.ids ?? {}, bodies[name]) : undefined;
  const event = httpEvent({
    method,
    route: path,
    path: path.replace("{id}", id ?? "").replace("{date}", "2026-11-21"),
    pathParameters: { ...(id !== undefined && { id }), ...(path.includes("{date}") && { date: "2026-11-21" }) },
    query: target.query ?? {},
    headers: body === undefined ? {} : { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
    requestId: "request-1",
    at: world.now,
    ...(who.kind === "command" && { authorizer: operatorsCommand }),
    ...(who.kind !== "command" && who.kind !== "unsigned" && { authorizer: { jwt: { claims: { sub: who.label } } } }),
  });
  const before = reads;
  const answer = (await world.invoke(name, event)) as { readonly statusCode: number; readonly body: string };
  const { statusCode: status, body: text } = answer;
  return { outcome: outcomeOf(status, text, target), status, text, reads: reads - before };
}

function outcomeOf(status: number, text: string, target: Target): Outcome {
  const code = codeOf(text);
  if (status === 401) return "not-signed-in";
  if (status === 403 && code === "no-access") return "no-access";
  const named = idOf(target) ?? Object.values(target.ids ?? target.query ?? {})[0];
  const isUnknown = status === 404 && named !== undefined && target.where !== "all" && text.includes(named);
  return isUnknown ? "unknown" : "in";
}

/** What tells of home-2, and of the other resident of home-1. */
const marksOfOther = () => [
  "home-2",
  "康宁",
  "赵秀兰",
  "resident-3",
  "bed-3",
  "carer-of-2",
  "visit-three",
  "孙护工",
  alertOf["resident-3"],
];
const marksOfNeighbour = () => ["resident-2", "李建国", "bed-2", visitOf["resident-2"], alertOf["resident-2"]];

/** What an answer tells of somebody who is none of the caller's business. */
function leaksIn(who: Who, { action, on }: Asked, target: Target, { text }: Answered): readonly unknown[] {
  if (who.kind === "command") return [];
  const rule = ruleOf(action);
  const held = who.roles.filter(({ role }) => on === "self" || rule.roles.includes(role));
  if (who.kind === "person" && held.some(({ role, facilityId }) => facilityId === undefined && wide.includes(role)))
    return [];
  const isStaff = who.kind === "person" && held.some(({ facilityId }) => facilityId === "home-1");
  const asked = [idOf(target), ...Object.values(target.ids ?? {}), ...Object.values(target.query ?? {})];
  const marks = [...marksOfOther(), ...(isStaff ? [] : [...marksOfNeighbour(), canary.facilityId])];
  return marks.filter((mark) => names(text, mark as string) && !asked.includes(mark));
}

/**
 * Residents whom an answer names, by id or name, of which the trail says nothing: every reading and every change of a
 * resident's data leaves an entry about them or their house. Who asks about themselves sees whose relative they are.
 */
function untoldIn(who: Who, route: Asked, { where }: Target, { outcome, status, text }: Answered): readonly string[] {
  const { name, on, method } = route;
  if (on === "self" || on === "newcomer" || outcome !== "in") return [];
  const asked = who.kind === "command" ? operatorsCommandId : who.label;
  const byThem = trail.filter((entry) => entry.what === name && entry.who.id === asked);
  const told = new Set(byThem.map(({ of }) => (of.kind === "resident" ? of.residentId : of.facilityId)));
  // A change is told before anybody knows whether it can be done.
  const isTold = touchOf(route) !== undefined && (status < 300 || method === "POST");
  return Object.entries(residentNames).flatMap(([residentId, { facilityId, called }]) => {
    const isAsked = isTold && typeof where === "object" && where.residentId === residentId;
    const isNamed = status < 300 && (names(text, residentId) || text.includes(called));
    return (isAsked || isNamed) && !told.has(residentId) && !told.has(facilityId) ? [residentId] : [];
  });
}

const residentNames = {
  "resident-1": { facilityId: "home-1", called: "王桂英" },
  "resident-2": { facilityId: "home-1", called: "李建国" },
  "resident-3": { facilityId: "home-2", called: "赵秀兰" },
} as const;

/** Not as the beginning of a longer number: `id-5` is not told of by `id-57`. */
function names(text: string, mark: string): boolean {
  return text
    .split(mark)
    .slice(1)
    .some((rest) => !/^\d/.test(rest));
}

const cells = asked.flatMap((route) =>
  everybody.flatMap((who) =>
    targetsOf(route)
      .filter(({ where }) => where !== "hidden" || who.kind !== "command")
      .map((target) => ({ route, who, target })),
  ),
);

describe(`access: ${asked.length} routes, ${everybody.length} kinds of people, ${cells.length} cells`, () => {
  test.each(asked)(
    "$name: $method $path lets in whom the table names, tells nobody else anything, and leaves an entry of whom it tells",
    async (route) => {
      const wrong: unknown[] = [];
      for (const { who, target } of cells.filter((cell) => cell.route === route)) {
        const answered = await answerOf(who, route, target);
        const { outcome, status, text } = answered;
        const want = expected(who, route.action, route.on, target);
        const leaks = leaksIn(who, route, target, answered);
        const untold = untoldIn(who, route, target, answered);
        const isFaulty = status >= 500 || codeOf(text) === "invalid-request";
        if (outcome !== want || leaks.length > 0 || untold.length > 0 || isFaulty)
          wrong.push({
            who: who.label,
            of: target.label,
            want,
            outcome,
            status,
            leaks,
            untold,
            ...(isFaulty && { text }),
          });
      }
      expect(wrong).toEqual([]);
    },
  );

  test.each(asked.filter((route) => targetsOf(route).some(({ where }) => where === "nowhere")))(
    "$name: what is another's is answered like what there is not, by as many reads",
    async (route) => {
      const nothing = targetsOf(route).filter(({ where }) => where === "nowhere");
      for (const who of everybody.filter(({ kind }) => kind === "person")) {
        for (const target of targetsOf(route).filter(({ where }) => where !== "nowhere")) {
          if (expected(who, route.action, route.on, target) !== "unknown") continue;
          const alike = nothing.find(({ query }) => sameKeys(query, target.query)) as Target;
          const [theirs, none] = [await answerOf(who, route, target), await answerOf(who, route, alike)];
          const plain = ({ text }: Answered, of: Target) => text.replaceAll(namedBy(of), "·");
          expect([theirs.status, theirs.reads, plain(theirs, target)], `${who.label}: ${target.label}`).toEqual([
            none.status,
            none.reads,
            plain(none, alike),
          ]);
        }
      }
    },
  );

  test("what a request names beside what it acts on must be the caller's as well", async () => {
    const manager = everybody.find(({ label }) => label === "facility-manager@home-1") as Who;
    const supervisor = everybody.find(({ label }) => label === "nurse@home-1") as Who;
    const list = (query: Record<string, string>): Target => ({ label: "mixed", where: "all", query });
    const alerts = asked.find(({ name }) => name === "list-alerts") as Asked;
    for (const who of [manager, supervisor]) {
      for (const query of [
        { facilityId: "home-1", residentId: "resident-3" },
        { facilityId: "home-2", residentId: "resident-1" },
      ])
        expect(await answerOf(who, alerts, list(query))).toMatchObject({ status: 404 });
    }
  });
});

/** Of a problem; a paper is no JSON. */
function codeOf(text: string): string | undefined {
  return text.startsWith("{") ? (JSON.parse(text) as { readonly code?: string }).code : undefined;
}

function namedBy(target: Target): string {
  return idOf(target) ?? Object.values(target.ids ?? target.query ?? {})[0] ?? "";
}

function sameKeys(one: object = {}, other: object = {}): boolean {
  return Object.keys(one).join() === Object.keys(other).join();
}

/** They compile only as long as each marked line would not. */
const undecided: readonly Trigger[] = [
  // @ts-expect-error a route has to say what the caller does
  { kind: "http", method: "GET", path: "/api/x", on: "service" },
  // @ts-expect-error a route has to say what it acts on
  { kind: "http", method: "GET", path: "/api/x", action: "health.read" },
  // @ts-expect-error an action has to stand in the table
  { kind: "http", method: "GET", path: "/api/x", action: "health.guess", on: "service" },
];

test("a route that does not say what is done and on what does not compile, as the type check of this file shows", () => {
  expect(undecided).toHaveLength(3);
});
