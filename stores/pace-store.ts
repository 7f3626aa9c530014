import { hour } from "../domain/model/time.ts";
import type { PaceCount } from "../domain/notify/pace.ts";
import type { TableEngine } from "../domain/ports.ts";
import { tables } from "./tables.ts";

const table = tables.paces;

/** How many messages went lately, by whom and what they went to. */
export class PaceStore {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  async find(key: string): Promise<PaceCount | undefined> {
    const item = await this.#engine.get(table, { key });
    return item && { from: item.from as number, count: item.count as number };
  }

  /** Writes what follows on what was read; `conflict` when somebody else counted meanwhile. */
  async save(key: string, before: PaceCount | undefined, next: PaceCount): Promise<"saved" | "conflict"> {
    const item = { key, ...next, mark: markOf(next), expiresAt: Math.ceil((next.from + hour) / 1000) };
    const when = before === undefined ? ({ absent: true } as const) : { attribute: "mark", equals: markOf(before) };
    const outcome = await this.#engine.write([{ kind: "put", table, item, when }]);
    return outcome.kind === "written" ? "saved" : "conflict";
  }
}

function markOf({ from, count }: PaceCount): string {
  return `${from}#${count}`;
}
