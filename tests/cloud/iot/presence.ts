import type { Session } from "./session.ts";

/** A message that the broker itself publishes. */
export interface PresenceEvent {
  readonly topic: string;
  readonly payload: Buffer;
}

/** Makes the events `$aws/events/presence/…`; both of one connection have the same version. */
export interface Presence {
  connected(session: Session): PresenceEvent;
  disconnected(session: Session, clientInitiatedDisconnect: boolean): PresenceEvent;
}

export function newPresence(now: () => number): Presence {
  const versions = new Map<string, number>();
  const versionOf = new Map<string, number>();

  function event(eventType: "connected" | "disconnected", session: Session, more: object): PresenceEvent {
    const { clientId, sessionId: sessionIdentifier, principal: principalIdentifier, thingName } = session;
    const versionNumber = versionOf.get(sessionIdentifier);
    const who = { clientId, sessionIdentifier, principalIdentifier, ...(thingName !== undefined && { thingName }) };
    const payload = JSON.stringify({ ...who, timestamp: now(), eventType, versionNumber, ...more });
    return { topic: `$aws/events/presence/${eventType}/${clientId}`, payload: Buffer.from(payload) };
  }

  return {
    connected(session) {
      const versionNumber = (versions.get(session.clientId) ?? -1) + 1;
      versions.set(session.clientId, versionNumber);
      versionOf.set(session.sessionId, versionNumber);
      return event("connected", session, { ipAddress: "127.0.0.1" });
    },
    disconnected(session, clientInitiatedDisconnect) {
      const disconnectReason = clientInitiatedDisconnect ? "CLIENT_INITIATED_DISCONNECT" : "CONNECTION_LOST";
      const disconnected = event("disconnected", session, { clientInitiatedDisconnect, disconnectReason });
      versionOf.delete(session.sessionId);
      return disconnected;
    },
  };
}
