import type { TableEngine, Write } from "../../domain/ports.ts";

/** An engine whose writes the test makes fail. */
export interface FaultyEngine {
  /** Decides before each write; absent: all writes go through. */
  failWhen?: ((writes: readonly Write[]) => boolean) | undefined;
  wrap(engine: TableEngine): TableEngine;
}

export function faultyEngine(): FaultyEngine {
  const faulty: FaultyEngine = {
    wrap: (engine) => ({
      get: (...given) => engine.get(...given),
      getMany: (...given) => engine.getMany(...given),
      query: (...given) => engine.query(...given),
      async write(writes) {
        if (faulty.failWhen?.(writes) === true) throw new Error("the disk is full");
        return engine.write(writes);
      },
    }),
  };
  return faulty;
}

/** Whether any of the writes is to this table. */
export function touches(table: string): (writes: readonly Write[]) => boolean {
  return (writes) => writes.some((write) => write.table.name === table);
}
