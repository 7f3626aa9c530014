import { goodbye, type PresenceEvent } from "../contracts/presence.ts";
import type { EpochMs } from "../domain/model/time.ts";
import type { DeviceConnection } from "./device-connection.ts";

/** Tells who came and went, in the words of AWS IoT Core. */
export interface DevicePresence {
  noteAdmitted(connection: DeviceConnection): void;
  /** To be called for the last connection of a device alone. */
  noteGone(connection: DeviceConnection): void;
}

export function devicePresence(now: () => EpochMs, tell: (event: PresenceEvent) => void): DevicePresence {
  let newestVersion = 0;

  function note({ device }: DeviceConnection, event: Omit<PresenceEvent, "clientId" | "timestamp">): void {
    if (device === undefined) return;
    // Rises beyond a restart of the box, and though several things happen within a millisecond.
    newestVersion = Math.max(newestVersion + 1, now());
    tell({ clientId: device.id, timestamp: now(), versionNumber: newestVersion, ...event });
  }

  return {
    noteAdmitted(connection) {
      const { identity } = connection;
      const principal = identity.kind === "certificate" ? { principalIdentifier: identity.certificateId } : {};
      note(connection, { eventType: "connected", ...principal });
    },
    noteGone(connection) {
      const { saidGoodbye, isEnded } = connection;
      const disconnectReason = saidGoodbye ? goodbye : isEnded ? "SERVER_INITIATED_DISCONNECT" : "CONNECTION_LOST";
      note(connection, { eventType: "disconnected", disconnectReason });
    },
  };
}
