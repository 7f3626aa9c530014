import type { Alert } from "../domain/alerts/alert.ts";
import type { Item, Page, TableEngine } from "../domain/ports.ts";
import type { VisitNote } from "../domain/visits/note.ts";
import { residentsOf, type VisitPlan } from "../domain/visits/plan.ts";
import type { Visit } from "../domain/visits/visit.ts";
import { changing, raising } from "./alert-items.ts";
import { allPages, itemsById } from "./all-pages.ts";
import { type Listing, readItem, readItems } from "./stored-item.ts";
import { tables } from "./tables.ts";
import { facilityAndPart, noteKey, noteWrite, partOfRound, type VisitPart, visitKey, writesOf } from "./visit-items.ts";
import { planKey, plansOf, planWrites } from "./visit-plan-items.ts";

const table = tables.visits;

/** Alerts that are written with a visit. */
export interface AlertsAlong {
  readonly raised?: readonly Alert[];
  readonly changed?: readonly Alert[];
}

/** Tele-visits with their notes. */
export class VisitStore {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  async find(id: string): Promise<Visit | undefined> {
    const item = await this.#engine.get(table, visitKey(id));
    return item && readItem<Visit>(table, item);
  }

  async findNote(visitId: string): Promise<VisitNote | undefined> {
    const item = await this.#engine.get(table, noteKey(visitId));
    return item && readItem<VisitNote>(table, item);
  }

  /** Of a facility, whichever part it has in them; the latest first, at most `limit`. */
  async listOf(facilityId: string, part: VisitPart, limit: number): Promise<Listing<Visit>> {
    return this.#listIn(facilityAndPart(facilityId, part), limit);
  }

  /** Of a ward round, whoever's they are and however they stand; the latest first, at most `limit`. */
  async listOfRound(roundId: string, limit: number): Promise<Listing<Visit>> {
    return this.#listIn(partOfRound(roundId), limit);
  }

  async #listIn(partition: string, limit: number): Promise<Listing<Visit>> {
    const query = { index: "byFacility", partition, newestFirst: true, limit };
    const entries = await allPages(this.#engine, table, query);
    const keys = entries.map(({ visitId }) => visitKey(String(visitId)).key);
    const found = await itemsById(this.#engine, table, keys);
    return readItems<Visit>(
      table,
      keys.map((key) => found.get(key)).filter((item) => item !== undefined),
    );
  }

  /** Of a resident, the latest first. */
  async listByResident(residentId: string, limit: number): Promise<Listing<Visit>> {
    const query = { index: "byResident", partition: residentId, newestFirst: true, limit };
    const { items }: Page = await this.#engine.query(table, query);
    return readItems<Visit>(table, items as readonly Item[]);
  }

  async findPlan(id: string): Promise<VisitPlan | undefined> {
    const item = await this.#engine.get(table, planKey(id));
    return item && readItem<VisitPlan>(table, item);
  }

  /** Plans of visits to a resident, alone or in a round, ended ones too; the latest made first. */
  async listPlans(residentId: string): Promise<Listing<VisitPlan>> {
    const query = { index: "byFacility", partition: plansOf(residentId), newestFirst: true };
    const entries = await allPages(this.#engine, table, query);
    const keys = [
      ...new Set(entries.map(({ key, planId }) => (planId === undefined ? String(key) : planKey(String(planId)).key))),
    ];
    const found = await itemsById(this.#engine, table, keys);
    const listed = readItems<VisitPlan>(
      table,
      keys.map((key) => found.get(key)).filter((item) => item !== undefined),
    );
    return { ...listed, items: listed.items.filter((plan) => residentsOf(plan).includes(residentId)) };
  }

  /** Writes the next version of a plan, and the visit that is asked for by it; both or neither. */
  async replacePlan(plan: VisitPlan, visit?: Visit): Promise<"saved" | "conflict"> {
    const writes = [...planWrites(plan), ...(visit === undefined ? [] : writesOf(visit))];
    return (await this.#engine.write(writes)).kind === "written" ? "saved" : "conflict";
  }

  async add(visit: Visit): Promise<"added" | "already-exists"> {
    return (await this.#engine.write(writesOf(visit))).kind === "written" ? "added" : "already-exists";
  }

  /**
   * Writes the next version, and with it the note's where there is one; `conflict` when somebody else wrote either since it
   * was read. Both are written or neither, as are alerts that are raised or changed with it.
   */
  async save(visit: Visit, note?: VisitNote, alerts: AlertsAlong = {}): Promise<"saved" | "conflict"> {
    const { raised = [], changed = [] } = alerts;
    const along = [...raised.flatMap(raising), ...changed.flatMap(changing)];
    const writes = [...writesOf(visit), ...(note === undefined ? [] : [noteWrite(note)]), ...along];
    return (await this.#engine.write(writes)).kind === "written" ? "saved" : "conflict";
  }

  /**
   * Writes the next version of a note, the first one too; `conflict` when somebody else wrote or signed it since it was
   * read: a signature is a version of the note.
   */
  async annotate(note: VisitNote): Promise<"saved" | "conflict"> {
    return (await this.#engine.write([noteWrite(note)])).kind === "written" ? "saved" : "conflict";
  }
}
