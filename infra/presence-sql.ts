/**
 * Connections that came or went, as contracts/presence.ts has them: without the caller's address. The payload of these
 * events is AWS's own JSON, so its fields can be named.
 */
export function presenceSql(eventType: "connected" | "disconnected"): string {
  return (
    "SELECT clientId, eventType, timestamp, principalIdentifier, versionNumber, disconnectReason " +
    `FROM '$aws/events/presence/${eventType}/+'`
  );
}
