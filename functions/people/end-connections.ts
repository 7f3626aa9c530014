import type { ConnectionStore } from "../../stores/connection-store.ts";
import type { Ports } from "../shell/deps.ts";
import type { Log } from "../shell/log.ts";

interface EndingDeps {
  readonly connections: Pick<ConnectionStore, "listOf" | "remove">;
  readonly liveConnections: Ports["liveConnections"];
  readonly log: Log;
  now(): number;
}

/** A connection of somebody whose rights changed goes on: they see what they may see no longer, at most until their token ends. */
export class ConnectionStaysError extends Error {
  readonly code = "connection-stays";
  constructor(count: number, options?: ErrorOptions) {
    super(`${count} live connections could not be ended`, options);
  }
}

/**
 * Ends every live connection of a person, those that are just being let in too; answers how many there were. Their pages
 * connect again with what they may now. Throws a {@link ConnectionStaysError} when one could not be ended: whoever asked
 * is told and asks again.
 */
export async function endConnections(personId: string, deps: EndingDeps): Promise<number> {
  const connections = await deps.connections.listOf(personId, deps.now());
  const outcomes = await Promise.allSettled(
    connections.map(async ({ clientId, letInAt }) => {
      const outcome = await deps.liveConnections.end(clientId, letInAt);
      await deps.connections.remove(personId, clientId);
      return outcome;
    }),
  );
  const failed = outcomes.filter(({ status }) => status === "rejected");
  if (failed.length > 0) {
    const [{ reason }] = failed as [PromiseRejectedResult];
    throw new ConnectionStaysError(failed.length, { cause: reason });
  }
  return outcomes.filter((outcome) => outcome.status === "fulfilled" && outcome.value === "ended").length;
}
