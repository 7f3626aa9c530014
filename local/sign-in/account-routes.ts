import * as z from "zod/mini";
import { type AccountOfBox, accountChange, newAccount } from "../../contracts/http/accounts.ts";
import type { Bilingual } from "../../contracts/http/fields.ts";
import { errorsOfIssues } from "../../contracts/http/problems.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { mayDo } from "../../domain/access/decide.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import type { HttpAuthorizer } from "../../functions/shell/events.ts";
import { RequestRefusedError, unknown } from "../../functions/shell/refusals.ts";
import type { PersonStore } from "../../stores/person-store.ts";
import type { BoxRoute } from "../box-route.ts";
import type { Accounts } from "./accounts.ts";

export interface AccountRoutesOptions {
  readonly accounts: Accounts;
  readonly people: Pick<PersonStore, "find">;
  now(): EpochMs;
}

/** The accounts of a box over its API, for operators and their command alone. */
export function accountRoutes({ accounts, people, now }: AccountRoutesOptions): readonly BoxRoute[] {
  /** A person passes who may manage people everywhere: whoever gives passwords can become anybody. */
  async function admitOperator(authorizer: HttpAuthorizer | undefined): Promise<void> {
    if (authorizer === undefined) throw refusal("not-signed-in", notSignedIn);
    if ("lambda" in authorizer) return;
    const person = await people.find(authorizer.jwt.claims.sub);
    const isOperator =
      person?.roles.some(({ role, facilityId }) => role === "operator" && facilityId === undefined) === true &&
      mayDo({ kind: "person", person, at: now() }, "person.manage", { kind: "service" });
    if (!isOperator) throw refusal("no-access", operatorsOnly);
  }

  return [
    {
      method: "GET",
      path: "/api/accounts",
      async answer({ authorizer }) {
        await admitOperator(authorizer);
        const items = (await accounts.list()).map(({ pausedUntil, roles: _, isDemo: __, ...account }): AccountOfBox => {
          return { ...account, ...(pausedUntil !== undefined && { pausedUntil: isoTimeOf(pausedUntil) }) };
        });
        return { items };
      },
    },
    {
      method: "POST",
      path: "/api/accounts",
      async answer({ authorizer, body }) {
        await admitOperator(authorizer);
        const { login, personId } = parsed(newAccount, body);
        const outcome = await accounts.add({ login, personId });
        if (outcome.kind === "unknown-person" || outcome.kind === "person-exists") throw unknown("person", personId);
        if (outcome.kind === "added") return { login, personId, firstPassword: outcome.firstPassword };
        throw refusal("already-exists", outcome.kind === "login-taken" ? loginTaken(login) : hasAccount(personId));
      },
    },
    {
      method: "POST",
      path: "/api/accounts/{login}",
      async answer({ authorizer, parameters, body }) {
        await admitOperator(authorizer);
        const { login = "" } = parameters;
        const change = parsed(accountChange, body);
        if (change.do === "reset") {
          const reset = await accounts.reset(login, change);
          if (reset === undefined) throw noAccount(login);
          return { login, ...reset };
        }
        const isDone = change.do === "lock" ? await accounts.lock(login) : await accounts.unlock(login);
        if (!isDone) throw noAccount(login);
        return { login };
      },
    },
  ];
}

function parsed<S extends z.ZodMiniType>(schema: S, body: unknown): z.output<S> {
  const result = z.safeParse(schema, body);
  if (result.success) return result.data;
  throw new RequestRefusedError("invalid-request", invalid, errorsOfIssues(result.error.issues));
}

function refusal(code: "not-signed-in" | "no-access" | "already-exists", detail: Bilingual): RequestRefusedError {
  return new RequestRefusedError(code, detail);
}

function noAccount(login: string): RequestRefusedError {
  return new RequestRefusedError("unknown-person", {
    zh: `没有名为 ${login} 的账号，未做任何改动。请核对账号名。`,
    en: `There is no account ${login}; nothing was changed. Check its name.`,
  });
}

const invalid: Bilingual = {
  zh: "请求内容有误，未做任何改动。",
  en: "The request is not valid; nothing was changed.",
};
const notSignedIn: Bilingual = { zh: "请先登录。未做任何改动。", en: "Sign in first; nothing was changed." };
const operatorsOnly: Bilingual = {
  zh: "账号只能由系统管理员管理，未做任何改动。",
  en: "Only operators of the service manage accounts; nothing was changed.",
};

function loginTaken(login: string): Bilingual {
  return {
    zh: `账号名 ${login} 已有人用，未做任何改动。请换一个。`,
    en: `The account name ${login} is taken; nothing was changed. Use another.`,
  };
}

function hasAccount(personId: string): Bilingual {
  return {
    zh: `人员 ${personId} 已有账号，未做任何改动。忘记密码时请重设。`,
    en: `Person ${personId} has an account already; nothing was changed. If the password is lost, reset it.`,
  };
}
