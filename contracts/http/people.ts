import * as z from "zod/mini";
import { grantableRoles } from "../../domain/access/grants.ts";
import { serviceWideRoles } from "../../domain/model/person.ts";
import { id, isoTime } from "./fields.ts";

/** The subject (`sub`) of somebody's tokens, as the issuer writes it: a UUID, `auth0|…`, an e-mail address. */
export const personId = z.string().check(z.regex(/^[A-Za-z0-9_|@.:+=~-]{1,128}$/));
export const personIdInPath = z.object({ id: personId });

const shortText = z.string().check(z.minLength(1), z.maxLength(80));
/** E.164, e.g. `+8613800000000`. */
export const phone = z.string().check(z.regex(/^\+[1-9]\d{6,14}$/));
export const email = z.email().check(z.maxLength(254));
export const language = z.enum(["zh", "en"]);

/** 执业证书编码: 15 digits for physicians, 12 for nurses; older ones have letters too. */
const licenceNumber = z.string().check(z.regex(/^[0-9A-Za-z]{10,24}$/));
export const licence = z.strictObject({
  number: licenceNumber,
  since: z.iso.date(),
  /** Where the doctor may practise: by registration, or by 多点执业备案 until a date; absent: not recorded. */
  practisesAt: z.optional(
    z.array(z.strictObject({ facilityId: id, until: z.optional(z.iso.date()) })).check(z.maxLength(20)),
  ),
});

const wide: readonly string[] = serviceWideRoles;

/** A role at a facility; without one for the whole service, which only some roles may be held for. */
export const roleAt = z.strictObject({ role: z.enum(grantableRoles), facilityId: z.optional(id) }).check(
  z.refine(({ role, facilityId }) => facilityId !== undefined || wide.includes(role), {
    path: ["facilityId"],
    params: { code: "a facility", zh: "此角色须指明机构", en: "this role is held at a facility: name it" },
  }),
);

export const relation = z.strictObject({ residentId: id, relation: shortText });

/** A broker lets a connection have 50 subscriptions, one per facility; who works at more has a role for the whole service. */
export const mostFacilities = 50;
const roleList = z
  .array(roleAt)
  .check(z.maxLength(200))
  .check(
    z.refine((list) => new Set(list.map(({ facilityId }) => facilityId)).size <= mostFacilities, {
      params: {
        code: `at most ${mostFacilities} facilities`,
        zh: `最多 ${mostFacilities} 个机构；更多请用全域角色`,
        en: `at most ${mostFacilities} facilities; who has more takes a role for the whole service`,
      },
    }),
  );
const relationList = z.array(relation).check(z.maxLength(20));

/** How a person is reached; of the browsers that agreed to be woken only how many there are. */
export const reach = z.object({
  phone: z.optional(phone),
  email: z.optional(email),
  language,
  pushes: z.int(),
});

/** Somebody who signs in, as far as the caller may see it. */
export const person = z.object({
  id: personId,
  name: shortText,
  roles: z.array(z.object({ role: z.enum(grantableRoles), facilityId: z.optional(id) })),
  relations: z.array(z.object({ residentId: id, relation: z.string() })),
  /** They have roles or relations besides, where the caller has no say: then only operators change the rest. */
  elsewhere: z.boolean(),
  reach,
  /** 执业证书; absent: none is recorded. */
  licence: z.optional(licence),
  disabledAt: z.optional(isoTime),
  version: z.int(),
});
export type PersonView = z.infer<typeof person>;

/** Query of GET /api/people; without `facilityId` all whom the caller may see. At most 1,000 a page. */
export const personQuery = z.strictObject({
  facilityId: z.optional(id),
  limit: z.pipe(
    z._default(z.string().check(z.regex(/^(?:[1-9]\d{0,2}|1000)$/)), "1000"),
    z.transform((text: string) => Number(text)),
  ),
  after: z.optional(personId),
});

/** A page in the order of ids. */
export const personList = z.object({
  items: z.array(person),
  /** People whose record is damaged: they cannot sign in until it is put right. Shown to operators only. */
  unreadable: z.optional(z.array(z.string())),
  /** There is more: ask again with this as `after`. */
  next: z.optional(personId),
});

/** POST /api/people: the person to whom the issuer gave the subject `id`. */
export const newPerson = z.strictObject({
  id: personId,
  name: shortText,
  roles: z._default(roleList, []),
  relations: z._default(relationList, []),
  phone: z.optional(phone),
  email: z.optional(email),
  language: z._default(language, "zh"),
  licence: z.optional(licence),
});

/**
 * POST /api/people/{id}: what is named is set, all else stays. `roles` and `relations` take the place of those that the
 * caller sees; what they do not see stays. `null` takes a number or an address away.
 */
export const personChange = z.strictObject({
  name: z.optional(shortText),
  roles: z.optional(roleList),
  relations: z.optional(relationList),
  phone: z.optional(z.nullable(phone)),
  email: z.optional(z.nullable(email)),
  language: z.optional(language),
  /** `null` takes it away. */
  licence: z.optional(z.nullable(licence)),
  disabled: z.optional(z.boolean()),
  /** As it was read: refused when somebody else changed it since. */
  version: z.optional(z.int()),
});
export type PersonChange = z.infer<typeof personChange>;
