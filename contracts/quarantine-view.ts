import type { EpochMs } from "../domain/model/time.ts";
import type { Bilingual } from "./http/fields.ts";
import type { QuarantineReason, QuarantineView } from "./http/quarantine.ts";
import { isoTimeOf, timeField } from "./iso-time.ts";

/** What a store keeps of a refused message. */
export interface QuarantinedMessage {
  readonly id: string;
  readonly at: EpochMs;
  readonly deviceId?: string;
  readonly topicKind?: string;
  readonly reason: QuarantineReason;
  readonly detail: Bilingual;
  readonly sample?: string;
  /** What a dead letter needs to be delivered again; nobody is shown it. */
  readonly letter?: unknown;
  readonly redeliveredAt?: EpochMs;
}

/** A refused message as operators see it. */
export function quarantineView({ at, letter: _, redeliveredAt, ...entry }: QuarantinedMessage): QuarantineView {
  return { ...entry, at: isoTimeOf(at), ...timeField("redeliveredAt", redeliveredAt) };
}
