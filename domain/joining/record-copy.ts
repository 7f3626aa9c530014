import type { Alert } from "../alerts/alert.ts";
import type { Relation } from "../model/person.ts";
import type { Resident } from "../model/resident.ts";
import type { EpochMs } from "../model/time.ts";
import type { Referral } from "../referrals/referral.ts";
import type { Note } from "../register/note.ts";
import type { Buckets } from "../series/downsample.ts";
import type { VisitNote } from "../visits/note.ts";
import type { Visit } from "../visits/visit.ts";
import type { ConsentEntry } from "./consent-entry.ts";

/** All that is kept of a resident, as they or their guardian are given it (个人信息保护法 art. 45). */
export interface RecordCopy {
  readonly madeAt: EpochMs;
  readonly resident: Resident;
  readonly facility: { readonly id: string; readonly name: string };
  readonly relatives: readonly { readonly id: string; readonly name: string; readonly relation: Relation }[];
  /** Each measured code by days, as far back as readings are kept. */
  readonly days: Buckets;
  readonly alerts: readonly Alert[];
  readonly referrals: readonly Referral[];
  readonly visits: readonly { readonly visit: Visit; readonly note?: VisitNote }[];
  readonly notes: readonly Note[];
  readonly consents: readonly ConsentEntry[];
  /** Kinds of records of which there is more than one copy holds; the facility gives the rest on request. */
  readonly cut: readonly ("alerts" | "referrals" | "visits" | "notes")[];
  /** Items that could not be read. */
  readonly unreadable: number;
}
