import type { StaffRole } from "../family/staff-role.ts";
import type { EpochMs } from "../model/time.ts";

/** How long a message may be: what needs more is for the telephone or a visit. */
export const longestText = 1000;

/** A picture that the care team sent; its bytes lie apart, under a name that says nothing of anybody. */
export interface SentPicture {
  readonly id: string;
  readonly type: PictureType;
  readonly width: number;
  readonly height: number;
}

export const pictureTypes = ["image/jpeg", "image/png", "image/webp"] as const;
export type PictureType = (typeof pictureTypes)[number];

/** Who wrote: the relative whose thread it is, or somebody of the care team. */
export type Author =
  | { readonly kind: "relative" }
  | { readonly kind: "team"; readonly personId: string; readonly name: string; readonly role: StaffRole };

/** What a relative and the care team wrote to each other. It stays as it is; whoever erred writes another one. */
export interface FamilyMessage {
  /** Made by who writes it, so that it is sent twice and stands once. */
  readonly id: string;
  readonly residentId: string;
  /** The relative whose thread it stands in. */
  readonly personId: string;
  /** Of the resident when it was written. */
  readonly facilityId: string;
  readonly at: EpochMs;
  readonly by: Author;
  /** May be empty with a picture. */
  readonly text: string;
  readonly picture?: SentPicture;
}

/**
 * What one relative and the care team write about one resident. Each relative has a thread of their own: what they ask and
 * are told is nobody else's, other relatives' neither.
 */
export interface FamilyThread {
  readonly residentId: string;
  readonly personId: string;
  readonly facilityId: string;
  readonly last: Pick<FamilyMessage, "id" | "at" | "text"> & {
    readonly by: "relative" | "team";
    readonly hasPicture?: true;
  };
  /** Since when something of the relative waits to be read by the care team; absent: nothing does. */
  readonly teamUnreadSince?: EpochMs;
  readonly teamUnread: number;
  readonly relativeUnread: number;
  /** Counts writes. */
  readonly version: number;
}

/** The thread after one more message: who writes has read what stood there. */
export function threadAfter(before: FamilyThread | undefined, message: FamilyMessage): FamilyThread {
  const { id, at, by, text, picture, residentId, personId, facilityId } = message;
  const last = { id, at, text, by: by.kind, ...(picture !== undefined && { hasPicture: true as const }) };
  const isOfRelative = by.kind === "relative";
  return {
    residentId,
    personId,
    facilityId,
    last: before !== undefined && before.last.at > at ? before.last : last,
    teamUnread: isOfRelative ? (before?.teamUnread ?? 0) + 1 : 0,
    ...(isOfRelative && { teamUnreadSince: before?.teamUnreadSince ?? at }),
    relativeUnread: isOfRelative ? 0 : (before?.relativeUnread ?? 0) + 1,
    version: (before?.version ?? 0) + 1,
  };
}

/** The thread after one side has read it up to what was last in it when they looked; the same where that changes nothing. */
export function threadRead(before: FamilyThread, side: "relative" | "team", seenUntil: EpochMs): FamilyThread {
  if (before.last.at > seenUntil && before.last.by !== side) return before;
  const unread = side === "team" ? before.teamUnread : before.relativeUnread;
  if (unread === 0) return before;
  const { teamUnreadSince, ...rest } = before;
  const version = before.version + 1;
  if (side === "team") return { ...rest, teamUnread: 0, version };
  return { ...before, relativeUnread: 0, version };
}

const compound = ["欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯", "司徒"];

/** What relatives call somebody of the staff: the surname alone, with the role beside it. */
export function surnameOf(name: string): string {
  const known = compound.find((one) => name.startsWith(one));
  if (known !== undefined) return known;
  const [first = ""] = name;
  return /\p{Script=Han}/u.test(first) ? first : (name.trim().split(/\s+/).at(-1) ?? name);
}
