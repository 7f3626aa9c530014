import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type { Action } from "../../domain/access/actions.ts";
import { type Caller, nameOf } from "../../domain/access/caller.ts";
import { classOfAction } from "../../domain/audit/classes.ts";
import type { AuditClass, AuditDeed, AuditDetails, AuditSubject } from "../../domain/audit/entry.ts";
import { auditReasonOf, type Concerned } from "../../domain/audit/reason.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import type { FunctionName } from "../manifest.ts";
import type { AdmittedSubject } from "../shell/admission.ts";
import type { Surroundings } from "../shell/deps.ts";
import type { Repeatable } from "./audit-writer.ts";
import { originOf } from "./origin.ts";
import { type Asked, type Touched, touched } from "./touched.ts";

/** The same read again within so long is told by the entry that stands. */
const windowSeconds = 300;

/** What it takes to tell. */
export type Telling = Pick<Surroundings, "now" | "log" | "metrics"> & Required<Pick<Surroundings, "auditing">>;

/** What was let in, and where from. */
export interface Witnessed {
  readonly name: FunctionName;
  readonly method: "GET" | "POST";
  readonly action: Action;
  readonly caller: Caller;
  readonly subjects: readonly AdmittedSubject[];
  readonly request: Omit<Asked, "answer">;
  readonly event: APIGatewayProxyEventV2;
}

interface Touch extends Touched {
  readonly dataClass: AuditClass;
  readonly deed: AuditDeed;
}

/** What `touched` and the table of classes say of a route; undefined: it touches nothing of any resident. */
export function touchOf({ name, method, action }: Pick<Witnessed, "name" | "method" | "action">): Touch | undefined {
  const {
    dataClass = classOfAction[action],
    deed = method === "GET" ? "read" : "change",
    ...more
  } = touched[name] ?? {};
  return dataClass === "none" ? undefined : { ...more, dataClass, deed };
}

/**
 * Adds to the trail what a request does. A change is told before it is done, so that none is ever done untold: an entry of
 * one says that it was asked by somebody who may, not that it came about. Only where nobody knows before of whom it is, as
 * with a code by which a relative joins, it is told once that is known. Reading is told once the answer is there and before
 * it is given.
 */
export async function tellBefore(witnessed: Witnessed, { now, auditing }: Telling): Promise<void> {
  const touch = touchOf(witnessed);
  if (touch?.deed !== "change") return;
  const details = detailsOf(witnessed, touch, witnessed.request, now());
  if (details.length > 0) await auditing.add(details);
}

/** See {@link tellBefore}. */
export async function tellAfter(witnessed: Witnessed, answer: unknown, deps: Telling): Promise<void> {
  const touch = touchOf(witnessed);
  if (touch === undefined) return;
  const at = deps.now();
  if (touch.deed === "change" && detailsOf(witnessed, touch, witnessed.request, at).length > 0) return;
  const details = detailsOf(witnessed, touch, { ...witnessed.request, answer }, at);
  if (touch.deed === "change") await deps.auditing.add(details);
  else if (touch.deed === "read") await deps.auditing.addEachOnce(details.map(repeatable));
  else await tellListener(witnessed.name, details, deps);
}

/**
 * Tells that somebody listens to live changes. They may even when that cannot be stored: a board at which alerts are seen
 * must not go dark because of the trail. The log and the figure of failures tell of it then.
 */
export async function tellListener(
  name: FunctionName,
  details: readonly AuditDetails[],
  { auditing, log, metrics }: Omit<Telling, "now">,
): Promise<void> {
  try {
    await auditing.addEachOnce(details.map(repeatable));
  } catch (error) {
    log.error("somebody listens to live changes of which the audit knows nothing", { function: name, error });
    metrics.put({ Failed: 1 }, name);
  }
}

function repeatable(details: AuditDetails): Repeatable {
  return { ...details, windowSeconds };
}

function detailsOf(
  { name, action, caller, subjects, event }: Witnessed,
  { dataClass, deed, tellsOf, isByFacility }: Touch,
  asked: Asked,
  at: EpochMs,
): readonly AuditDetails[] {
  const acted = subjects.flatMap(concernedIn);
  const isList = isByFacility === true && acted.every(({ residentId }) => residentId === undefined);
  const answered = tellsOf === undefined || (isByFacility && !isList) ? [] : tellsOf(asked);
  const all = [...acted, ...answered];
  const residents = all.filter(({ residentId }) => residentId !== undefined);
  const told = new Map<string, AuditDetails>();
  const seen = new Set<string>();
  const shared = { at, who: nameOf(caller), what: name, deed, dataClass, from: originOf(event) };
  // A facility beside which residents are named is where they are.
  for (const one of isList || residents.length === 0 ? all : residents) {
    const isInList = isList && !isTheirs(caller, one);
    const key = isInList ? one.facilityIds.join() : `${one.residentId}`;
    if (isInList && seen.has(key)) continue;
    seen.add(key);
    const why = auditReasonOf(caller, action, one);
    for (const of of subjectsTold(one, isInList)) told.set(nameOfSubject(of), { ...shared, of, why });
  }
  return [...told.values()];
}

/** Those on whom a route acts. */
function concernedIn(subject: AdmittedSubject): readonly Concerned[] {
  switch (subject.kind) {
    case "service":
    case "self":
      return [];
    case "facility":
      return [{ facilityIds: [subject.facilityId] }];
    case "resident":
      return [{ residentId: subject.residentId, facilityIds: [subject.facilityId] }];
    case "visit":
      return [{ residentId: subject.residentId, facilityIds: subject.facilityIds, partIn: "visit" }];
    case "person":
      return ofEach(subject.residentIds, { facilityIds: subject.facilityIds });
    case "referral":
      return ofEach(subject.residentIds, { facilityIds: subject.facilityIds, partIn: "referral" });
  }
}

function ofEach(residentIds: readonly string[] = [], shared: Omit<Concerned, "residentId">): readonly Concerned[] {
  return residentIds.map((residentId) => ({ ...shared, residentId }));
}

/** A relative, or whoever a record was opened to, sees few: each is told. */
function isTheirs(caller: Caller, { residentId }: Concerned): boolean {
  if (caller.kind !== "person" || residentId === undefined) return false;
  const { relations, openings = [] } = caller.person;
  return [...relations, ...openings].some((one) => one.residentId === residentId);
}

/** The resident; or of long lists, and where nobody is named, the facilities. */
function subjectsTold({ residentId, facilityIds }: Concerned, isList: boolean): readonly AuditSubject[] {
  if (residentId !== undefined && (!isList || facilityIds.length === 0)) return [{ kind: "resident", residentId }];
  return facilityIds.map((facilityId) => ({ kind: "facility", facilityId }));
}

function nameOfSubject(of: AuditSubject): string {
  return of.kind === "resident" ? `resident#${of.residentId}` : `facility#${of.facilityId}`;
}
