import type { Action } from "../domain/access/actions.ts";
import type { TableName } from "../stores/tables.ts";

/** What starts a function. The union is closed: infra/ and local/ each bind every kind, or do not compile. */
export type Trigger =
  /** Batches of telemetry messages, in order per device; a failed message alone is retried. */
  | { readonly kind: "telemetry"; readonly batchSize: number }
  /** One message at a time, at once. */
  | { readonly kind: "urgent"; readonly topic: "event" | "status" }
  | { readonly kind: "queue"; readonly queue: QueueName }
  | { readonly kind: "schedule"; readonly everyMinutes: number }
  | {
      readonly kind: "http";
      readonly method: "GET" | "POST";
      readonly path: `/api/${string}`;
      /** What the caller does, by the table of access (domain/access/actions.ts). */
      readonly action: Action;
      readonly on: AccessSubject;
    }
  /**
   * A device's connection came or went. That it came is delivered at once, that it went so much later, so that a quick
   * reconnection is known by then.
   */
  | { readonly kind: "presence"; readonly settleSeconds: number }
  /** Somebody connects to hear live changes; the answer says for how long and to which topics. */
  | { readonly kind: "authorizer" }
  /** A device that has only its maker's claim certificate asks for its own. */
  | { readonly kind: "provisioning" };

/**
 * On what a route acts, and so by whose facility access is decided: the thing that its path names, or else its body or its
 * query by `facilityId` or `residentId`. `own`: the service narrows the answer to what the caller may see. `self`: the caller.
 */
export type AccessSubject = "service" | "self" | "own" | "facility" | "resident" | "alert" | "device" | "person";

/**
 * `watch-due`: the time has come at which a watch may judge otherwise without any new reading. `escalation-due`: an alert
 * has somebody to call, or those who said that they are going should be there. `notification-due`: a call is to be sent.
 */
export const queueNames = ["watch-due", "escalation-due", "notification-due"] as const;
export type QueueName = (typeof queueNames)[number];

export type PortName =
  | "timer"
  | "live"
  | "liveConnections"
  | "deviceAuthority"
  | "command"
  | "archive"
  | "identity"
  | "devicePath"
  | "notify"
  | "secrets";

export interface FunctionDeclaration {
  /** Path from the root of a module that exports `create(deps)` and `handler`. */
  readonly entry: `functions/${string}/handler.ts`;
  readonly trigger: Trigger;
  /** Everything else is refused, on both runtimes. */
  readonly tables: Readonly<Partial<Record<TableName, "read" | "write">>>;
  readonly ports: readonly PortName[];
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** What a user would notice. It heads the alarm and docs/functions.md. */
  readonly ifItFails: string;
}

const httpLimits = { timeoutSeconds: 10, memoryMb: 512 } as const;

/** Every function of the service: data only, read by the deployment, the one box and the documentation. */
export const manifest = {
  "ingest-telemetry": {
    entry: "functions/ingest-telemetry/handler.ts",
    trigger: { kind: "telemetry", batchSize: 5000 },
    tables: {
      leases: "read",
      devices: "read",
      residents: "read",
      series: "write",
      watches: "write",
      alerts: "write",
      quarantine: "write",
    },
    ports: ["timer", "live"],
    timeoutSeconds: 60,
    memoryMb: 1024,
    ifItFails: "Vitals stop arriving: residents turn grey on the board and no vital sign raises an alert.",
  },
  "ingest-event": {
    entry: "functions/ingest-event/handler.ts",
    trigger: { kind: "urgent", topic: "event" },
    tables: {
      leases: "read",
      devices: "read",
      residents: "read",
      events: "write",
      watches: "write",
      alerts: "write",
      quarantine: "write",
    },
    ports: ["timer", "live"],
    timeoutSeconds: 10,
    memoryMb: 1024,
    ifItFails: "Falls, SOS calls, smoke and gas are not shown to anybody.",
  },
  "ingest-status": {
    entry: "functions/ingest-status/handler.ts",
    trigger: { kind: "urgent", topic: "status" },
    tables: {
      leases: "read",
      devices: "write",
      residents: "read",
      watches: "write",
      alerts: "write",
      quarantine: "write",
    },
    ports: ["timer", "live"],
    timeoutSeconds: 10,
    memoryMb: 512,
    ifItFails: "A device that goes offline is noticed only when it has been silent for its limit.",
  },
  "judge-due-watch": {
    entry: "functions/judge-due-watch/handler.ts",
    trigger: { kind: "queue", queue: "watch-due" },
    tables: { leases: "read", residents: "read", watches: "write", alerts: "write" },
    ports: ["timer", "live"],
    timeoutSeconds: 10,
    memoryMb: 512,
    ifItFails:
      "Alerts that need only time (not back in bed, no movement, silent device) wait for the sweep, a minute later.",
  },
  "sweep-watches": {
    entry: "functions/sweep-watches/handler.ts",
    trigger: { kind: "schedule", everyMinutes: 1 },
    tables: { leases: "read", facilities: "read", residents: "read", watches: "write", alerts: "write" },
    ports: ["timer", "live"],
    timeoutSeconds: 55,
    memoryMb: 1024,
    ifItFails: "A lost timer is not repaired: silence, absence from bed and stillness may go unnoticed.",
  },
  "run-canary": {
    entry: "functions/run-canary/handler.ts",
    trigger: { kind: "schedule", everyMinutes: 1 },
    tables: {
      devices: "write",
      residents: "write",
      watches: "write",
      alerts: "write",
      channels: "write",
      notifications: "write",
    },
    ports: ["devicePath"],
    timeoutSeconds: 10,
    memoryMb: 512,
    ifItFails: "A silent failure of the way from an SOS call to its alert would not be noticed.",
  },
  "list-facilities": {
    entry: "functions/list-facilities/handler.ts",
    trigger: { kind: "http", method: "GET", path: "/api/facilities", action: "facility.read", on: "own" },
    tables: { people: "read", residents: "read", facilities: "read" },
    ports: [],
    ...httpLimits,
    ifItFails: "The board does not open.",
  },
  "register-facility": {
    entry: "functions/register-facility/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/facilities", action: "facility.manage", on: "service" },
    tables: { people: "read", facilities: "write" },
    ports: [],
    ...httpLimits,
    ifItFails: "Operators cannot add a facility.",
  },
  "renew-live-lease": {
    entry: "functions/renew-live-lease/handler.ts",
    trigger: {
      kind: "http",
      method: "POST",
      path: "/api/facilities/{id}/live-lease",
      action: "live.listen",
      on: "facility",
    },
    tables: { people: "read", facilities: "read", leases: "write" },
    ports: [],
    ...httpLimits,
    ifItFails: "Open boards hear of no change, say that they are disconnected, and show what they read last.",
  },
  "authorize-live": {
    entry: "functions/authorize-live/handler.ts",
    trigger: { kind: "authorizer" },
    tables: { people: "read", connections: "write" },
    ports: ["identity"],
    timeoutSeconds: 5,
    memoryMb: 512,
    ifItFails: "Boards cannot connect to live changes: they say so, and show what they read last.",
  },
  "show-health": {
    entry: "functions/show-health/handler.ts",
    trigger: { kind: "http", method: "GET", path: "/api/health", action: "health.read", on: "service" },
    tables: {
      people: "read",
      facilities: "read",
      residents: "read",
      watches: "read",
      alerts: "read",
      notifications: "read",
      channels: "read",
      quarantine: "read",
    },
    ports: [],
    ...httpLimits,
    ifItFails: "Pages go by the clock of their workstation, and operators do not see how the service is.",
  },
  "archive-observations": {
    entry: "functions/archive-observations/handler.ts",
    trigger: { kind: "schedule", everyMinutes: 60 },
    tables: { facilities: "read", residents: "read", series: "read" },
    ports: ["archive"],
    timeoutSeconds: 900,
    memoryMb: 1024,
    ifItFails: "Vitals older than the tables' retention are lost for ever, unless it is repaired before they expire.",
  },
  "list-residents": {
    entry: "functions/list-residents/handler.ts",
    trigger: { kind: "http", method: "GET", path: "/api/residents", action: "resident.read", on: "own" },
    tables: { people: "read", facilities: "read", residents: "read", watches: "read" },
    ports: [],
    ...httpLimits,
    ifItFails: "The board does not open.",
  },
  "show-resident": {
    entry: "functions/show-resident/handler.ts",
    trigger: { kind: "http", method: "GET", path: "/api/residents/{id}", action: "resident.read", on: "resident" },
    tables: { people: "read", facilities: "read", residents: "read", watches: "read" },
    ports: [],
    ...httpLimits,
    ifItFails: "A resident's page does not open.",
  },
  "register-resident": {
    entry: "functions/register-resident/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/residents", action: "resident.manage", on: "facility" },
    tables: { people: "read", facilities: "read", residents: "write", watches: "write" },
    ports: [],
    ...httpLimits,
    ifItFails: "Operators cannot add a resident.",
  },
  "set-monitoring-plan": {
    entry: "functions/set-monitoring-plan/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/residents/{id}/plan", action: "plan.change", on: "resident" },
    tables: {
      people: "read",
      leases: "read",
      facilities: "read",
      residents: "write",
      changes: "write",
      watches: "write",
      alerts: "write",
    },
    ports: ["timer", "live"],
    ...httpLimits,
    ifItFails: "A resident's limits cannot be changed; they are watched by the plan they have.",
  },
  "read-observations": {
    entry: "functions/read-observations/handler.ts",
    trigger: {
      kind: "http",
      method: "GET",
      path: "/api/residents/{id}/observations",
      action: "resident.read",
      on: "resident",
    },
    tables: { people: "read", residents: "read", series: "read" },
    ports: [],
    ...httpLimits,
    ifItFails: "Charts stay empty.",
  },
  "list-alerts": {
    entry: "functions/list-alerts/handler.ts",
    trigger: { kind: "http", method: "GET", path: "/api/alerts", action: "alert.read", on: "own" },
    tables: { people: "read", residents: "read", facilities: "read", alerts: "read" },
    ports: [],
    ...httpLimits,
    ifItFails: "The board shows no list of alerts when it opens; new ones still appear live.",
  },
  "show-alert": {
    entry: "functions/show-alert/handler.ts",
    trigger: { kind: "http", method: "GET", path: "/api/alerts/{id}", action: "alert.read", on: "alert" },
    tables: { people: "read", alerts: "read" },
    ports: [],
    ...httpLimits,
    ifItFails: "The page of an alert does not open; the board shows it all the same.",
  },
  "acknowledge-alert": {
    entry: "functions/acknowledge-alert/handler.ts",
    trigger: {
      kind: "http",
      method: "POST",
      path: "/api/alerts/{id}/acknowledge",
      action: "alert.handle",
      on: "alert",
    },
    tables: { people: "read", leases: "read", residents: "read", watches: "read", alerts: "write" },
    ports: ["live", "timer", "command"],
    ...httpLimits,
    ifItFails: "Nobody can say that they are on the way.",
  },
  "arrive-at-alert": {
    entry: "functions/arrive-at-alert/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/alerts/{id}/on-site", action: "alert.handle", on: "alert" },
    tables: { people: "read", leases: "read", residents: "read", watches: "write", alerts: "write" },
    ports: ["live", "timer"],
    ...httpLimits,
    ifItFails: "Nobody can say that they are at the bedside: others are called although somebody is there.",
  },
  "release-alert": {
    entry: "functions/release-alert/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/alerts/{id}/release", action: "alert.handle", on: "alert" },
    tables: { people: "read", leases: "read", residents: "read", watches: "read", alerts: "write" },
    ports: ["live", "timer"],
    ...httpLimits,
    ifItFails: "Who tapped by mistake that they are going cannot take it back.",
  },
  "reopen-alert": {
    entry: "functions/reopen-alert/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/alerts/{id}/reopen", action: "alert.handle", on: "alert" },
    tables: { people: "read", leases: "read", residents: "read", watches: "write", alerts: "write" },
    ports: ["live", "timer"],
    ...httpLimits,
    ifItFails: "Who closed an alert by mistake cannot take it back: the person may lie there and nobody is called.",
  },
  "comment-on-alert": {
    entry: "functions/comment-on-alert/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/alerts/{id}/comment", action: "alert.handle", on: "alert" },
    tables: { people: "read", leases: "read", residents: "read", watches: "read", alerts: "write" },
    ports: ["live", "timer"],
    ...httpLimits,
    ifItFails: "Nobody can add words to an alert.",
  },
  "shelve-alert": {
    entry: "functions/shelve-alert/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/alerts/{id}/shelve", action: "alert.shelve", on: "alert" },
    tables: { people: "read", leases: "read", residents: "read", watches: "write", alerts: "write" },
    ports: ["live", "timer"],
    ...httpLimits,
    ifItFails: "An alert that is known and cannot be ended goes on calling.",
  },
  "unshelve-alert": {
    entry: "functions/unshelve-alert/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/alerts/{id}/unshelve", action: "alert.shelve", on: "alert" },
    tables: { people: "read", leases: "read", residents: "read", watches: "write", alerts: "write" },
    ports: ["live", "timer"],
    ...httpLimits,
    ifItFails: "A shelved alert stays silent until its time is over.",
  },
  "resolve-alert": {
    entry: "functions/resolve-alert/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/alerts/{id}/resolve", action: "alert.handle", on: "alert" },
    tables: { people: "read", leases: "read", residents: "read", alerts: "write", watches: "write" },
    ports: ["live", "timer"],
    ...httpLimits,
    ifItFails: "Alerts stay open after they have been dealt with.",
  },
  "list-hand-overs": {
    entry: "functions/list-hand-overs/handler.ts",
    trigger: {
      kind: "http",
      method: "GET",
      path: "/api/facilities/{id}/hand-overs",
      action: "hand-over.read",
      on: "facility",
    },
    tables: { people: "read", facilities: "read", handovers: "read" },
    ports: [],
    ...httpLimits,
    ifItFails: "Past hand-overs are not shown.",
  },
  "hand-over-alerts": {
    entry: "functions/hand-over-alerts/handler.ts",
    trigger: {
      kind: "http",
      method: "POST",
      path: "/api/facilities/{id}/hand-overs",
      action: "hand-over.write",
      on: "facility",
    },
    tables: {
      people: "read",
      facilities: "read",
      leases: "read",
      residents: "read",
      watches: "read",
      alerts: "write",
      handovers: "write",
    },
    ports: ["live", "timer"],
    timeoutSeconds: 25,
    memoryMb: 512,
    ifItFails: "Open alerts stay with whoever goes off duty.",
  },
  "show-hand-over-sheet": {
    entry: "functions/show-hand-over-sheet/handler.ts",
    trigger: {
      kind: "http",
      method: "GET",
      path: "/api/facilities/{id}/hand-over-sheet",
      action: "hand-over.read",
      on: "facility",
    },
    tables: {
      people: "read",
      facilities: "read",
      residents: "read",
      watches: "read",
      alerts: "read",
      notes: "read",
      duties: "read",
      handovers: "read",
    },
    ports: [],
    ...httpLimits,
    ifItFails: "There is no sheet for the change of a shift.",
  },
  "list-devices": {
    entry: "functions/list-devices/handler.ts",
    trigger: { kind: "http", method: "GET", path: "/api/devices", action: "device.read", on: "own" },
    tables: { people: "read", residents: "read", facilities: "read", devices: "read", watches: "read" },
    ports: [],
    ...httpLimits,
    ifItFails: "Operators cannot see the devices.",
  },
  "enrol-device": {
    entry: "functions/enrol-device/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/devices", action: "device.manage", on: "resident" },
    tables: { people: "read", leases: "read", residents: "read", devices: "write", watches: "write", alerts: "write" },
    ports: ["deviceAuthority", "timer", "live"],
    ...httpLimits,
    ifItFails: "No new device can be put into service.",
  },
  "expect-devices": {
    entry: "functions/expect-devices/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/devices/expected", action: "device.announce", on: "service" },
    tables: { people: "read", residents: "read", watches: "read", devices: "write" },
    ports: ["deviceAuthority"],
    ...httpLimits,
    ifItFails: "Devices cannot be announced before they come, and those that come by themselves are turned away.",
  },
  "approve-provisioning": {
    entry: "functions/approve-provisioning/handler.ts",
    trigger: { kind: "provisioning" },
    tables: {
      leases: "read",
      residents: "read",
      devices: "write",
      watches: "write",
      alerts: "write",
      quarantine: "write",
    },
    ports: ["timer", "live"],
    timeoutSeconds: 5,
    memoryMb: 1024,
    ifItFails: "An expected device that is switched on for the first time gets no certificate and stays unheard.",
  },
  "settle-presence": {
    entry: "functions/settle-presence/handler.ts",
    trigger: { kind: "presence", settleSeconds: 30 },
    tables: {
      leases: "read",
      residents: "read",
      devices: "write",
      watches: "write",
      alerts: "write",
      quarantine: "write",
    },
    ports: ["timer", "live"],
    timeoutSeconds: 10,
    memoryMb: 512,
    ifItFails:
      "A device without a last will that loses its connection is noticed only when it has been silent for its limit, " +
      "and new certificates are withdrawn although devices use them.",
  },
  "rotate-device": {
    entry: "functions/rotate-device/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/devices/{id}/rotate", action: "device.manage", on: "device" },
    tables: { people: "read", devices: "write" },
    ports: ["deviceAuthority"],
    ...httpLimits,
    ifItFails: "No device gets a new certificate before its own expires or after its key was seen by others.",
  },
  "end-rotations": {
    entry: "functions/end-rotations/handler.ts",
    trigger: { kind: "schedule", everyMinutes: 60 },
    tables: { facilities: "read", devices: "write" },
    ports: ["deviceAuthority"],
    timeoutSeconds: 300,
    memoryMb: 512,
    ifItFails: "Certificates that were replaced stay valid beside their successors.",
  },
  "revoke-device": {
    entry: "functions/revoke-device/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/devices/{id}/revoke", action: "device.manage", on: "device" },
    tables: { people: "read", leases: "read", residents: "read", devices: "write", watches: "write", alerts: "write" },
    ports: ["deviceAuthority", "timer", "live"],
    ...httpLimits,
    ifItFails: "A lost or stolen device keeps its access.",
  },
  "show-me": {
    entry: "functions/show-me/handler.ts",
    trigger: { kind: "http", method: "GET", path: "/api/me", action: "self.read", on: "self" },
    tables: { people: "read", facilities: "read", residents: "read" },
    ports: [],
    ...httpLimits,
    ifItFails: "Pages do not know who signed in and what they may do.",
  },
  "change-me": {
    entry: "functions/change-me/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/me", action: "self.change", on: "self" },
    tables: { people: "write", facilities: "read", residents: "read" },
    ports: [],
    ...httpLimits,
    ifItFails: "Nobody can change how they are reached.",
  },
  "sign-out-me": {
    entry: "functions/sign-out-me/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/me/sign-out", action: "self.read", on: "self" },
    tables: { people: "read", connections: "write" },
    ports: ["liveConnections"],
    ...httpLimits,
    ifItFails: "The live connections of somebody who signs out go on until their token ends.",
  },
  "list-people": {
    entry: "functions/list-people/handler.ts",
    trigger: { kind: "http", method: "GET", path: "/api/people", action: "person.read", on: "own" },
    tables: { people: "read", facilities: "read", residents: "read" },
    ports: [],
    ...httpLimits,
    ifItFails: "Managers and operators cannot see who has which role.",
  },
  "register-person": {
    entry: "functions/register-person/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/people", action: "person.manage", on: "own" },
    tables: { people: "write", facilities: "read", residents: "read" },
    ports: [],
    ...httpLimits,
    ifItFails: "Nobody new can be let in.",
  },
  "change-person": {
    entry: "functions/change-person/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/people/{id}", action: "person.manage", on: "person" },
    tables: { people: "write", facilities: "read", residents: "read", connections: "write" },
    ports: ["liveConnections"],
    ...httpLimits,
    ifItFails: "A role cannot be given or taken, and nobody can be disabled: somebody who left keeps their access.",
  },
  "change-facility": {
    entry: "functions/change-facility/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/facilities/{id}", action: "bed.manage", on: "facility" },
    tables: { people: "read", facilities: "write", residents: "write" },
    ports: [],
    ...httpLimits,
    ifItFails: "Beds cannot be added, renamed or given up.",
  },
  "change-resident": {
    entry: "functions/change-resident/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/residents/{id}", action: "resident.manage", on: "resident" },
    tables: {
      people: "read",
      leases: "read",
      facilities: "read",
      residents: "write",
      changes: "write",
      watches: "write",
      alerts: "write",
    },
    ports: ["timer", "live"],
    ...httpLimits,
    ifItFails: "What is known of a resident (allergies, contacts, wishes) cannot be put right.",
  },
  "move-resident": {
    entry: "functions/move-resident/handler.ts",
    trigger: {
      kind: "http",
      method: "POST",
      path: "/api/residents/{id}/move",
      action: "resident.manage",
      on: "resident",
    },
    tables: {
      people: "read",
      leases: "read",
      facilities: "read",
      residents: "write",
      changes: "write",
      devices: "write",
      watches: "write",
      alerts: "write",
    },
    ports: ["timer", "live"],
    ...httpLimits,
    ifItFails: "Whoever changes beds is shown, and looked for, in the bed they left.",
  },
  "discharge-resident": {
    entry: "functions/discharge-resident/handler.ts",
    trigger: {
      kind: "http",
      method: "POST",
      path: "/api/residents/{id}/discharge",
      action: "resident.manage",
      on: "resident",
    },
    tables: {
      people: "read",
      leases: "read",
      facilities: "read",
      residents: "write",
      changes: "write",
      devices: "write",
      watches: "write",
      alerts: "write",
    },
    ports: ["live"],
    ...httpLimits,
    ifItFails: "Whoever left is still watched, alarms for nobody and keeps the bed.",
  },
  "assign-device": {
    entry: "functions/assign-device/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/devices/{id}/assign", action: "device.manage", on: "device" },
    tables: { people: "read", leases: "read", residents: "read", devices: "write", watches: "write", alerts: "write" },
    ports: ["timer", "live"],
    ...httpLimits,
    ifItFails: "A device that changed hands still speaks for the resident who had it before.",
  },
  "list-plan-history": {
    entry: "functions/list-plan-history/handler.ts",
    trigger: {
      kind: "http",
      method: "GET",
      path: "/api/residents/{id}/plan-history",
      action: "history.read",
      on: "resident",
    },
    tables: { people: "read", residents: "read", changes: "read" },
    ports: [],
    ...httpLimits,
    ifItFails: "Nobody can see who changed a resident's limits, when and why.",
  },
  "list-notes": {
    entry: "functions/list-notes/handler.ts",
    trigger: { kind: "http", method: "GET", path: "/api/residents/{id}/notes", action: "note.read", on: "resident" },
    tables: { people: "read", residents: "read", notes: "read" },
    ports: [],
    ...httpLimits,
    ifItFails: "Care notes cannot be read: the next shift does not know what the last one saw.",
  },
  "add-note": {
    entry: "functions/add-note/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/residents/{id}/notes", action: "note.write", on: "resident" },
    tables: { people: "read", residents: "read", notes: "write" },
    ports: [],
    ...httpLimits,
    ifItFails: "Care notes cannot be written; staff keep them on paper meanwhile.",
  },
  search: {
    entry: "functions/search/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/search", action: "resident.read", on: "own" },
    tables: { people: "read", facilities: "read", residents: "read", devices: "read" },
    ports: [],
    ...httpLimits,
    ifItFails: "Nobody is found by name, bed or device; the board still shows everybody.",
  },
  "escalate-alert": {
    entry: "functions/escalate-alert/handler.ts",
    trigger: { kind: "queue", queue: "escalation-due" },
    tables: {
      leases: "read",
      residents: "read",
      watches: "read",
      people: "read",
      duties: "read",
      policies: "read",
      channels: "read",
      alerts: "write",
      notifications: "write",
    },
    ports: ["timer", "live"],
    timeoutSeconds: 30,
    memoryMb: 1024,
    ifItFails: "Nobody is called for an alert: it is seen only where a page is open, until the sweep comes by.",
  },
  "sweep-escalations": {
    entry: "functions/sweep-escalations/handler.ts",
    trigger: { kind: "schedule", everyMinutes: 1 },
    tables: {
      leases: "read",
      facilities: "read",
      residents: "read",
      watches: "read",
      people: "read",
      duties: "read",
      policies: "read",
      channels: "read",
      alerts: "write",
      notifications: "write",
    },
    ports: ["timer", "live"],
    timeoutSeconds: 55,
    memoryMb: 1024,
    ifItFails: "A lost timer is not repaired: an alert whose turn was lost calls nobody more.",
  },
  "list-duties": {
    entry: "functions/list-duties/handler.ts",
    trigger: { kind: "http", method: "GET", path: "/api/facilities/{id}/duties", action: "duty.read", on: "facility" },
    tables: { people: "read", facilities: "read", duties: "read" },
    ports: [],
    ...httpLimits,
    ifItFails: "The duty roster does not open. Alerts still call whom it names.",
  },
  "change-duties": {
    entry: "functions/change-duties/handler.ts",
    trigger: {
      kind: "http",
      method: "POST",
      path: "/api/facilities/{id}/duties",
      action: "duty.manage",
      on: "facility",
    },
    tables: { people: "read", facilities: "read", duties: "write" },
    ports: [],
    ...httpLimits,
    ifItFails: "Duties cannot be planned or covered: alerts call whom the roster named before.",
  },
  "swap-duties": {
    entry: "functions/swap-duties/handler.ts",
    trigger: {
      kind: "http",
      method: "POST",
      path: "/api/facilities/{id}/duty-swaps",
      action: "duty.swap",
      on: "facility",
    },
    tables: { people: "read", facilities: "read", duties: "write" },
    ports: [],
    ...httpLimits,
    ifItFails: "Nobody can swap duties: alerts call whom the roster named before.",
  },
  "show-escalation-policy": {
    entry: "functions/show-escalation-policy/handler.ts",
    trigger: {
      kind: "http",
      method: "GET",
      path: "/api/facilities/{id}/escalation-policy",
      action: "escalation.read",
      on: "facility",
    },
    tables: { people: "read", facilities: "read", policies: "read" },
    ports: [],
    ...httpLimits,
    ifItFails: "Nobody can see by which policy alerts call people; they call all the same.",
  },
  "set-escalation-policy": {
    entry: "functions/set-escalation-policy/handler.ts",
    trigger: {
      kind: "http",
      method: "POST",
      path: "/api/facilities/{id}/escalation-policy",
      action: "escalation.manage",
      on: "facility",
    },
    tables: { people: "read", facilities: "read", channels: "read", policies: "write" },
    ports: [],
    ...httpLimits,
    ifItFails: "The policy by which alerts call people cannot be changed; the one before holds.",
  },
  "show-call-chain": {
    entry: "functions/show-call-chain/handler.ts",
    trigger: {
      kind: "http",
      method: "GET",
      path: "/api/facilities/{id}/call-chain",
      action: "escalation.read",
      on: "facility",
    },
    tables: { people: "read", facilities: "read", duties: "read", policies: "read", channels: "read" },
    ports: [],
    ...httpLimits,
    ifItFails: "Nobody sees who would be called now, nor who would hear nothing.",
  },
  "import-register": {
    entry: "functions/import-register/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/import", action: "resident.manage", on: "own" },
    tables: {
      people: "read",
      facilities: "read",
      residents: "write",
      watches: "write",
      devices: "write",
    },
    ports: ["deviceAuthority"],
    timeoutSeconds: 28,
    memoryMb: 1024,
    ifItFails: "Residents and devices cannot be registered by table; one by one they still can.",
  },
  "list-quarantine": {
    entry: "functions/list-quarantine/handler.ts",
    trigger: { kind: "http", method: "GET", path: "/api/quarantine", action: "quarantine.read", on: "service" },
    tables: { people: "read", quarantine: "read" },
    ports: [],
    ...httpLimits,
    ifItFails: "Operators cannot see what was refused.",
  },
  "send-notification": {
    entry: "functions/send-notification/handler.ts",
    trigger: { kind: "queue", queue: "notification-due" },
    tables: {
      people: "write",
      facilities: "read",
      residents: "read",
      alerts: "write",
      channels: "write",
      notifications: "write",
      paces: "write",
    },
    ports: ["notify", "timer"],
    timeoutSeconds: 30,
    memoryMb: 512,
    ifItFails: "Nobody is called: alerts show on open pages only.",
  },
  "list-channels": {
    entry: "functions/list-channels/handler.ts",
    trigger: { kind: "http", method: "GET", path: "/api/channels", action: "channel.manage", on: "own" },
    tables: { people: "read", residents: "read", facilities: "read", channels: "read" },
    ports: [],
    ...httpLimits,
    ifItFails: "Operators cannot see the channels and which of them fail.",
  },
  "set-channel": {
    entry: "functions/set-channel/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/channels", action: "channel.manage", on: "own" },
    tables: { people: "read", residents: "read", facilities: "read", channels: "write" },
    ports: ["secrets"],
    ...httpLimits,
    ifItFails: "Operators cannot add, change or remove a channel; those that are set up go on.",
  },
  "test-channel": {
    entry: "functions/test-channel/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/channels/{id}/test", action: "channel.manage", on: "own" },
    tables: { people: "read", residents: "read", facilities: "read", channels: "write" },
    ports: ["notify"],
    timeoutSeconds: 20,
    memoryMb: 512,
    ifItFails: "Operators cannot try a channel before it is needed.",
  },
  "send-test-message": {
    entry: "functions/send-test-message/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/me/test-message", action: "self.change", on: "self" },
    tables: { people: "read", channels: "write" },
    ports: ["notify"],
    timeoutSeconds: 20,
    memoryMb: 512,
    ifItFails: "Nobody can try whether alerts would reach them.",
  },
  "add-push": {
    entry: "functions/add-push/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/me/pushes", action: "self.change", on: "self" },
    tables: { people: "write" },
    ports: [],
    ...httpLimits,
    ifItFails: "No further browser can be woken by pushes; those that are registered are.",
  },
  "remove-push": {
    entry: "functions/remove-push/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/me/pushes/remove", action: "self.change", on: "self" },
    tables: { people: "write" },
    ports: [],
    ...httpLimits,
    ifItFails: "A browser that somebody gave away is still woken for them.",
  },
  "show-push-key": {
    entry: "functions/show-push-key/handler.ts",
    trigger: { kind: "http", method: "GET", path: "/api/push-key", action: "self.read", on: "self" },
    tables: { people: "read", channels: "write" },
    ports: ["secrets"],
    ...httpLimits,
    ifItFails: "No further browser can be woken by pushes; those that are registered are.",
  },
  "list-deliveries": {
    entry: "functions/list-deliveries/handler.ts",
    trigger: {
      kind: "http",
      method: "GET",
      path: "/api/facilities/{id}/deliveries",
      action: "delivery.read",
      on: "facility",
    },
    tables: { people: "read", facilities: "read", channels: "read", notifications: "read" },
    ports: [],
    ...httpLimits,
    ifItFails: "Nobody sees which calls went out and which did not.",
  },
  "list-alert-notifications": {
    entry: "functions/list-alert-notifications/handler.ts",
    trigger: {
      kind: "http",
      method: "GET",
      path: "/api/alerts/{id}/notifications",
      action: "escalation.read",
      on: "alert",
    },
    tables: { people: "read", alerts: "read", channels: "read", notifications: "read" },
    ports: [],
    ...httpLimits,
    ifItFails: "Staff do not see who was called for an alert; the calls go out all the same.",
  },
} as const satisfies Record<string, FunctionDeclaration>;

export type FunctionName = keyof typeof manifest;
export const functionNames = Object.keys(manifest) as readonly FunctionName[];
