/**
 * Connections that came or went, without the caller's address. The payload of these events is AWS's own JSON, so its
 * fields can be named.
 */
export const presenceSql =
  "SELECT clientId, eventType, timestamp, sessionIdentifier, versionNumber, disconnectReason, " +
  "clientInitiatedDisconnect FROM '$aws/events/presence/+/+'";
