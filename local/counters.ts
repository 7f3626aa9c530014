import type { EpochMs } from "../domain/model/time.ts";
import type { DeviceMessage } from "../functions/shell/events.ts";

/** What happened since the box started. */
export interface Counters {
  /**
   * Messages that devices need not send again: what could be decoded of them is stored, the rest is in quarantine with
   * its reason. So a message that was refused as a whole after its arrival counts here too.
   */
  readonly taken: number;
  /**
   * When a message was last handed back to its device or given up because it could not be stored, or a scheduled run,
   * a timer or a request last failed.
   */
  readonly lastFaultAt: EpochMs | undefined;
  /** Whether damage was found in the tables; it stays until the box starts on others. */
  readonly hasDamage: boolean;
  /** For how long the oldest message that is being taken in has waited, in ms; 0 when none is. */
  readonly lagMs: number;
  /** The same intake, counted. */
  counting(take: (message: DeviceMessage) => Promise<void>): (message: DeviceMessage) => Promise<void>;
  noteFault(): void;
  noteDamage(): void;
}

export function newCounters(now: () => EpochMs): Counters {
  let taken = 0;
  let lastFaultAt: EpochMs | undefined;
  let hasDamage = false;
  const waiting = new Set<DeviceMessage>();
  const noteFault = (): void => {
    lastFaultAt = now();
  };
  return {
    get taken() {
      return taken;
    },
    get lastFaultAt() {
      return lastFaultAt;
    },
    get hasDamage() {
      return hasDamage;
    },
    get lagMs() {
      const [oldest] = waiting;
      return oldest === undefined ? 0 : Math.max(0, now() - oldest.receivedAt);
    },
    counting: (take) => async (message) => {
      waiting.add(message);
      try {
        await take(message);
        taken += 1;
      } catch (error) {
        noteFault();
        throw error;
      } finally {
        waiting.delete(message);
      }
    },
    noteFault,
    noteDamage() {
      hasDamage = true;
    },
  };
}
