import { defaultPolicy } from "../domain/escalation/default-policy.ts";
import type { EscalationPolicy } from "../domain/escalation/policy.ts";
import type { TableEngine } from "../domain/ports.ts";
import { allPages } from "./all-pages.ts";
import { type Listing, readItem, readItems, storedItem } from "./stored-item.ts";
import { tables } from "./tables.ts";

const table = tables.policies;

/** Each facility's escalation policy with all its versions: who was to be called can be said of any alert. */
export class EscalationPolicyStore {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  /** The policy that holds. Where nobody has set one, it is the default, version 0; who went back to the default gets its rules of today. */
  async current(facilityId: string): Promise<EscalationPolicy> {
    const { items } = await this.#engine.query(table, { partition: facilityId, newestFirst: true, limit: 1 });
    const [latest] = items;
    if (latest === undefined) return defaultPolicy(facilityId);
    const policy = readItem<EscalationPolicy>(table, latest);
    return policy.isDefault === true ? { ...policy, rules: defaultPolicy(facilityId).rules } : policy;
  }

  /** What was set, newest first. */
  async history(facilityId: string, limit: number): Promise<Listing<EscalationPolicy>> {
    const query = { partition: facilityId, newestFirst: true, limit };
    return readItems<EscalationPolicy>(table, await allPages(this.#engine, table, query));
  }

  /** Writes the next version; `conflict` when it exists already. */
  async save(policy: EscalationPolicy): Promise<"saved" | "conflict"> {
    const { facilityId, version } = policy;
    const item = storedItem({ facilityId, version: String(version).padStart(8, "0") }, policy);
    const outcome = await this.#engine.write([{ kind: "put", table, item, when: { absent: true } }]);
    return outcome.kind === "written" ? "saved" : "conflict";
  }
}
