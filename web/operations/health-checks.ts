import type { HealthView } from "../../contracts/http/health.ts";

export type CheckState = "fine" | "bad" | "unknown";

/** One part of the service: how it does, and by which figures. */
export interface Check {
  readonly name:
    | "canary"
    | "chain"
    | "ingest"
    | "timers"
    | "alerts"
    | "channels"
    | "quarantine"
    | "letters"
    | "disk"
    | "operators";
  readonly state: CheckState;
  readonly figures: Readonly<Record<string, number>>;
  /** Names of what is wrong, as operators called them. */
  readonly names?: readonly string[];
  /** When it was last judged. */
  readonly at?: number;
}

/** A message that waits longer than this to be stored is late: an alert may be as well. */
export const lateIngestMs = 5_000;
/** Less than this share of the disk is too little. */
export const leastDiskShare = 0.1;
/** A test call that was judged longer ago says nothing any more. */
export const oldCanaryMs = 3 * 60_000;

/** Every part in the order in which it matters. What was not told is unknown; a part that is measured nowhere here is left out. */
export function checksOf(health: HealthView, now: number): readonly Check[] {
  const { canary, chain, details, deadLetters } = health;
  const unknown = new Set<string>(details?.unknown);
  const untold = (name: Check["name"]): Check => ({ name, state: "unknown", figures: {} });
  const checks: (Check | undefined)[] = [
    probe("canary", canary && { isFine: canary.isAnswered, ...canary }, now),
    probe("chain", chain && { isFine: chain.isDelivered, ...chain }, now),
    details ? alertsCheck(details, unknown) : untold("alerts"),
    details ? timersCheck(details, unknown) : untold("timers"),
    details ? channelsCheck(details, unknown) : untold("channels"),
    details ? ingestCheck(details, unknown) : untold("ingest"),
    details && diskCheck(details),
    deadLetters === undefined
      ? undefined
      : { name: "letters", state: deadLetters === 0 ? "fine" : "bad", figures: { letters: deadLetters } },
    details ? quarantineCheck(details, unknown) : untold("quarantine"),
    operatorsCheck(health),
  ];
  return checks.filter((check) => check !== undefined);
}

/**
 * How many parts need somebody, and of how many it is not known whether they do. How much was refused does not count
 * there: it never needs anybody at once.
 */
export function countStates(checks: readonly Check[]): { readonly bad: number; readonly unknown: number } {
  return {
    bad: checks.filter(({ state }) => state === "bad").length,
    unknown: checks.filter(({ name, state }) => state === "unknown" && name !== "quarantine").length,
  };
}

type Details = NonNullable<HealthView["details"]>;
type Unknown = ReadonlySet<string>;

interface Probed {
  readonly isFine: boolean;
  readonly checkedAt: string;
  readonly latencyMs?: number | undefined;
}

function probe(name: "canary" | "chain", probed: Probed | undefined, now: number): Check {
  if (probed === undefined) return { name, state: "unknown", figures: {} };
  const at = Date.parse(probed.checkedAt);
  const figures = probed.latencyMs === undefined ? {} : { latencyMs: probed.latencyMs };
  return { name, state: probed.isFine && now - at < oldCanaryMs ? "fine" : "bad", figures, at };
}

function alertsCheck({ alerts }: Details, unknown: Unknown): Check {
  return { name: "alerts", state: stateOf(unknown.has("alerts"), alerts.uncalled === 0), figures: alerts };
}

function timersCheck({ timers }: Details, unknown: Unknown): Check {
  const overdue = timers.watchesOverdue + timers.escalationsOverdue + timers.notificationsOverdue;
  return { name: "timers", state: stateOf(unknown.has("alerts"), overdue === 0), figures: { ...timers, overdue } };
}

function channelsCheck({ channels }: Details, unknown: Unknown): Check {
  const failing = channels.filter(({ state }) => state === "failing").map(({ name }) => name);
  const isFine = failing.length === 0 && channels.length > 0;
  return {
    name: "channels",
    state: stateOf(unknown.has("channels"), isFine),
    figures: { channels: channels.length, failing: failing.length },
    names: failing,
  };
}

function ingestCheck({ ingest }: Details, unknown: Unknown): Check {
  const { devices, silent, lagMs, lastHeardAt } = ingest;
  const isLate = (lagMs ?? 0) > lateIngestMs;
  const isDeaf = devices > 0 && silent === devices;
  return {
    name: "ingest",
    state: stateOf(unknown.has("ingest"), !isLate && !isDeaf),
    figures: { devices, silent, ...(lagMs !== undefined && { lagMs }) },
    ...(lastHeardAt !== undefined && { at: Date.parse(lastHeardAt) }),
  };
}

function diskCheck({ disk }: Details): Check | undefined {
  if (disk === undefined) return undefined;
  const share = disk.totalBytes === 0 ? 0 : disk.freeBytes / disk.totalBytes;
  return { name: "disk", state: share >= leastDiskShare ? "fine" : "bad", figures: { ...disk, share } };
}

function quarantineCheck({ quarantine }: Details, unknown: Unknown): Check {
  const refused = Object.values(quarantine).reduce((sum, count) => sum + count, 0);
  return { name: "quarantine", state: stateOf(unknown.has("quarantine"), true), figures: { refused } };
}

/** A demo has nobody to tell; a cell has its alarms. */
function operatorsCheck({ mode, tellsOperators }: HealthView): Check | undefined {
  if (mode === "demo" || tellsOperators === undefined) return undefined;
  return { name: "operators", state: tellsOperators ? "fine" : "bad", figures: { paths: tellsOperators ? 1 : 0 } };
}

function stateOf(isUnknown: boolean, isFine: boolean): CheckState {
  if (isUnknown) return "unknown";
  return isFine ? "fine" : "bad";
}
