import { type Invitation, stateOfInvitation } from "../../domain/joining/invitation.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import { codeHashOf } from "../../functions/joining/code-hash.ts";
import type { InvitationStore } from "../../stores/invitation-store.ts";
import { type Account, loginOf, loginPattern } from "./account.ts";
import type { AccountStore } from "./account-store.ts";
import { hashOf } from "./password.ts";
import { judgePassword } from "./password-rules.ts";
import type { Checked, SignIn } from "./sign-in.ts";

export interface NewcomersOptions {
  readonly invitations: Pick<InvitationStore, "find" | "save">;
  readonly accounts: AccountStore;
  readonly signIn: Pick<SignIn, "counted">;
  newId(): string;
  /** Real time, as all of signing in. */
  readonly now: () => EpochMs;
  /** The box's time, by which invitations end. */
  readonly boxNow: () => EpochMs;
}

/** What somebody who was invited fills in. */
export interface Newcomer {
  readonly code: string;
  readonly login: string;
  readonly next: string;
  readonly again: string;
}

/**
 * Lets whoever has the code of an invitation make an account of their own: one for each code. It opens nothing until they
 * joined with the code, which is not used up by this. Wrong codes count as failures of the sign-in under way, and are
 * answered like used and lapsed ones.
 */
export class Newcomers {
  readonly #options: NewcomersOptions;

  constructor(options: NewcomersOptions) {
    this.#options = options;
  }

  async makeAccount(uid: string, { code, login: typed, next, again }: Newcomer): Promise<Checked> {
    const login = loginOf(typed);
    if (!loginPattern.test(login)) return { kind: "not-a-login" };
    if (next !== again) return { kind: "not-the-same" };
    const fault = judgePassword(next, { login, name: "" });
    if (fault !== undefined) return { kind: "password", fault };
    // No account has a name with a space.
    return this.#options.signIn.counted(`join ${uid}`, () => this.#made(code, login, next));
  }

  async #made(code: string, login: string, password: string): Promise<Checked> {
    const { invitations, accounts, newId, now, boxNow } = this.#options;
    const invitation = await invitations.find(codeHashOf(code));
    if (invitation?.account !== undefined || invitation === undefined) return { kind: "wrong-invitation" };
    if (stateOfInvitation(invitation, boxNow()) !== "open") return { kind: "wrong-invitation" };
    if ((await accounts.find(login)) !== undefined) return { kind: "login-taken" };
    const subject = newId();
    const marked: Invitation = { ...invitation, account: subject, version: invitation.version + 1 };
    if ((await invitations.save(marked)) === "conflict") return { kind: "wrong-invitation" };
    const account: Account = {
      login,
      subject,
      passwordHash: await hashOf(password),
      mustChange: false,
      isDemo: false,
      createdAt: now(),
      version: 1,
    };
    if ((await accounts.add(account)) === "added") return { kind: "good", account };
    // Somebody took the name just now: the code is good for another.
    const { account: _, ...free } = marked;
    await invitations.save({ ...free, version: marked.version + 1 });
    return { kind: "login-taken" };
  }
}
