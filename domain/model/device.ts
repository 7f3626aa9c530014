import type { CanaryVerdict } from "./canary.ts";
import type { ObservationCode } from "./observations.ts";
import type { Presence } from "./presence.ts";
import { day, type EpochMs, minute } from "./time.ts";

export const deviceEventTypes = ["fall", "sos", "bed-exit", "smoke", "gas"] as const;
export type DeviceEventType = (typeof deviceEventTypes)[number];

interface DeviceKindFacts {
  readonly label: { readonly zh: string; readonly en: string };
  readonly observes: readonly ObservationCode[];
  readonly reports: readonly DeviceEventType[];
  /** Without any message for longer than this, the device counts as silent. */
  readonly silentAfterMs: number;
}

/** What each kind of device observes and reports, and how long it may be silent. */
export const deviceKinds = {
  "bed-sensor": {
    label: { zh: "床垫传感器", en: "Bed sensor" },
    observes: ["heart-rate", "respiratory-rate", "bed-occupancy", "bed-movement", "battery", "signal"],
    reports: ["bed-exit"],
    silentAfterMs: 5 * minute,
  },
  wristband: {
    label: { zh: "手环", en: "Wristband" },
    observes: ["heart-rate", "spo2", "body-temperature", "steps", "body-position", "battery", "signal"],
    reports: ["fall", "sos"],
    silentAfterMs: 10 * minute,
  },
  radar: {
    label: { zh: "毫米波雷达", en: "Radar" },
    observes: ["presence", "motion", "respiratory-rate", "heart-rate", "signal"],
    reports: ["fall"],
    silentAfterMs: 15 * minute,
  },
  "room-sensor": {
    label: { zh: "房间传感器", en: "Room sensor" },
    observes: ["room-temperature", "room-humidity", "motion", "battery", "signal"],
    reports: [],
    silentAfterMs: 30 * minute,
  },
  "door-sensor": {
    label: { zh: "门磁", en: "Door sensor" },
    observes: ["door-open", "battery", "signal"],
    reports: [],
    silentAfterMs: 120 * minute,
  },
  "smoke-detector": {
    label: { zh: "烟雾探测器", en: "Smoke detector" },
    observes: ["battery", "signal"],
    reports: ["smoke"],
    silentAfterMs: 120 * minute,
  },
  "gas-detector": {
    label: { zh: "燃气探测器", en: "Gas detector" },
    observes: ["battery", "signal"],
    reports: ["gas"],
    silentAfterMs: 120 * minute,
  },
  "sos-button": {
    label: { zh: "呼叫按钮", en: "SOS button" },
    observes: ["battery", "signal"],
    reports: ["sos"],
    silentAfterMs: 120 * minute,
  },
  "spot-check-monitor": {
    label: { zh: "查房体征仪", en: "Spot-check monitor" },
    observes: [
      "heart-rate",
      "respiratory-rate",
      "spo2",
      "systolic-blood-pressure",
      "diastolic-blood-pressure",
      "body-temperature",
      "glucose",
      "consciousness",
      "inspired-oxygen",
      "battery",
    ],
    reports: [],
    silentAfterMs: 24 * 60 * minute,
  },
  scale: {
    label: { zh: "体重秤", en: "Scale" },
    observes: ["body-weight", "battery"],
    reports: [],
    silentAfterMs: 14 * 24 * 60 * minute,
  },
} as const satisfies Record<string, DeviceKindFacts>;

export type DeviceKind = keyof typeof deviceKinds;
export const deviceKindNames = Object.keys(deviceKinds) as readonly DeviceKind[];

/** A certificate that a rotation made and that the device has not used yet. */
export interface OfferedCertificate {
  readonly serial: string;
  /** SHA-256 of the certificate in lower-case hexadecimal: by this the broker says which one a connection used. */
  readonly certificateId: string;
  readonly offeredUntil: EpochMs;
}

/**
 * A device 设备 that is enrolled or expected. It watches at most one resident; what it says is believed only under its
 * certificate.
 */
export interface Device {
  readonly id: string;
  readonly kind: DeviceKind;
  /** Absent while it lies in stock 库存: it keeps its certificate and watches nobody. */
  readonly residentId?: string;
  readonly facilityId: string;
  /** Since when it is with whom it is with now, or in stock; absent when it has been since it was registered. */
  readonly assignedAt?: EpochMs;
  /** Whom it watched before (nobody: it lay in stock), the latest last: what it measured then is theirs, however late it comes. */
  readonly heldBefore?: readonly { readonly residentId?: string; readonly until: EpochMs }[];
  /**
   * Upper-case hexadecimal serial number of the current certificate. Absent while the device is expected: it is
   * registered and may claim a certificate, but has never been there.
   */
  readonly certificateSerial?: string;
  /** When it was registered. */
  readonly enrolledAt: EpochMs;
  /** When a device that was expected came and got its certificate. */
  readonly claimedAt?: EpochMs;
  readonly revokedAt?: EpochMs;
  readonly firmware?: string;
  /** Valid beside the current one, until one of them is used. */
  readonly offered?: readonly OfferedCertificate[];
  /** Serial numbers that are the device's no more and of which it is not known yet that nobody can connect with them. */
  readonly outgoing?: readonly string[];
  /** The certificate that a claim brought. Until the cloud has registered the device it is found by its id alone. */
  readonly claimed?: { readonly serial: string; readonly certificateId: string };
  /** Serial numbers of earlier times in service: no claim may bring one of them again. */
  readonly former?: readonly string[];
  readonly presence?: Presence;
  /** Of the canary alone: its latest call, so that it takes no other for its own. */
  readonly calledLast?: { readonly eventId: string; readonly at: EpochMs };
  /** Of the canary alone: what the latest of its calls that was judged came to. */
  readonly judgedLast?: CanaryVerdict;
}

/** Registered, but never there so far. */
export function isExpected(device: Device): boolean {
  return device.certificateSerial === undefined && device.revokedAt === undefined;
}

/** Every serial number under which the device may speak. */
export function validSerials({ certificateSerial, offered = [], revokedAt }: Device): readonly string[] {
  if (certificateSerial === undefined || revokedAt !== undefined) return [];
  return [certificateSerial, ...offered.map(({ serial }) => serial)];
}

/** Every serial number that the authority may still hold for good. */
export function knownSerials({ certificateSerial, offered = [], outgoing = [] }: Device): readonly string[] {
  const current = certificateSerial === undefined ? [] : [certificateSerial];
  return [...current, ...offered.map(({ serial }) => serial), ...outgoing];
}

/** A device is visited, charged or rebooted within a week. */
export const offerLastsMs = 7 * day;
/** What was used at the last moment is known by then. */
const offerSettledAfterMs = day;
/** Requests whose answers were lost leave offers behind; more than these are a fault of whoever asks. */
export const mostOffers = 3;

/**
 * Notes that a connection used a certificate. An offered one becomes the current one at its first use; the former and
 * all other offers are outgoing from then on.
 */
export function noteCertificateUsed(device: Device, certificateId: string | undefined): Device {
  const { certificateSerial, offered = [], outgoing = [], ...rest } = device;
  const used = offered.find((offer) => offer.certificateId === certificateId);
  if (used === undefined || certificateSerial === undefined) return device;
  const others = offered.filter((offer) => offer !== used).map(({ serial }) => serial);
  return { ...rest, certificateSerial: used.serial, outgoing: [...outgoing, certificateSerial, ...others] };
}

/**
 * Withdraws offers that were not taken up. The current certificate stays: it is the one that the device has, and a
 * rotation that did not reach it must not lock it out.
 */
export function withdrawOffers(device: Device, now: EpochMs): Device {
  const { offered = [], outgoing = [], ...rest } = device;
  const open = offered.filter(({ offeredUntil }) => now < offeredUntil + offerSettledAfterMs);
  const over = offered.filter((offer) => !open.includes(offer));
  if (over.length === 0) return device;
  return {
    ...rest,
    ...(open.length === 0 ? {} : { offered: open }),
    outgoing: [...outgoing, ...over.map(({ serial }) => serial)],
  };
}

/** What the authority needs to know to revoke one of a device's certificates. */
export function revocationOf({ id, claimed }: Device, certificateSerial: string) {
  const isClaimed = claimed?.serial === certificateSerial;
  return { deviceId: id, certificateSerial, ...(isClaimed && { certificateId: claimed.certificateId }) };
}

/** A claim that was allowed has been carried out by then, or never will be until the device asks again. */
const registeredWithinMs = 5 * minute;
/** Of a claim that was allowed. AWS lets it be carried out for an hour (CreateCertificateFromCsr, Fleet provisioning API). */
const claimVoidAfterMs = day;

/**
 * Whether after this answer of the authority nobody can connect with the certificate for good. The cloud registers a
 * device only after its claim was allowed: a certificate that it does not know yet, or registers just now, may become
 * active after it was revoked, so it has to be revoked again.
 */
export function isDeadAfter(answer: "revoked" | "not-held", device: Device, now: EpochMs): boolean {
  const { enrolledAt, claimedAt = enrolledAt, revokedAt = enrolledAt } = device;
  if (answer === "revoked") return device.claimedAt === undefined || now - claimedAt >= registeredWithinMs;
  return now - Math.max(enrolledAt, claimedAt, revokedAt) >= claimVoidAfterMs;
}

/** Far more than come within the hour in which a claim can be repeated. */
const mostFormer = 20;

/** What a device that comes into service anew under this id remembers of its former certificates, if anything. */
export function formerOf(device: Device): Pick<Device, "former"> {
  const former = [...new Set([...(device.former ?? []), ...knownSerials(device)])].slice(-mostFormer);
  return former.length === 0 ? {} : { former };
}

/** Notes that these are dead. */
export function withoutOutgoing(device: Device, revoked: readonly string[]): Device {
  const { outgoing = [], ...rest } = device;
  const left = outgoing.filter((serial) => !revoked.includes(serial));
  return left.length === 0 ? rest : { ...rest, outgoing: left };
}
