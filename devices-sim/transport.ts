import type { ConnectionChange, SimulatedMessage } from "./source.ts";

/** What a transport has done so far. */
export interface TransportCounts {
  readonly sent: number;
  /** Confirmed by the box, which confirms only what it has stored. */
  readonly acked: number;
  readonly failed: number;
  /** Under way when the story broke the connection, as it was meant to. */
  readonly cutOff: number;
  readonly connected: number;
  /** What a device could not do last, in one sentence. */
  readonly trouble?: string;
}

/** Neither confirmed nor given up on purpose. */
export function unconfirmed({ sent, acked, cutOff }: TransportCounts): number {
  return sent - acked - cutOff;
}

/** Carries messages to a box. */
export interface Transport {
  /** Resolves as soon as there is room for more, not when the message is confirmed. */
  publish(message: SimulatedMessage): Promise<void>;
  change(connection: ConnectionChange): void;
  /** Every connected device says again what it said last of itself. */
  repeatStatus(): void;
  /** Waits for what is under way, at most so long, then closes. */
  close(withinMs: number): Promise<void>;
  counts(): TransportCounts;
}
