import { type Person, secondFactorRoles } from "../../domain/model/person.ts";
import { type EpochMs, minute } from "../../domain/model/time.ts";
import { type Account, loginOf, passwordMarkOf } from "./account.ts";
import type { AccountStore } from "./account-store.ts";
import type { StepFault } from "./page-words.ts";
import { hashOf, isPassword, SignInBusyError } from "./password.ts";
import { judgePassword } from "./password-rules.ts";
import { type Authenticator, acceptedStep, digestOf, newRecoveryCodes, withoutRecoveryCode } from "./second-factor.ts";
import { afterFailure, noFailures, pausedUntil } from "./sign-in-pause.ts";

export interface SignInOptions {
  readonly accounts: AccountStore;
  findPerson(subject: string): Promise<Person | undefined>;
  /** Real time, never the box's: authenticator apps and tokens know no other. */
  readonly now: () => EpochMs;
  /** Whether the box shows simulated people; the accounts of the demo open nothing else. */
  readonly isDemo: boolean;
  /** Ends what was given to a person so far. */
  endSessions(subject: string): Promise<void>;
}

/** What the page for a new password asks. */
export interface OwnChange {
  readonly login: string;
  readonly password: string;
  /** Empty where the account has no authenticator. */
  readonly code: string;
  readonly next: string;
  readonly again: string;
}

export type Checked = { readonly kind: "good"; readonly account: Account } | StepFault;

/**
 * The rules of signing in, apart from pages and tokens. Every attempt is counted before it is judged, so that a crash or
 * a hundred attempts at once give no free guess; attempts under one name wait for each other. The count goes back to
 * nothing only when somebody is in with all that is asked of them.
 */
export class SignIn {
  readonly #options: SignInOptions;
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(options: SignInOptions) {
    this.#options = options;
  }

  /** Judges account and password. Which of the two was wrong nobody learns: neither from the answer nor from its time. */
  async checkPassword(typed: string, password: string): Promise<Checked> {
    const login = loginOf(typed);
    return this.counted(login, async () => {
      const account = await this.#options.accounts.find(login);
      if (!(await isPassword(password, account?.passwordHash)) || account === undefined) return { kind: "refused" };
      if (!(await this.isOpen(account))) return { kind: "locked" };
      return { kind: "good", account };
    });
  }

  /** Judges a code of the authenticator, or a recovery code; each is good once. `mark` is of the password shown before. */
  async checkCode(login: string, code: string, mark: string): Promise<Checked> {
    return this.counted(login, async () => {
      const account = await this.#findMarked(login, mark);
      const authenticator = account?.authenticator;
      if (account === undefined || authenticator === undefined || !(await this.isOpen(account)))
        return { kind: "refused" };
      const step = acceptedStep(code, authenticator, this.#options.now());
      const used = step === undefined ? withoutRecoveryCode(code, authenticator) : { ...authenticator, lastStep: step };
      if (used === undefined) return { kind: "wrong-code" };
      return this.#saved({ ...account, authenticator: used });
    });
  }

  /** Takes an authenticator into use once it has shown a code of the secret. `mark` is of the password shown before. */
  async enrol(login: string, secret: string, code: string, mark: string): Promise<Checked> {
    return this.counted(login, async () => {
      const account = await this.#findMarked(login, mark);
      if (account === undefined || account.authenticator !== undefined) return { kind: "refused" };
      const fresh: Authenticator = { secret, lastStep: 0, recoveryCodes: [] };
      const step = acceptedStep(code, fresh, this.#options.now());
      if (step === undefined) return { kind: "wrong-code" };
      return this.#saved({ ...account, authenticator: { ...fresh, lastStep: step } });
    });
  }

  /** New recovery codes in place of all earlier ones; undefined when the account has no authenticator. */
  async renewRecoveryCodes(login: string): Promise<readonly string[] | undefined> {
    const account = await this.#options.accounts.find(login);
    if (account?.authenticator === undefined) return undefined;
    const codes = newRecoveryCodes();
    const authenticator = { ...account.authenticator, recoveryCodes: codes.map(digestOf) };
    const saved = await this.#saved({ ...account, authenticator });
    return saved.kind === "good" ? codes : undefined;
  }

  /** What is wrong with a new password; undefined when it will do. */
  async faultOfNew(account: Account, next: string, again: string): Promise<StepFault | undefined> {
    if (next !== again) return { kind: "not-the-same" };
    const person = await this.#options.findPerson(account.subject);
    const fault = judgePassword(next, { login: account.login, name: person?.name ?? "" });
    if (fault !== undefined) return { kind: "password", fault };
    if (await isPassword(next, account.passwordHash)) return { kind: "password", fault: "same-as-before" };
    return undefined;
  }

  /** The account's own new password. Every other sign-in of the person ends. */
  async changePassword(account: Account, next: string, again: string): Promise<Checked> {
    const wrong = await this.faultOfNew(account, next, again);
    if (wrong !== undefined) return wrong;
    const saved = await this.#saved({ ...account, passwordHash: await hashOf(next), mustChange: false });
    if (saved.kind === "good") await this.#options.endSessions(account.subject);
    return saved;
  }

  /**
   * A new password by who is not signed in: with the old one, and a code where the account has an authenticator. No code
   * is used up by a new password that will not do.
   */
  async changeOwn({ login, password, code, next, again }: OwnChange): Promise<Checked> {
    const checked = await this.checkPassword(login, password);
    if (checked.kind !== "good") return checked;
    const wrong = await this.faultOfNew(checked.account, next, again);
    if (wrong !== undefined) return wrong;
    if (checked.account.authenticator === undefined) return this.changePassword(checked.account, next, again);
    const coded = await this.checkCode(checked.account.login, code, passwordMarkOf(checked.account));
    return coded.kind === "good" ? this.changePassword(coded.account, next, again) : coded;
  }

  /** Somebody is in: earlier failures under this name are forgotten. */
  async finish(login: string): Promise<void> {
    await this.#options.accounts.saveFailures(login, noFailures);
  }

  /** Whether the account opens anything at all: not when an operator locked it or disabled the person. */
  async isOpen(account: Account): Promise<boolean> {
    if (account.lockedAt !== undefined || (account.isDemo && !this.#options.isDemo)) return false;
    return (await this.#options.findPerson(account.subject))?.disabledAt === undefined;
  }

  /** What is asked of this account beside its password. People of the demo are asked for nothing else. */
  async secondFactorOf(account: Account): Promise<"none" | "code" | "enrol"> {
    if (account.authenticator !== undefined) return "code";
    if (account.isDemo) return "none";
    const person = await this.#options.findPerson(account.subject);
    const isAsked = person?.roles.some(({ role }) => (secondFactorRoles as readonly string[]).includes(role)) === true;
    return isAsked ? "enrol" : "none";
  }

  /** Undefined too when the account has another password by now. */
  async #findMarked(login: string, mark: string): Promise<Account | undefined> {
    const account = await this.#options.accounts.find(login);
    return account !== undefined && passwordMarkOf(account) === mark ? account : undefined;
  }

  async #saved(account: Account): Promise<Checked> {
    const next = { ...account, version: account.version + 1 };
    return (await this.#options.accounts.save(next)) === "saved" ? { kind: "good", account: next } : { kind: "busy" };
  }

  /** Judges one attempt under a name, which counts as a failure until it is good. */
  async counted(login: string, judge: () => Promise<Checked>): Promise<Checked> {
    return this.#inTurn(login, async () => {
      const { accounts, now } = this.#options;
      const before = await accounts.failuresOf(login);
      const until = pausedUntil(before, now());
      if (until !== undefined) return paused(until, now());
      const counted = afterFailure(before, now());
      await accounts.saveFailures(login, counted);
      let checked: Checked;
      try {
        checked = await judge();
      } catch (error) {
        await accounts.saveFailures(login, before);
        if (error instanceof SignInBusyError) return { kind: "busy" };
        throw error;
      }
      if (checked.kind === "good" || checked.kind === "busy") await accounts.saveFailures(login, before);
      else if (counted.pausedUntil > now()) return paused(counted.pausedUntil, now());
      return checked;
    });
  }

  async #inTurn<T>(login: string, work: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(login) ?? Promise.resolve();
    const turn = before.then(work, work);
    this.#turns.set(login, turn);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(login) === turn) this.#turns.delete(login);
    }
  }
}

function paused(until: EpochMs, now: EpochMs): StepFault {
  return { kind: "paused", minutes: Math.ceil((until - now) / minute) };
}
