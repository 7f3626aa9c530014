import { mayNowhere, reachOf } from "../../domain/access/decide.ts";
import { second } from "../../domain/model/time.ts";
import type { VerifiedIdentity } from "../../domain/ports.ts";
import { facilitiesOf } from "../../domain/visits/visit.ts";
import { tellListening } from "../audit/tell-listening.ts";
import type { Deps } from "../shell/deps.ts";
import { familyListening } from "./family-listening.ts";
import type { LiveConnection } from "./live-connection.ts";
import { familyGrantOf, type LiveGrant, liveGrantOf, secondsOf, signalGrantOf } from "./live-grant.ts";
import { visitJoined } from "./visit-joined.ts";

/** A page's own name: never a device's, and without the wildcards of policies. */
const browserId = /^browser-[A-Za-z0-9-]{1,100}$/;

/**
 * Lets people who signed in listen to live changes where they may, or speak with the other pages of a video visit that they
 * joined, or hear as relatives that something changed of their own residents. Whatever is not certain refuses.
 *
 * The connection is written down before the person is read: whoever takes a role away writes first and looks for
 * connections then, so that one of the two sees the other.
 */
export async function authorizeLive(
  { token, clientId, resources, visitId, isFamily }: LiveConnection,
  deps: Deps<"authorize-live">,
): Promise<LiveGrant> {
  if (token === "" || !browserId.test(clientId)) return undefined;
  const identity = await identityOf(token, deps);
  if (identity === undefined) return undefined;
  const { subject, expiresAt } = identity;
  const now = deps.now();
  const seconds = secondsOf(expiresAt - now);
  if (seconds === undefined) return undefined;
  const until = now + seconds * second;
  // Another connection of the same name would end the first one: a name is one person's.
  if ((await deps.connections.claim({ personId: subject, clientId, until }, now)) === "taken") return undefined;
  await deps.connections.add({ personId: subject, clientId, letInAt: now, until });
  const person = await deps.people.find(subject);
  const caller = person && ({ kind: "person", person, at: now } as const);
  if (visitId !== undefined) {
    const visit = caller && (await visitJoined(caller, visitId, clientId, deps));
    if (caller !== undefined && visit !== undefined) {
      const to = { residentId: visit.residentId, facilityIds: facilitiesOf(visit), partIn: "visit" } as const;
      await tellListening({ caller, action: "visit.join", dataClass: "video", to }, deps);
      return signalGrantOf({ subject, clientId, resources, seconds, visitId });
    }
    await deps.connections.remove(subject, clientId);
    return undefined;
  }
  if (isFamily === true) {
    const heard = caller && familyListening(caller, seconds);
    if (caller !== undefined && heard !== undefined) {
      for (const residentId of heard.residentIds) {
        const to = { residentId, facilityIds: [] };
        await tellListening({ caller, action: "family.read", dataClass: "status-light", to }, deps);
      }
      return familyGrantOf({ subject, clientId, resources, ...heard });
    }
    await deps.connections.remove(subject, clientId);
    return undefined;
  }
  if (caller === undefined || mayNowhere(caller, "live.listen")) {
    await deps.connections.remove(subject, clientId);
    return undefined;
  }
  await tellListening({ caller, action: "live.listen", dataClass: "vitals" }, deps);
  return liveGrantOf({ subject, clientId, resources, seconds, reach: reachOf(caller, "live.listen") });
}

/** Undefined also when the issuer cannot be asked: nobody is let in unseen, the log says why, and it counts as failed. */
async function identityOf(
  token: string,
  { identity, log, metrics }: Deps<"authorize-live">,
): Promise<VerifiedIdentity | undefined> {
  try {
    return await identity.verify(token);
  } catch (error) {
    log.error("nobody can connect to live changes: the issuer's keys cannot be had", { error });
    metrics.put({ Failed: 1 }, "authorize-live");
    return undefined;
  }
}
