import * as z from "zod/mini";
import { staffRoles } from "../../domain/family/staff-role.ts";
import { longestText, pictureTypes } from "../../domain/family-messages/thread.ts";
import { familyChannels } from "../../domain/family-telling/wishes.ts";
import { id, isoTime } from "./fields.ts";

const personId = z.string().check(z.minLength(1), z.maxLength(128), z.regex(/^[^#\s]+$/));
const text = z.string().check(z.trim(), z.maxLength(longestText));

const picture = z.object({
  id,
  type: z.enum(pictureTypes),
  width: z.int(),
  height: z.int(),
});

/** One message of a thread, as it stands for ever. */
export const familyMessage = z.object({
  id,
  at: isoTime,
  /** Of the care team relatives see the role and the surname. */
  by: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("relative"), name: z.string() }),
    z.object({ kind: z.literal("team"), role: z.enum(staffRoles), name: z.string() }),
  ]),
  text: z.string(),
  /** Absent too where the caller may not see pictures now: then `hasPicture` says that there is one. */
  picture: z.optional(picture),
  hasPicture: z.optional(z.literal(true)),
});
export type FamilyMessageView = z.infer<typeof familyMessage>;

/** What one relative and the care team wrote, the newest first; `next` is the `before` of the page that follows. */
export const familyThread = z.object({
  residentId: id,
  residentName: z.string(),
  personId,
  relativeName: z.string(),
  relation: z.optional(z.string()),
  /** What of it the caller's side has not read. */
  unread: z.int(),
  /** The caller may write: the relative's consent stands, or the caller is of the care team. */
  mayWrite: z.boolean(),
  items: z.array(familyMessage),
  next: z.optional(z.string()),
});
export type FamilyThreadView = z.infer<typeof familyThread>;

/** Query of GET /api/residents/{id}/family-messages. Staff name the relative; relatives read their own. */
export const familyThreadQuery = z.strictObject({
  personId: z.optional(personId),
  before: z.optional(z.string().check(z.maxLength(120), z.regex(/^m#[0-9TZ:.-]{24}#[A-Za-z0-9_-]{1,64}$/))),
});

/** POST /api/residents/{id}/family-messages. The same `id` again with the same words changes nothing. */
export const newFamilyMessage = z.strictObject({
  id,
  /** To whom; relatives leave it out and write to the care team. */
  personId: z.optional(personId),
  text: text.check(z.minLength(1)),
});

/** POST /api/residents/{id}/family-messages/read: what stood there until then was seen. */
export const familyThreadSeen = z.strictObject({
  personId: z.optional(personId),
  until: isoTime,
});
export const familyThreadUnread = z.object({ unread: z.int() });

/** Query of GET /api/family-messages. */
export const familyThreadsQuery = z.strictObject({ facilityId: z.optional(id) });

/** The threads of the residents of whose facility the caller is staff; who wrote last comes first. */
export const familyThreads = z.object({
  items: z.array(
    z.object({
      residentId: id,
      residentName: z.string(),
      facilityId: id,
      personId,
      relativeName: z.string(),
      relation: z.optional(z.string()),
      lastAt: isoTime,
      lastBy: z.enum(["relative", "team"]),
      lastText: z.string(),
      hasPicture: z.optional(z.literal(true)),
      unread: z.int(),
      /** Since when the relative waits. */
      waitingSince: z.optional(isoTime),
    }),
  ),
  unread: z.int(),
});
export type FamilyThreadsView = z.infer<typeof familyThreads>;

/** As base64; what a page has scaled down is far below it, and a request takes no more than 1 MB. */
export const longestPicture = 940_000;

/** POST /api/residents/{id}/family-pictures: a picture for the relatives who may see pictures now. */
export const newFamilyPicture = z.strictObject({
  id,
  text,
  /** The bytes of a JPEG, PNG or WebP in base64. What it says of place, time and camera is taken away. */
  data: z.string().check(z.minLength(8), z.maxLength(longestPicture), z.regex(/^[A-Za-z0-9+/]+={0,2}$/)),
});

/** To how many relatives it went; none: no consent for pictures stands, and nothing was kept. */
export const familyPictureSent = z.object({ sentTo: z.int() });

/** Query of GET /api/residents/{id}/family-pictures: who would see a picture that is sent now. */
export const pictureAudience = z.object({
  items: z.array(z.object({ personId, name: z.string(), relation: z.string() })),
});

/** Query of GET /api/residents/{id}/family-picture. */
export const familyPictureQuery = z.strictObject({ picture: z.optional(id) });

/** A picture in base64. */
export const familyPicture = z.object({ id, type: z.enum(pictureTypes), data: z.string() });

const clock = z.string().check(z.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/));
const quiet = z.object({ from: clock, until: clock });

/** How the caller wants to be told as a relative. */
export const familyWishes = z.object({
  /** By which of the ways. */
  channels: z.array(z.enum(familyChannels)),
  /** The ways for which they have an address. */
  reachable: z.array(z.enum(familyChannels)),
  /** Local time; over midnight when `from` is later. Emergencies come all the same. */
  quiet: z.optional(quiet),
});
export type FamilyWishesView = z.infer<typeof familyWishes>;

/** POST /api/me/family-wishes: what is named is set; `null` takes it away. */
export const familyWishesChange = z.strictObject({
  channels: z.optional(z.nullable(z.array(z.enum(familyChannels)).check(z.maxLength(familyChannels.length)))),
  quiet: z.optional(z.nullable(z.strictObject({ from: clock, until: clock }))),
});
