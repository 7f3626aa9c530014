import type { Visit } from "../../domain/visits/visit.ts";
import type { Deps } from "../shell/deps.ts";

type EndingDeps = Pick<Deps<"join-visit">, "connections" | "liveConnections" | "log">;

/**
 * Ends the connections of pages that are no longer part of the call: it is over, or the same person came with another page.
 * One that cannot be ended lasts no longer than its token; nobody listens to it any more, and the log says so.
 */
export async function endSignalling(before: Visit, after: Visit, deps: EndingDeps): Promise<void> {
  const gone = before.present.filter(
    (one) => !after.present.some(({ peerId, personId }) => peerId === one.peerId && personId === one.personId),
  );
  await Promise.all(
    gone.map(async ({ personId, peerId, joinedAt }) => {
      try {
        await deps.liveConnections.end(peerId, joinedAt);
        await deps.connections.remove(personId, peerId);
      } catch (error) {
        deps.log.error("a page keeps its way to a call that it is no longer part of", { visitId: after.id, error });
      }
    }),
  );
}
