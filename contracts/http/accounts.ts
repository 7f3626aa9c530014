import * as z from "zod/mini";
import { isoTime } from "./fields.ts";
import { personId } from "./people.ts";

/** As people type it: letters and digits of any script, and . _ - @ between them. */
const login = z.string().check(z.regex(/^[\p{L}\p{N}](?:[\p{L}\p{N}._@-]{0,62}[\p{L}\p{N}])?$/u));

/** What somebody signs in with on a box. Only a box has accounts of its own; elsewhere the issuer keeps them. */
export const account = z.object({
  login,
  /** Who signs in with it. */
  personId,
  name: z.string(),
  state: z.enum(["open", "locked", "person-disabled"]),
  /** Has not chosen a password of their own yet. */
  mustChangePassword: z.boolean(),
  hasSecondFactor: z.boolean(),
  /** Too many attempts failed: nothing is tried before. */
  pausedUntil: z.optional(isoTime),
});
export type AccountOfBox = z.infer<typeof account>;

/** GET /api/accounts. */
export const accountList = z.object({ items: z.array(account) });

/** POST /api/accounts: an account for somebody who is registered (POST /api/people). */
export const newAccount = z.strictObject({ login, personId });

/** POST /api/accounts/{login}. */
export const accountChange = z.discriminatedUnion("do", [
  /** A new password for one use; every session ends. `secondFactor`: the authenticator is forgotten too. */
  z.strictObject({ do: z.literal("reset"), secondFactor: z._default(z.boolean(), false) }),
  /** Nothing opens it any more, and whoever is in is out. */
  z.strictObject({ do: z.literal("lock") }),
  /** Undoes it, and forgets failed attempts. */
  z.strictObject({ do: z.literal("unlock") }),
]);

/** The answer to a new account and to a reset: the only time that the password is shown. */
export const firstPassword = z.object({ login, personId: z.optional(personId), firstPassword: z.optional(z.string()) });
