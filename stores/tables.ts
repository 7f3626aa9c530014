import type { TableDefinition } from "../domain/ports.ts";

/** All tables: keys, indexes and expiry, declared once for both engines and the deployment. */
export const tables = {
  /** One item per facility, its beds inside. All facilities are listed under one constant partition `all`. */
  facilities: { name: "facilities", partition: "listedUnder", sort: "id", indexes: {} },
  /** Agreements between facilities with their changes, ended ones too; few enough to be listed whole. */
  agreements: { name: "agreements", partition: "listedUnder", sort: "id", indexes: {} },
  /**
   * Residents, and what guards each bed; under the facility `#held` the index lists beds that are held, and under
   * `#history#…` what happened with each bed.
   */
  residents: {
    name: "residents",
    partition: "id",
    indexes: { byFacility: { partition: "facilityId", sort: "id" } },
  },
  /**
   * Each conversion of a bed with all its steps, kept for ever; `open` holds those that are not over. Under `#paying` by
   * resident the one that is in effect for them, wherever it is, which keeps a second payer out.
   */
  conversions: {
    name: "conversions",
    partition: "facilityId",
    sort: "id",
    indexes: { open: { partition: "openOf", sort: "id" } },
  },
  devices: {
    name: "devices",
    partition: "id",
    indexes: {
      byResident: { partition: "residentId", sort: "id" },
      byFacility: { partition: "facilityId", sort: "id" },
    },
  },
  /** One item per resident: what the monitors remember. */
  watches: { name: "watches", partition: "residentId", indexes: {}, bulk: "json" },
  /**
   * Alerts under `alert#<id>`, and beside each open one a guard under `open#<residentId>#<kind>` whose conditional put
   * is what makes a second open alert impossible.
   */
  alerts: {
    name: "alerts",
    partition: "key",
    indexes: {
      byResident: { partition: "residentId", sort: "raisedAt" },
      byState: { partition: "facilityAndState", sort: "raisedAt" },
    },
    bulk: "json",
  },
  /** Packed observations: an item per resident, device and ten minutes, and more where a device sends much. */
  series: {
    name: "series",
    partition: "residentDay",
    sort: "minuteDevice",
    indexes: {},
    expires: "expiresAt",
    bulk: "s",
  },
  /** Every device event that was taken in, once per device, type, event id and stated time. */
  events: {
    name: "events",
    partition: "deviceAndEvent",
    indexes: { byResident: { partition: "residentId", sort: "at" } },
    expires: "expiresAt",
  },
  /** Every change of a resident's record: who, when, why, before and after; one item per version, kept for ever. */
  changes: { name: "changes", partition: "residentId", sort: "version", indexes: {} },
  /** Care notes; `at` is the time with the id behind it. A note is never changed: a correction is another one. */
  notes: {
    name: "notes",
    partition: "residentId",
    sort: "at",
    indexes: { byFacility: { partition: "facilityId", sort: "at" } },
  },
  /**
   * Those who sign in, with their roles, relations and how they are reached; and under `at#…` a row for each place at
   * which one of them is found: a facility, the whole service, a browser.
   */
  people: {
    name: "people",
    partition: "id",
    indexes: { all: { partition: "listedUnder", sort: "id" }, byPlace: { partition: "placeOf", sort: "id" } },
  },
  /**
   * Every call of somebody for an alert, with what came of it. `pending` holds only those still to be sent, by when
   * somebody must look at them again; `held` only those that wait to be told together.
   */
  notifications: {
    name: "notifications",
    partition: "alertId",
    sort: "id",
    indexes: {
      byFacility: { partition: "facilityId", sort: "createdAt" },
      pending: { partition: "pendingAt", sort: "lookAt" },
      held: { partition: "heldFor", sort: "id" },
    },
    expires: "expiresAt",
  },
  /** The ways by which people are told, with their secrets; and beside each how it does. */
  channels: {
    name: "channels",
    partition: "id",
    indexes: { byScope: { partition: "scope", sort: "id" } },
  },
  /** Duties by their beginning, and under `swap.<id>` proposals to swap two of them. */
  duties: {
    name: "duties",
    partition: "facilityId",
    sort: "id",
    indexes: {
      byStart: { partition: "facilityId", sort: "startsAt" },
      openSwaps: { partition: "openSwapsOf", sort: "id" },
    },
    expires: "expiresAt",
  },
  /** Every version of each facility's escalation policy; a facility without any has the default. */
  policies: { name: "policies", partition: "facilityId", sort: "version", indexes: {} },
  /** How many messages went to whom and by what in the last minutes, so that a storm is told in few. */
  paces: { name: "paces", partition: "key", indexes: {}, expires: "expiresAt" },
  /** Who gave which open alerts to whom at the change of a shift; `at` is the time with the id behind it. */
  handovers: { name: "handovers", partition: "facilityId", sort: "at", indexes: {} },
  /** Which facilities somebody watches now: only to those go live changes, since each costs a message. */
  leases: { name: "leases", partition: "facilityId", indexes: {}, expires: "expiresAt" },
  /**
   * Pages that were let in to hear live changes, by person, so that they can be ended; and under `name#<clientId>` whose a
   * page's name is. Gone when they end by themselves.
   */
  connections: { name: "connections", partition: "personId", sort: "clientId", indexes: {}, expires: "expiresAt" },
  /**
   * Referrals under `referral#<id>`; beside each open one a guard under `open#<residentId>`, whose conditional put makes a
   * second open referral impossible; and under `policy#<facilityId>` by what each facility calls the green channel.
   * `byReturn` holds only those that go back to another house than they came from; `open` all that are not at their end.
   */
  referrals: {
    name: "referrals",
    partition: "key",
    indexes: {
      byOrigin: { partition: "originAndState", sort: "requestedAt" },
      byDestination: { partition: "destinationAndState", sort: "requestedAt" },
      byReturn: { partition: "returnAndState", sort: "requestedAt" },
      byResident: { partition: "residentId", sort: "requestedAt" },
      open: { partition: "openIn", sort: "dueAt" },
    },
  },
  /** Every step of a referral as it was taken, under `step#<version>`, and its snapshots under `snapshot#<id>`. */
  "referral-steps": { name: "referral-steps", partition: "referralId", sort: "id", indexes: {} },
  /**
   * Tele-visits under `visit#<id>`, their notes under `note#<visit>`, and under `at#<facility>#<visit>` for each facility that
   * has a part in one an entry by which it finds it; under `tasks#<facility>#<visit>` another while a task is open there.
   */
  visits: {
    name: "visits",
    partition: "key",
    indexes: {
      byFacility: { partition: "facilityAndPart", sort: "at" },
      byResident: { partition: "residentId", sort: "at" },
    },
    bulk: "json",
  },
  /**
   * Who read or changed what of a resident: chains of entries, in sixteen parts of each day, so that whole days expire
   * together. Only ever added to. Under `anchors` how all chains stood at a time; `byAbout` finds what is about one resident,
   * or about a facility's residents in a list.
   */
  audit: {
    name: "audit",
    partition: "part",
    sort: "entry",
    indexes: { byAbout: { partition: "about", sort: "at" } },
    expires: "expiresAt",
    appendOnly: true,
  },
  /**
   * Under `register` the register of erasures, by time; under `hold#<residentId>` the legal holds of a resident, lifted ones
   * too; under `passes` how far the search for what is over has come. `open` finds erasures that were cut short, and holds in force.
   */
  retention: {
    name: "retention",
    partition: "about",
    sort: "id",
    indexes: { open: { partition: "openOf", sort: "id" } },
  },
  /**
   * What law keeps of residents whose data were erased, each item as it lay in its table (data-map.ts): nobody is shown it.
   * It goes by itself when its time is over.
   */
  "kept-records": { name: "kept-records", partition: "residentId", sort: "id", indexes: {}, expires: "expiresAt" },
  /** Codes by which relatives come, under their hash. Gone a month after their end. */
  invitations: {
    name: "invitations",
    partition: "codeHash",
    indexes: { byResident: { partition: "residentId", sort: "invitedAt" } },
    expires: "expiresAt",
  },
  /**
   * What a resident, or who decides for them, lets each relative see: every yes and every no with who gave it and how, one
   * after the other under `<person>#<number>`. Only ever added to.
   */
  consents: {
    name: "consents",
    partition: "residentId",
    sort: "entry",
    indexes: { byPerson: { partition: "personId", sort: "at" } },
    appendOnly: true,
  },
  /**
   * Records that were opened in an emergency under `opening#<id>`, each with all that happened to it, kept for ever; under
   * `policy#<facilityId>` for how long a house lets them be opened. `toSee` holds those that are open, and those to be judged
   * by a time. Under `attempt#<id>` who tried to find somebody, which expires, and under `tries#<person>` how often of late.
   */
  "break-glass": {
    name: "break-glass",
    partition: "key",
    indexes: {
      byPlace: { partition: "placeAndState", sort: "openedAt" },
      byResident: { partition: "residentId", sort: "openedAt" },
      toSee: { partition: "toSee", sort: "lookAt" },
    },
    expires: "expiresAt",
  },
  /**
   * What each relative of a resident and the care team write to each other: messages under `m#<time>#<id>`, beside each its
   * id, and under `head` how the thread stands, by which a facility finds it; and pictures that were sent, whose bytes lie
   * in files.
   */
  "family-messages": {
    name: "family-messages",
    partition: "thread",
    sort: "id",
    indexes: {
      byFacility: { partition: "facilityId", sort: "lastAt" },
      byResident: { partition: "residentId", sort: "id" },
    },
  },
  /** What could not be taken in, with its reason; and dead letters. */
  quarantine: { name: "quarantine", partition: "day", sort: "id", indexes: {}, expires: "expiresAt" },
} as const satisfies Record<string, TableDefinition>;

export type TableName = keyof typeof tables;
