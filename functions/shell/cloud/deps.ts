import { randomUUID } from "node:crypto";
import type { FunctionName, manifest } from "../../manifest.ts";
import { type Deps, depsFor, type Ports } from "../deps.ts";
import { jsonLog, type LogLevel, logLevels } from "../log.ts";
import { embeddedMetrics } from "../metrics.ts";
import { WrongEnvironmentError } from "./environment.ts";
import { cloudTables } from "./tables.ts";

/** One maker for each port that the manifest declares for `N`, neither more nor fewer: a bundle holds what it uses. */
export type PortMakers<N extends FunctionName> = {
  readonly [P in (typeof manifest)[N]["ports"][number]]: () => Ports[P];
};

/** What a function gets in the cloud. Environment and clients are touched at the first event, not when this is called. */
export function cloudDeps<N extends FunctionName>(name: N, ports: PortMakers<N>): () => Promise<Deps<N>> {
  return async () => {
    const now = (): number => Date.now();
    const makers = Object.entries(ports) as [keyof Ports, () => Ports[keyof Ports]][];
    return depsFor(name, {
      engine: cloudTables(),
      ports: Object.fromEntries(makers.map(([port, make]) => [port, make()])),
      now,
      newId: randomUUID,
      log: jsonLog({ level: logLevel(), now }),
      metrics: embeddedMetrics({ now }),
    });
  };
}

function logLevel(): LogLevel {
  const wanted = process.env.ANHU_LOG_LEVEL ?? "info";
  const level = logLevels.find((known) => known === wanted);
  if (level === undefined) throw new WrongEnvironmentError(`ANHU_LOG_LEVEL must be one of ${logLevels.join(", ")}`);
  return level;
}
