import type { Json, TableEngine } from "../../domain/ports.ts";
import { type Account, passwordMarkOf } from "./account.ts";
import type { AccountStore } from "./account-store.ts";
import { demoPeople } from "./demo-people.ts";
import type { Newcomers } from "./newcomers.ts";
import { endOf } from "./oidc-adapter.ts";
import type { StepFault } from "./page-words.ts";
import type { SignInPage } from "./pages.ts";
import { enrolmentUri, newSecret } from "./second-factor.ts";
import type { Checked, SignIn } from "./sign-in.ts";
import { signInTable as table } from "./sign-in-table.ts";

/** How far one sign-in has come; kept on the box, so that no form can claim a step that was not taken. */
export type Step =
  | { readonly kind: "sign-in" }
  /** With the code of an invitation somebody makes an account of their own. */
  | { readonly kind: "join" }
  | ({ readonly kind: "change-first" } & PasswordShown)
  | ({ readonly kind: "code" } & PasswordShown)
  | ({ readonly kind: "enrol"; readonly secret: string } & PasswordShown)
  | ({ readonly kind: "recovery" } & PasswordShown);

/** Who showed the password of an account; another password since then takes every further step away. */
interface PasswordShown {
  readonly login: string;
  /** See {@link passwordMarkOf}. */
  readonly mark: string;
  readonly means: readonly Means[];
}

/** How somebody proved who they are (RFC 8176). */
type Means = "pwd" | "otp" | "demo";

export type StepOutcome =
  | { readonly kind: "page"; readonly page: SignInPage; readonly fault?: StepFault }
  | { readonly kind: "in"; readonly subject: string; readonly means: readonly Means[] };

/** Longer than anybody needs, shorter than a workstation stands open unseen. */
export const signInPatienceMs = 15 * 60_000;

export interface StepOptions {
  readonly engine: TableEngine;
  readonly accounts: AccountStore;
  readonly signIn: SignIn;
  readonly newcomers: Pick<Newcomers, "makeAccount">;
  readonly isDemo: boolean;
}

/** Leads somebody through signing in, one form at a time; `uid` names the sign-in under way. */
export class Steps {
  readonly #options: StepOptions;

  constructor(options: StepOptions) {
    this.#options = options;
  }

  /** The page on which this sign-in stands. */
  async show(uid: string): Promise<SignInPage> {
    const step = await this.#read(uid);
    return this.#pageOf((await this.#stands(step)) ? step : { kind: "sign-in" });
  }

  /** Takes one form. What does not belong to the step on which the sign-in stands changes nothing. */
  async take(uid: string, form: URLSearchParams): Promise<StepOutcome> {
    const step = await this.#read(uid);
    if (!(await this.#stands(step))) return this.#restart(uid);
    switch (step.kind) {
      case "sign-in":
        return form.has("join") ? this.#go(uid, { kind: "join" }) : this.#takeSignIn(uid, form);
      case "join":
        return form.has("back") ? this.#restart(uid) : this.#takeJoin(uid, form);
      case "change-first":
        return this.#takeChange(uid, step, form);
      case "code": {
        if (!form.has("code")) return this.#page(step);
        const checked = await this.#options.signIn.checkCode(step.login, form.get("code") ?? "", step.mark);
        return checked.kind === "good"
          ? this.#next(uid, checked.account, [...step.means, "otp"])
          : this.#failed(uid, step, checked);
      }
      case "enrol": {
        if (!form.has("code")) return this.#page(step);
        const checked = await this.#options.signIn.enrol(step.login, step.secret, form.get("code") ?? "", step.mark);
        if (checked.kind !== "good") return this.#failed(uid, step, checked);
        return this.#go(uid, { kind: "recovery", login: step.login, mark: step.mark, means: [...step.means, "otp"] });
      }
      case "recovery": {
        if (form.get("written") !== "yes") return this.#page(step);
        const account = await this.#options.accounts.find(step.login);
        return account === undefined ? this.#restart(uid) : this.#in(uid, account, step.means);
      }
    }
  }

  async #takeSignIn(uid: string, form: URLSearchParams): Promise<StepOutcome> {
    const { signIn, accounts, isDemo } = this.#options;
    const chosen = form.get("demo");
    if (isDemo && chosen !== null) {
      const account = await accounts.find(chosen);
      if (account?.isDemo === true && (await signIn.isOpen(account))) return this.#in(uid, account, ["demo"]);
      return this.#page({ kind: "sign-in" });
    }
    const login = form.get("login") ?? "";
    const checked = await signIn.checkPassword(login, form.get("password") ?? "");
    if (checked.kind !== "good") {
      const page = { ...(await this.#pageOf({ kind: "sign-in" })), login: login.slice(0, 64) } as SignInPage;
      return { kind: "page", page, fault: checked };
    }
    return this.#next(uid, checked.account, ["pwd"]);
  }

  async #takeJoin(uid: string, form: URLSearchParams): Promise<StepOutcome> {
    if (!form.has("code")) return this.#page({ kind: "join" });
    const [code, login, next, again] = ["code", "login", "next", "again"].map((name) => form.get(name) ?? "");
    const made = await this.#options.newcomers.makeAccount(uid, {
      code: code ?? "",
      login: login ?? "",
      next: next ?? "",
      again: again ?? "",
    });
    if (made.kind === "good") return this.#next(uid, made.account, ["pwd"]);
    return {
      kind: "page",
      page: { kind: "join", code: (code ?? "").slice(0, 40), login: (login ?? "").slice(0, 64) },
      fault: made,
    };
  }

  async #takeChange(
    uid: string,
    step: Extract<Step, { readonly kind: "change-first" }>,
    form: URLSearchParams,
  ): Promise<StepOutcome> {
    if (!form.has("next")) return this.#page(step);
    const account = await this.#options.accounts.find(step.login);
    if (account?.mustChange !== true) return this.#restart(uid);
    const [next, again] = [form.get("next") ?? "", form.get("again") ?? ""];
    const checked = await this.#options.signIn.changePassword(account, next, again);
    if (checked.kind !== "good") return this.#failed(uid, step, checked);
    return this.#next(uid, checked.account, step.means);
  }

  /** What is asked after a password or a code; a first password alone sets no other where there is an authenticator. */
  async #next(uid: string, account: Account, means: readonly Means[]): Promise<StepOutcome> {
    const shown: PasswordShown = { login: account.login, mark: passwordMarkOf(account), means };
    const factor = means.includes("otp") ? "none" : await this.#options.signIn.secondFactorOf(account);
    if (factor === "code") return this.#go(uid, { kind: "code", ...shown });
    if (account.mustChange) return this.#go(uid, { kind: "change-first", ...shown });
    if (factor === "enrol") return this.#go(uid, { kind: "enrol", secret: newSecret(), ...shown });
    return this.#in(uid, account, means);
  }

  async #in(uid: string, account: Account, means: readonly Means[]): Promise<StepOutcome> {
    await this.#options.signIn.finish(account.login);
    await this.#options.engine.write([{ kind: "delete", table, key: { kind: "step", id: uid } }]);
    return { kind: "in", subject: account.subject, means };
  }

  async #failed(uid: string, step: Step, fault: Exclude<Checked, { readonly kind: "good" }>): Promise<StepOutcome> {
    // Whoever guesses codes starts again from the password; a person who mistyped just tries again.
    if (fault.kind === "paused" || fault.kind === "refused") {
      const restarted = await this.#restart(uid);
      return { ...restarted, fault } as StepOutcome;
    }
    return { kind: "page", page: await this.#pageOf(step), fault };
  }

  async #restart(uid: string): Promise<StepOutcome> {
    return this.#go(uid, { kind: "sign-in" });
  }

  async #go(uid: string, step: Step): Promise<StepOutcome> {
    const item = {
      kind: "step",
      id: uid,
      step: JSON.parse(JSON.stringify(step)) as Json,
      ...endOf(Date.now() + signInPatienceMs),
    };
    await this.#options.engine.write([{ kind: "put", table, item }]);
    return this.#page(step);
  }

  async #page(step: Step): Promise<StepOutcome> {
    return { kind: "page", page: await this.#pageOf(step) };
  }

  async #pageOf(step: Step): Promise<SignInPage> {
    switch (step.kind) {
      case "sign-in":
        return { kind: "sign-in", ...(this.#options.isDemo && { demo: demoPeople }) };
      case "join":
        return { kind: "join" };
      case "change-first":
        return { kind: "change-first", login: step.login };
      case "code":
        return { kind: "code" };
      case "enrol":
        return { kind: "enrol", secret: step.secret, uri: enrolmentUri(step.secret, step.login) };
      case "recovery":
        // Shown again they are others: what somebody saw over a shoulder and did not write down is worth nothing.
        return { kind: "recovery", codes: (await this.#options.signIn.renewRecoveryCodes(step.login)) ?? [] };
    }
  }

  /** Whether the password that was shown is still the account's, and the account still opens. */
  async #stands(step: Step): Promise<boolean> {
    if (step.kind === "sign-in" || step.kind === "join") return true;
    const account = await this.#options.accounts.find(step.login);
    if (account === undefined || passwordMarkOf(account) !== step.mark) return false;
    return this.#options.signIn.isOpen(account);
  }

  async #read(uid: string): Promise<Step> {
    const item = await this.#options.engine.get(table, { kind: "step", id: uid });
    return (item?.step as unknown as Step | undefined) ?? { kind: "sign-in" };
  }
}
