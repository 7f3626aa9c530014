import type { DataClass } from "../access/data-classes.ts";
import type { Actor } from "../alerts/alert.ts";
import { day, type EpochMs } from "../model/time.ts";
import type { Guardianship } from "./guardianship.ts";

/** Long enough for somebody who comes at the weekend, short enough for a paper that was lost. */
export const invitationLastsMs = 7 * day;

/** Somebody is asked to come as a resident's relative; found by the hash of a code that is good once. */
export interface Invitation {
  readonly id: string;
  /** SHA-256 of the code, hexadecimal; the code itself is shown once and kept nowhere. */
  readonly codeHash: string;
  readonly residentId: string;
  readonly facilityId: string;
  /** As the staff say it, e.g. 女儿. */
  readonly relation: string;
  /** For whom it is, so that the paper finds its way. */
  readonly name: string;
  readonly isEmergencyContact?: true;
  readonly guardianship?: Guardianship;
  /** What the resident thinks of letting them see; it gives nothing until it is consented to. */
  readonly intended: readonly DataClass[];
  readonly intendedUntil?: EpochMs;
  readonly invitedBy: Actor;
  readonly invitedAt: EpochMs;
  /** The first moment at which the code opens nothing any more. */
  readonly endsAt: EpochMs;
  /** The account that was made with the code, where the service has accounts of its own: one at most. */
  readonly account?: string;
  readonly used?: { readonly personId: string; readonly at: EpochMs };
  readonly revoked?: { readonly by: Actor; readonly at: EpochMs };
  readonly version: number;
}

export type InvitationState = "open" | "used" | "revoked" | "over";

export function stateOfInvitation({ used, revoked, endsAt }: Invitation, at: EpochMs): InvitationState {
  if (used !== undefined) return "used";
  if (revoked !== undefined) return "revoked";
  return at < endsAt ? "open" : "over";
}

/** The code as it is compared: however it was typed, in capitals, without spaces and dashes; letters that look alike are one. */
export function codeOf(typed: string): string {
  return typed
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, "")
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1");
}
