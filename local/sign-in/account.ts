import { createHash } from "node:crypto";
import type { EpochMs } from "../../domain/model/time.ts";
import type { Authenticator } from "./second-factor.ts";

/** What somebody signs in with on this box; who they are and what they may stands in the people table. */
export interface Account {
  /** As it is typed, in lower case. */
  readonly login: string;
  /** The `sub` of the tokens, and the id of the person. */
  readonly subject: string;
  /** argon2id (password.ts). */
  readonly passwordHash: string;
  /** The password was given by an operator: it opens nothing but the page on which one's own is chosen. */
  readonly mustChange: boolean;
  readonly authenticator?: Authenticator;
  /** Locked by an operator. */
  readonly lockedAt?: EpochMs;
  /** Of the demo: it opens nothing in a folder of real people. */
  readonly isDemo: boolean;
  readonly createdAt: EpochMs;
  readonly version: number;
}

/** Names of accounts: letters and digits of any script, and . _ - @ between them. */
export const loginPattern = /^[\p{L}\p{N}](?:[\p{L}\p{N}._@-]{0,62}[\p{L}\p{N}])?$/u;

/** The name as accounts are kept under it: capitals and wide letters make no difference. */
export function loginOf(typed: string): string {
  return typed.normalize("NFKC").trim().toLowerCase();
}

/** Tells one password of an account from the next, and says nothing of either. */
export function passwordMarkOf({ passwordHash }: Pick<Account, "passwordHash">): string {
  return createHash("sha256").update(passwordHash).digest("base64url");
}
