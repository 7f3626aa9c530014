import { randomInt } from "node:crypto";
import type { Person, Relation, RoleAt } from "../../domain/model/person.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import type { PersonStore } from "../../stores/person-store.ts";
import { type Account, loginOf } from "./account.ts";
import type { AccountStore } from "./account-store.ts";
import { hashOf } from "./password.ts";
import { noFailures, pausedUntil } from "./sign-in-pause.ts";

export interface AccountsOptions {
  readonly accounts: AccountStore;
  readonly people: Pick<PersonStore, "find" | "add">;
  readonly now: () => EpochMs;
  newId(): string;
  endSessions(subject: string): Promise<void>;
}

export interface NewAccount {
  readonly login: string;
  /** Of a person who is there already; then the rest of the person stays as it is. */
  readonly personId?: string;
  readonly name?: string;
  readonly roles?: readonly RoleAt[];
  readonly relations?: readonly Relation[];
  /** Chosen by the account's owner beforehand. @default one for one use is made up */
  readonly password?: string;
  readonly isDemo?: true;
}

/** An account as operators see it; no secret of it is ever shown again. */
export interface AccountView {
  readonly login: string;
  readonly personId: string;
  readonly name: string;
  readonly roles: readonly RoleAt[];
  readonly state: "open" | "locked" | "person-disabled";
  /** Has not signed in since the password was given. */
  readonly mustChangePassword: boolean;
  readonly hasSecondFactor: boolean;
  /** Of the demo: whatever its state, it opens nothing in a folder of real people. */
  readonly isDemo: boolean;
  /** After too many failures; absent when it may be tried. */
  readonly pausedUntil?: EpochMs;
}

export type AddOutcome =
  | { readonly kind: "added"; readonly login: string; readonly personId: string; readonly firstPassword?: string }
  | { readonly kind: "login-taken" | "person-has-account" | "unknown-person" | "person-exists" };

/** What operators do to accounts. */
export class Accounts {
  readonly #options: AccountsOptions;

  constructor(options: AccountsOptions) {
    this.#options = options;
  }

  async list(): Promise<readonly AccountView[]> {
    const { accounts, people, now } = this.#options;
    return Promise.all(
      (await accounts.list()).map(async (account) => {
        const person = await people.find(account.subject);
        const until = pausedUntil(await accounts.failuresOf(account.login), now());
        return {
          login: account.login,
          personId: account.subject,
          name: person?.name ?? "",
          roles: person?.roles ?? [],
          state: stateOf(account, person),
          mustChangePassword: account.mustChange,
          hasSecondFactor: account.authenticator !== undefined,
          isDemo: account.isDemo,
          ...(until !== undefined && { pausedUntil: until }),
        };
      }),
    );
  }

  /**
   * Makes the person and then the account. A crash between the two leaves a person who cannot sign in yet; adding the
   * account with `personId` completes them.
   */
  async add(wanted: NewAccount): Promise<AddOutcome> {
    const { accounts, people, now, newId } = this.#options;
    const login = loginOf(wanted.login);
    if ((await accounts.find(login)) !== undefined) return { kind: "login-taken" };
    const known = wanted.personId === undefined ? undefined : await people.find(wanted.personId);
    if (wanted.personId !== undefined && wanted.name === undefined && known === undefined)
      return { kind: "unknown-person" };
    if (known !== undefined && (await accounts.findBySubject(known.id)) !== undefined)
      return { kind: "person-has-account" };
    const subject = wanted.personId ?? newId();
    if (known === undefined) {
      const added = await people.add({
        id: subject,
        name: wanted.name ?? login,
        roles: wanted.roles ?? [],
        relations: wanted.relations ?? [],
        reach: { pushes: [], language: "zh" },
        version: 1,
      });
      if (added === "already-exists") return { kind: "person-exists" };
    }
    const firstPassword = wanted.password === undefined ? newFirstPassword() : undefined;
    const outcome = await accounts.add({
      login,
      subject,
      passwordHash: await hashOf(wanted.password ?? firstPassword ?? ""),
      mustChange: firstPassword !== undefined,
      isDemo: wanted.isDemo === true,
      createdAt: now(),
      version: 1,
    });
    if (outcome === "taken") return { kind: "login-taken" };
    return { kind: "added", login, personId: subject, ...(firstPassword !== undefined && { firstPassword }) };
  }

  /**
   * Gives a new password for one use, ends every session and forgets failed attempts. The second factor stays unless it
   * is asked for: whoever lost only the password still has the phone.
   */
  async reset(
    login: string,
    options: { readonly secondFactor: boolean },
  ): Promise<{ readonly firstPassword: string } | undefined> {
    const firstPassword = newFirstPassword();
    const passwordHash = await hashOf(firstPassword);
    const saved = await this.#change(login, ({ authenticator, ...account }) => ({
      ...account,
      ...(authenticator !== undefined && !options.secondFactor && { authenticator }),
      passwordHash,
      mustChange: true,
    }));
    return saved ? { firstPassword } : undefined;
  }

  /** From now on nothing opens the account, and whoever is in is out. */
  async lock(login: string): Promise<boolean> {
    return this.#change(login, (account) => ({ ...account, lockedAt: account.lockedAt ?? this.#options.now() }));
  }

  /** Undoes {@link lock}, and forgets failed attempts. */
  async unlock(login: string): Promise<boolean> {
    return this.#change(login, ({ lockedAt: _, ...account }) => account, { endsSessions: false });
  }

  async #change(
    typed: string,
    change: (account: Account) => Account,
    { endsSessions } = { endsSessions: true },
  ): Promise<boolean> {
    const { accounts, endSessions } = this.#options;
    const login = loginOf(typed);
    for (;;) {
      const account = await accounts.find(login);
      if (account === undefined) return false;
      const changed = change(account);
      if ((await accounts.save({ ...changed, version: account.version + 1 })) === "conflict") continue;
      await accounts.saveFailures(login, noFailures);
      if (endsSessions) await endSessions(account.subject);
      return true;
    }
  }
}

function stateOf(account: Account, person: Person | undefined): AccountView["state"] {
  if (account.lockedAt !== undefined) return "locked";
  return person?.disabledAt === undefined ? "open" : "person-disabled";
}

/** Easy to read out on the telephone; good for one use. */
function newFirstPassword(): string {
  const letters = "23456789abcdefghjkmnpqrstuvwxyz";
  const group = (): string => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join("");
  return `${group()}-${group()}-${group()}`;
}
