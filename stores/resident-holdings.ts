import type { Alert } from "../domain/alerts/alert.ts";
import type { Resident } from "../domain/model/resident.ts";
import type { EpochMs } from "../domain/model/time.ts";
import type { Item, Query, TableDefinition, TableEngine } from "../domain/ports.ts";
import { residentsOf, type VisitPlan } from "../domain/visits/plan.ts";
import { isMedical, type Visit, type VisitKind } from "../domain/visits/visit.ts";
import { familyDueKey, guardKey } from "./alert-items.ts";
import { alertFromJson } from "./alert-json.ts";
import { allPages } from "./all-pages.ts";
import { bedKey } from "./bed-items.ts";
import { pictureFile } from "./family-message-store.ts";
import { bodyOf, type Holding } from "./holding.ts";
import { facilitiesNamedIn, houseHoldings } from "./house-holdings.ts";
import { guardKey as referralGuard } from "./referral-items.ts";
import { sensorHoldings } from "./sensor-holdings.ts";
import { readItem } from "./stored-item.ts";
import { tables } from "./tables.ts";
import { noteKey, visitKey } from "./visit-items.ts";
import { planKey, plansOf, planWrites } from "./visit-plan-items.ts";

/** Whose data are looked for, and by which words somebody is known in what others wrote. */
export interface SoughtResident {
  readonly residentId: string;
  readonly words: readonly string[];
  /** Houses in which they were, as far as an earlier run found them. */
  readonly places: readonly string[];
  readonly now: EpochMs;
}

/**
 * All that is stored of a resident, in the order in which it may be deleted: what leads to others comes after them, and the
 * record last, so that whoever was cut short finds the rest again.
 */
export async function* residentHoldings(
  engine: TableEngine,
  { residentId, words, places, now }: SoughtResident,
): AsyncGenerator<Holding> {
  const own = await ownItems(engine, residentId);
  const record = await engine.get(tables.residents, { id: residentId });
  const mentioned = [...(record === undefined ? [] : [record]), ...own.map(({ item }) => item)];
  const facilityIds = [...new Set([...places, ...(await facilitiesNamedIn(engine, mentioned))])];
  yield* sensorHoldings(engine, residentId, now);
  const alertIds = own
    .filter(({ part }) => part === "alerts")
    .map(({ item }) => String(item.key).slice("alert#".length));
  yield* houseHoldings(engine, { residentId, words, alertIds, facilityIds, now });
  yield* own;
  if (record !== undefined) yield await recordHolding(engine, record);
}

/** With the guard of a bed that they have again where a backup was restored. */
async function recordHolding(engine: TableEngine, item: Item): Promise<Holding> {
  const table = tables.residents;
  const { facilityId, bedId, id } = readItem<Resident>(table, item);
  const key = bedId === undefined ? undefined : bedKey(facilityId, bedId);
  const guard = key && (await engine.get(table, key));
  const along = key !== undefined && guard?.residentId === id ? [{ table, key }] : [];
  return { part: "resident-record", table, item, along };
}

async function ownItems(engine: TableEngine, residentId: string): Promise<readonly Holding[]> {
  const list = (table: TableDefinition, query: Query) => allPages(engine, table, query);
  const byResident = { index: "byResident", partition: residentId };
  const [notes, changes, consents, invitations, messages, openings, alerts, referrals, visits, plans] =
    await Promise.all([
      list(tables.notes, { partition: residentId }),
      list(tables.changes, { partition: residentId }),
      list(tables.consents, { partition: residentId }),
      list(tables.invitations, byResident),
      list(tables["family-messages"], byResident),
      list(tables["break-glass"], byResident),
      list(tables.alerts, byResident),
      list(tables.referrals, byResident),
      list(tables.visits, byResident),
      list(tables.visits, { index: "byFacility", partition: plansOf(residentId) }),
    ]);
  const steps = await Promise.all(
    referrals.map(({ key }) => list(tables["referral-steps"], { partition: idIn(key, "referral#") })),
  );
  return [
    ...notes.map((item) => ({ part: "notes", table: tables.notes, item }) as const),
    ...changes.map((item) => ({ part: "changes", table: tables.changes, item }) as const),
    ...consents.map((item) => ({ part: "consents", table: tables.consents, item }) as const),
    ...invitations.map((item) => ({ part: "invitations", table: tables.invitations, item }) as const),
    ...messages.map(messageHolding),
    ...openings.map((item) => ({ part: "openings", table: tables["break-glass"], item }) as const),
    ...steps.flat().map((item) => ({ part: "referral-steps", table: tables["referral-steps"], item }) as const),
    ...(await Promise.all(referrals.map((item) => referralHolding(engine, item)))),
    ...(await Promise.all(visits.map((item) => visitHoldings(engine, item)))).flat(),
    ...(await Promise.all(plans.map((item) => planHolding(engine, item, residentId)))),
    ...alerts.map(alertHolding),
  ];
}

function idIn(key: unknown, prefix: string): string {
  return String(key).slice(prefix.length);
}

/** With the guard of the resident's open case, and the entries by which houses that passed them on find it. */
async function referralHolding(engine: TableEngine, item: Item): Promise<Holding> {
  const id = idIn(item.key, "referral#");
  const residentId = String(item.residentId);
  const guard = await engine.get(tables.referrals, referralGuard(residentId));
  const houses = await facilitiesNamedIn(engine, [item]);
  const entries = houses.map((facilityId) => ({ table: tables.referrals, key: { key: `passed#${id}#${facilityId}` } }));
  const own = guard?.referralId === id ? [{ table: tables.referrals, key: referralGuard(residentId) }] : [];
  return { part: "referrals", table: tables.referrals, item, along: [...own, ...entries] };
}

/** The visit with its note, and what the houses find it by. */
async function visitHoldings(engine: TableEngine, item: Item): Promise<readonly Holding[]> {
  const id = idIn(item.key, visitKey("").key);
  const { kind, roundId } = bodyOf(item) as Partial<Pick<Visit, "roundId">> & { readonly kind?: VisitKind };
  const part = kind === undefined || isMedical(kind) ? "medical-visits" : "family-calls";
  const houses = await facilitiesNamedIn(engine, [item]);
  const keys = [
    ...houses.flatMap((house) => [`at#${house}#${id}`, `tasks#${house}#${id}`]),
    ...(roundId === undefined ? [] : [`round#${roundId}#${id}`]),
  ];
  const along = keys.map((key) => ({ table: tables.visits, key: { key } }));
  const note = await engine.get(tables.visits, noteKey(id));
  return [
    ...(note === undefined ? [] : [{ part, table: tables.visits, item: note } as const]),
    { part, table: tables.visits, item, along },
  ];
}

/** A plan of a round goes on for the others; one of them alone goes. */
async function planHolding(engine: TableEngine, found: Item, residentId: string): Promise<Holding> {
  const part = "visit-plans";
  const table = tables.visits;
  const key = found.planId === undefined ? String(found.key) : planKey(String(found.planId)).key;
  const item = await engine.get(table, { key });
  if (item === undefined) return { part, table, item: found };
  const plan = readItem<VisitPlan>(table, item);
  const entry = { table, key: { key: `plan-of#${residentId}#${plan.id}` } };
  const [first, ...others] = residentsOf(plan).filter((id) => id !== residentId);
  if (first === undefined) return { part, table, item, along: [entry] };
  const leftOut = plan.leftOut?.filter((left) => left.residentId !== residentId);
  const rest = { ...plan, residentId: first, others, ...(leftOut !== undefined && { leftOut }) };
  const instead = [...planWrites({ ...rest, version: plan.version + 1 }), { kind: "delete", ...entry } as const];
  return { part, table, item, instead };
}

/** A message, what is known of its thread, or a picture with its bytes. */
function messageHolding(item: Item): Holding {
  const files = item.id === "picture" ? [pictureFile(String(item.thread).slice("picture#".length))] : [];
  return { part: "family-messages", table: tables["family-messages"], item, files };
}

/** With the guard of one that is open, and what was to be told to families of each of its versions. */
function alertHolding(item: Item): Holding {
  const table = tables.alerts;
  const alert = readItem<Alert>(table, item, alertFromJson);
  const versions = Array.from({ length: alert.version }, (_, index) => familyDueKey(`${alert.id}.${index + 1}`));
  const keys = [...versions, ...(alert.closedAt === undefined ? [guardKey(alert)] : [])];
  return { part: "alerts", table, item, along: keys.map((key) => ({ table, key })) };
}
