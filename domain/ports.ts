import type { Alert, AlertPriority } from "./alerts/alert.ts";
import type { DeviceKind } from "./model/device.ts";
import type { ObservationCode } from "./model/observations.ts";
import type { ObservationValue } from "./model/reading.ts";
import type { EpochMs } from "./model/time.ts";
import type { NotifyRoute, VapidKeys } from "./notify/route.ts";
import type { Referral } from "./referrals/referral.ts";
import type { News2Score } from "./watch/news2.ts";
import type { Monitoring } from "./watch/state.ts";

/** JSON as both table engines keep it: no undefined, no NaN, no dates. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type Item = { readonly [attribute: string]: Json };

/** Keys and indexes of one table; declared once in stores/tables.ts and read by both engines and the deployment. */
export interface TableDefinition {
  readonly name: string;
  /** Attribute names; keys and index keys are strings. */
  readonly partition: string;
  readonly sort?: string;
  /** An item without an index's attributes is not in that index. */
  readonly indexes: Readonly<Record<string, { readonly partition: string; readonly sort: string }>>;
  /** Attribute with the Unix time in seconds after which the item is deleted. */
  readonly expires?: string;
  /** Attribute that is long and written often: an engine may keep it compressed. No condition may look at it. */
  readonly bulk?: string;
  /** Nothing in it is replaced or deleted but by its expiry: functions may put what is not there, and no more. */
  readonly appendOnly?: true;
}

export type Key = Readonly<Record<string, string>>;

/** Under which circumstances a write happens. */
export type WriteCondition =
  | { readonly absent: true }
  | { readonly attribute: string; readonly equals: string | number };

export type Write =
  | { readonly kind: "put"; readonly table: TableDefinition; readonly item: Item; readonly when?: WriteCondition }
  | { readonly kind: "delete"; readonly table: TableDefinition; readonly key: Key; readonly when?: WriteCondition }
  | { readonly kind: "check"; readonly table: TableDefinition; readonly key: Key; readonly when: WriteCondition };

/** Expected refusals are values: `refused` names the writes, by position, whose condition did not hold. */
export type WriteOutcome =
  | { readonly kind: "written" }
  | { readonly kind: "refused"; readonly failed: readonly number[] };

export interface Query {
  /** Index name; absent: the table's own keys. */
  readonly index?: string;
  readonly partition: string;
  /** Both ends included. */
  readonly sort?: { readonly from?: string; readonly to?: string } | { readonly beginsWith: string };
  readonly newestFirst?: boolean;
  /** At most this many items a page. */
  readonly limit?: number;
  /** `next` of the page before. */
  readonly after?: string;
}

export interface Page {
  readonly items: readonly Item[];
  /** Opaque; absent on the last page. */
  readonly next?: string;
}

/**
 * The table port: what SQLite and DynamoDB have in common.
 *
 * `get`, `getMany` and queries on a table's own keys see every earlier acknowledged write; queries on an index may lag.
 * `write` is all or nothing, takes at most 100 writes on distinct items, and is durable when it resolves. An item
 * over 400 KB is an {@link ItemTooLargeError} on both engines. Expired items are never returned.
 */
export interface TableEngine {
  get(table: TableDefinition, key: Key): Promise<Item | undefined>;
  /** In the order of the keys. */
  getMany(table: TableDefinition, keys: readonly Key[]): Promise<readonly (Item | undefined)[]>;
  query(table: TableDefinition, query: Query): Promise<Page>;
  write(writes: readonly Write[]): Promise<WriteOutcome>;
}

export class ItemTooLargeError extends Error {
  readonly code = "item-too-large";
  readonly table: string;
  constructor(table: string, options?: ErrorOptions) {
    super(`an item of table ${table} exceeds 400 KB`, options);
    this.table = table;
  }
}

/**
 * Wakes a function at a due time; setting a name again moves it. Delivery is at least once. Whoever is woken judges by the
 * time that it is, and sets the timer again when that is too early: then the wake that counts comes within a second of
 * the due time and never before it. Early wakes are those of a time that was moved away or cancelled, and in the cloud
 * one in the last minute before a due time that was far when it was set. However often a name is set and woken, its
 * wakes do not multiply.
 */
export interface TimerPort {
  set(timer: { readonly queue: string; readonly name: string; readonly dueAt: EpochMs }): Promise<void>;
  cancel(timer: { readonly queue: string; readonly name: string }): Promise<void>;
}

/** What changed for one resident; sent while somebody watches. */
export interface LiveChange {
  readonly residentId: string;
  readonly at: EpochMs;
  readonly vitals: readonly {
    readonly code: ObservationCode;
    readonly value: ObservationValue;
    readonly at: EpochMs;
    readonly deviceId: string;
  }[];
  readonly monitoring: Monitoring;
  readonly news2: News2Score;
  readonly outOfBedSince?: EpochMs;
  readonly alerts: readonly Alert[];
  /** Relatives would see something else now: an alert, or that somebody got up or lay down. */
  readonly isForFamily?: true;
}

/** That something happened with a referral: no more than that, since a page reads who it is and what by the API. */
export interface ReferralNews
  extends Pick<
    Referral,
    "id" | "state" | "mode" | "direction" | "originId" | "destinationId" | "returnId" | "version"
  > {
  readonly at: EpochMs;
}

/** What a house is told of referrals in which it has a part, and of its beds: nothing of the resident's record. */
export interface LiveNews {
  readonly referrals: readonly ReferralNews[];
  readonly alerts: readonly Alert[];
  /** Something changed about who has its beds, or about what they are used for. */
  readonly beds?: { readonly facilityId: string; readonly at: EpochMs };
}

/** Live updates to the browsers that watch a facility. At most once: who missed one reads the API again. */
export interface LivePort {
  publish(facilityId: string, changes: readonly LiveChange[]): Promise<void>;
  tell(facilityId: string, news: LiveNews): Promise<void>;
  /** Tells relatives who watch a resident that something changed, and nothing of what. */
  tellFamily(residentId: string): Promise<void>;
}

/** Ends live connections of browsers. */
export interface LiveConnectionsPort {
  /**
   * Ends the connection of this client id. One that was let in moments ago may not stand yet: it is ended when it does.
   * `not-connected`: it ended before. Rejects when nobody can say.
   */
  end(clientId: string, letInAt: EpochMs): Promise<"ended" | "not-connected">;
}

/**
 * Files that outlive the tables' retention: archives and reports. Names are relative paths with `/`, without personal
 * data; none is the folder of another.
 */
export interface BlobPort {
  /** Replaces what stood under the name; durable when it resolves. */
  put(name: string, bytes: Uint8Array): Promise<void>;
  get(name: string): Promise<Uint8Array | undefined>;
  /** In the order of names (UTF-8), at most 1,000 a page; `next` is the `after` of the page that follows. */
  list(prefix: string, after?: string): Promise<{ readonly names: readonly string[]; readonly next?: string }>;
  /** Deletes it with all earlier versions of it. `none`: there was nothing under the name. */
  remove(name: string): Promise<"removed" | "none">;
}

/** Who signed in, as the issuer of the token says. */
export interface VerifiedIdentity {
  readonly subject: string;
  readonly expiresAt: EpochMs;
}

/** Checks access tokens of the OpenID Connect issuer: signature, issuer, audience, time. */
export interface IdentityPort {
  /** Undefined for a token that does not hold; rejects when the issuer's keys cannot be had. */
  verify(token: string): Promise<VerifiedIdentity | undefined>;
}

/** A message for one recipient, ready to be sent; it carries no clinical detail. */
export interface OutgoingMessage {
  /** The same for every attempt: a gateway that knows it already drops the second. */
  readonly id: string;
  readonly priority: AlertPriority;
  readonly language: "zh" | "en";
  readonly title: string;
  readonly body: string;
  /** Of the page that it leads to, from the pages' root, e.g. `/alerts/a1`. */
  readonly path: string;
  /** The same as a whole address, where the channel's settings say where the pages are. */
  readonly link?: string;
  /** Messages of one alert have the same: a later one takes the place of an earlier one where the channel can do that. */
  readonly tag: string;
  readonly at: EpochMs;
  /** So long it is kept for a device that is off now; absent: as long as its priority says. */
  readonly keepMs?: number;
}

/** What became of one attempt; `detail` holds no address, name or key. */
export type SendOutcome =
  | { readonly kind: "accepted"; readonly reference?: string }
  /** Trying again later may help. */
  | { readonly kind: "retry"; readonly detail: string; readonly afterMs?: number }
  /** Trying again cannot help; `gone`: this address never works again. */
  | { readonly kind: "refused"; readonly detail: string; readonly gone?: true };

/** Sends messages by the channels; every attempt is bounded in time and never throws. */
export interface NotifyPort {
  send(route: NotifyRoute, message: OutgoingMessage): Promise<SendOutcome>;
}

/** Makes secrets that nobody has to think up. */
export interface SecretsPort {
  /** 32 bytes for signing by Standard Webhooks: `whsec_…`. */
  newSigningSecret(): string;
  /** 60 bits that people can read out and type: twelve digits and capitals, none of which looks like another. */
  newJoiningCode(): string;
  /** A key pair by which push services know the service (RFC 8292); base64url. */
  newPushKeys(): Pick<VapidKeys, "publicKey" | "privateKey">;
}

/** A server by which two browsers find a way to each other (RFC 8656); with credentials where it asks for them. */
export interface IceServer {
  readonly urls: readonly string[];
  readonly username?: string;
  readonly credential?: string;
}

/** Names the servers that help pages of a video call to reach each other. */
export interface RelayPort {
  /** For one page, with credentials of its own that end at `until`; `peer` says nothing of who the person is. */
  serversFor(peer: string): { readonly servers: readonly IceServer[]; readonly until?: EpochMs };
}

/** Speaks as a device, by the very path that its messages take: how the service tests itself. */
export interface DevicePathPort {
  send(message: {
    readonly deviceId: string;
    readonly topicKind: "telemetry" | "event" | "status";
    readonly payload: Uint8Array;
  }): Promise<void>;
}

/** What the service tells a device. */
export type DeviceCommand =
  /** Somebody is on the way: the device may say so by light or voice. */
  | { readonly command: "acknowledge"; readonly eventId: string }
  | { readonly command: "report-interval"; readonly seconds: number }
  /** Report at once when the value leaves this range, whatever the interval. */
  | {
      readonly command: "report-limits";
      readonly code: ObservationCode;
      readonly low?: number;
      readonly high?: number;
    };

/** Commands to devices. A device that is not connected now, or within a minute in the cloud, is not told. */
export interface CommandPort {
  /**
   * `sent`: the broker took it, which is no word of the device. `not-connected`: only where the broker is asked who is
   * connected, as on the box.
   */
  send(deviceId: string, command: DeviceCommand): Promise<"sent" | "not-connected">;
}

/** Who asks for a certificate, and where it belongs. */
export interface CertificateRequest {
  readonly deviceId: string;
  readonly kind: DeviceKind;
  readonly facilityId: string;
  /** PKCS#10. */
  readonly csrPem: string;
}

/** The accounts with which people sign in, as far as the service has a say in them. */
export interface AccountsPort {
  /**
   * Nobody signs in with the account of this subject any more, and no session of it is renewed; access tokens that are
   * out hold until they end. Again changes nothing. `none`: there is no such account, or the issuer takes no word from here.
   */
  close(subject: string): Promise<"done" | "none">;
  /** Who was kept out may sign in again. */
  reopen(subject: string): Promise<"done" | "none">;
  /** Deletes the account for good, with its sessions. Again changes nothing. */
  remove(subject: string): Promise<"done" | "none">;
}

/** How late what devices measure is stored, where nobody in the process can see it. */
export interface IngestLagPort {
  /** How long the oldest message waited, in milliseconds; undefined when none came within the last minutes. */
  lagMs(): Promise<number | undefined>;
}

/** Gives devices their identity. A device may hold several certificates: a rotation overlaps with the one before. */
export interface DeviceAuthority {
  /**
   * Signs a certificate for the public key of the request; whatever that calls itself, it counts as the device. Rejects
   * with an {@link InvalidCertificateRequestError} for a request that proves nothing; whatever it rejects with, no
   * certificate can be used that was not handed out.
   */
  certify(request: CertificateRequest): Promise<DeviceCertificate>;
  /** Makes ready where devices of the facility will belong, for those that claim a certificate by themselves. */
  prepareFacility(facilityId: string): Promise<void>;
  /**
   * From now on a connection with this certificate is refused; the present one ends: on the box at once, in the cloud
   * within minutes. Revoking again changes nothing. `not-held`: the device has no certificate with that serial, so
   * nobody can connect as it with one now; but it may still get one that a claim was allowed. With the
   * `certificateId` of such a one it is revoked as far as that can be done before the device has it.
   */
  revoke(device: {
    readonly deviceId: string;
    readonly certificateSerial: string;
    readonly certificateId?: string;
  }): Promise<"revoked" | "not-held">;
}

export interface DeviceCertificate {
  readonly certificatePem: string;
  readonly caPem: string;
  readonly serial: string;
  /** SHA-256 of the certificate in lower-case hexadecimal: how the broker names it when it tells of a connection. */
  readonly certificateId: string;
  readonly notAfter: EpochMs;
}

export class InvalidCertificateRequestError extends Error {
  readonly code = "invalid-certificate-request";
  constructor(options?: ErrorOptions) {
    super("the certificate request is not a valid PKCS#10 request with a proof of possession", options);
  }
}
