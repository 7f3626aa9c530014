import type { Provider } from "oidc-provider";
import type { EpochMs } from "../../domain/model/time.ts";
import type { IdentityPort, TableEngine } from "../../domain/ports.ts";
import { ConsentStore } from "../../stores/consent-store.ts";
import { InvitationStore } from "../../stores/invitation-store.ts";
import { PersonStore } from "../../stores/person-store.ts";
import { AccountStore } from "./account-store.ts";
import { Accounts } from "./accounts.ts";
import { consentInDemo } from "./demo-consents.ts";
import { type DemoPerson, demoPeople } from "./demo-people.ts";
import { newFront, type SignInFront } from "./front.ts";
import { Newcomers } from "./newcomers.ts";
import { endSessionsOf, forgetSubject, grantStands, sweepRegularly } from "./oidc-adapter.ts";
import { ownIdentity } from "./own-identity.ts";
import { PendingSignIns } from "./pending-sign-ins.ts";
import { newProvider } from "./provider.ts";
import { SignIn } from "./sign-in.ts";
import { signInKeysOf, wordOf } from "./sign-in-keys.ts";
import { Steps } from "./steps.ts";

export interface SignInOfBox {
  readonly identity: IdentityPort;
  readonly accounts: Accounts;
  readonly front: SignInFront;
  /** Makes the people of the demo with their accounts where they are missing; answers how one signs in as them. */
  makeDemoAccounts(): Promise<readonly DemoAccount[]>;
  /** Whether what was given to a person still lets them in: not when they are locked out, or owe a second factor. */
  isLetIn(subject: string): Promise<boolean>;
  /** Ends what was given to a person so far, and what they listen to. */
  endSessions(subject: string): Promise<void>;
  /** Deletes the account with password, second factor and sessions; the name is free again. */
  removeAccount(subject: string): Promise<"done" | "none">;
  stop(): void;
}

/** How one signs in as somebody of the demo. */
export type DemoAccount = Pick<DemoPerson, "login" | "name" | "post"> & { readonly password: string };

export interface OpenSignInOptions {
  readonly engine: TableEngine;
  readonly dataFolder: string;
  readonly isDemo: boolean;
  newId(): string;
  /** The box's time, which a simulation hurries. */
  boxNow(): EpochMs;
  /** Whether the box serves its pages under that origin. */
  isOwnOrigin(origin: string): boolean;
  /** Ends what somebody listens to just now. */
  endConnections(subject: string): Promise<void>;
  failed(error: unknown): void;
}

/** Names under which one box is opened; more than anybody gives it. */
const mostOrigins = 8;

/** The box's own sign-in: provider, pages and accounts. Real time throughout; see {@link newProvider}. */
export function openSignIn(options: OpenSignInOptions): SignInOfBox {
  const { engine, isDemo, newId, isOwnOrigin, failed } = options;
  const now = (): number => Date.now();
  const keys = signInKeysOf(options.dataFolder);
  const people = new PersonStore(engine);
  const store = new AccountStore(engine);
  async function endSessions(subject: string): Promise<void> {
    await endSessionsOf(engine, subject);
    await options.endConnections(subject);
  }
  const accounts = new Accounts({ accounts: store, people, now, newId, endSessions });
  const signIn = new SignIn({ accounts: store, findPerson: (id) => people.find(id), now, isDemo, endSessions });
  const invitations = new InvitationStore(engine);
  const consents = new ConsentStore(engine);
  const newcomers = new Newcomers({ invitations, accounts: store, signIn, newId, now, boxNow: options.boxNow });
  const steps = new Steps({ engine, accounts: store, signIn, newcomers, isDemo });
  const providers = new Map<string, Provider>();
  const pending = new PendingSignIns();

  /** Not for somebody who was given a role since that asks for a second factor: they sign in again, and set one up. */
  async function isLetIn(subject: string): Promise<boolean> {
    const account = await store.findBySubject(subject);
    if (account === undefined || !(await signIn.isOpen(account))) return false;
    return (await signIn.secondFactorOf(account)) !== "enrol";
  }

  function providerOf(origin: string): Provider {
    const known = providers.get(origin);
    if (known !== undefined) return known;
    const oldest = providers.keys().next().value;
    if (providers.size >= mostOrigins && oldest !== undefined) providers.delete(oldest);
    const made = newProvider({ origin, engine, keys, pending, isOpen: isLetIn, failed });
    providers.set(origin, made);
    return made;
  }

  return {
    identity: ownIdentity({ keys, isOwnOrigin, grantStands: (id) => grantStands(engine, id), isOpen: isLetIn }),
    accounts,
    front: newFront({ providerOf, steps, signIn, failed }),
    async makeDemoAccounts() {
      const made: DemoAccount[] = [];
      for (const { id, login, name, post, roles, relatives = [] } of demoPeople) {
        const password = `${login}-${wordOf(keys, login)}`;
        await accounts.add({ login, personId: id, name, roles, password, isDemo: true });
        await consentInDemo({ personId: id, relatives }, { people, consents, now: options.boxNow, newId });
        made.push({ login, password, name, post });
      }
      return made;
    },
    isLetIn,
    endSessions,
    async removeAccount(subject) {
      await endSessions(subject);
      await forgetSubject(engine, subject);
      return store.remove(subject);
    },
    stop: sweepRegularly(engine, failed),
  };
}
