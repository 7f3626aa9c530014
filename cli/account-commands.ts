import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import type * as z from "zod/mini";
import type { AccountOfBox, firstPassword } from "../contracts/http/accounts.ts";
import type { Relation, RoleAt } from "../domain/model/person.ts";
import { action, type CommandContext, type CommandHost } from "./command-context.ts";
import { CommandFailedError } from "./failure.ts";
import { sayIn } from "./language.ts";
import { withRelation, withRole } from "./person-options.ts";
import { table } from "./print.ts";
import { call, type Service } from "./service.ts";

type FirstPassword = z.infer<typeof firstPassword>;

interface NewAccountOptions {
  readonly login: string;
  readonly name?: string;
  readonly id?: string;
  readonly person?: string;
  readonly operator?: true;
  readonly role?: readonly RoleAt[];
  readonly relation?: readonly Relation[];
}

/** `account add | list | reset | lock | unlock`: what people sign in with on a box. */
export function addAccountCommands(program: Command, host: CommandHost): void {
  const say = sayIn(host.language);
  const account = program
    .command("account")
    .description(say({ zh: "单机系统上的登录账号", en: "what people sign in with on a box" }));
  account
    .command("add")
    .description(
      say({
        zh: "登记一个人和其账号；给出只能用一次的密码",
        en: "register somebody with an account; prints a password for one use",
      }),
    )
    .requiredOption("--login <login>", say({ zh: "账号名", en: "what they type to sign in" }))
    .option("--name <name>", say({ zh: "姓名", en: "their name" }))
    .option("--operator", say({ zh: "系统管理员", en: "an operator of the whole service" }))
    .option(
      "--role <role@facility>",
      say({ zh: "角色，如 nurse@sunshine；可重复", en: "a role, e.g. nurse@sunshine; may be given again and again" }),
      withRole,
    )
    .option(
      "--relation <resident=relation>",
      say({ zh: "家属，如 r-1=女儿；可重复", en: "a relative's tie, e.g. r-1=daughter; may be given again and again" }),
      withRelation,
    )
    .option("--person <id>", say({ zh: "已登记的人员", en: "of somebody who is registered already" }))
    .option("--id <id>", say({ zh: "新人员的编号；缺省时自动生成", en: "id of the new person; made up when absent" }))
    .action(action<NewAccountOptions>(host, addAccount));
  account
    .command("list")
    .description(say({ zh: "全部账号及其状态", en: "all accounts and how they are" }))
    .action(action(host, listAccounts));
  account
    .command("reset <login>")
    .description(
      say({
        zh: "重设密码：给出只能用一次的新密码，结束其全部登录",
        en: "give a new password for one use; everything that is signed in with the account ends",
      }),
    )
    .option("--second-factor", say({ zh: "连同第二步验证一起重设（手机丢失）", en: "forget the authenticator too" }))
    .action(
      action<{ secondFactor?: true }>(host, async (context, login = "") => {
        const service = await boxOf(context);
        const body = { do: "reset", secondFactor: context.options.secondFactor === true };
        const made = await call<FirstPassword>(service, "POST", pathOf(login), { body });
        const { firstPassword = "" } = made;
        context.terminal.answer(made, {
          zh: `${login} 的一次性密码：${firstPassword}`,
          en: `password of ${login}, for one use: ${firstPassword}`,
        });
      }),
    );
  addChange("lock", { zh: "停用账号，立即结束其全部登录", en: "lock an account; whoever is signed in with it is out" });
  addChange("unlock", {
    zh: "恢复账号，并解除连续失败后的等待",
    en: "undo that, and end a pause after failed attempts",
  });

  function addChange(change: "lock" | "unlock", text: { readonly zh: string; readonly en: string }): void {
    account
      .command(`${change} <login>`)
      .description(say(text))
      .action(
        action(host, async (context, login = "") => {
          const service = await boxOf(context);
          const done = await call<object>(service, "POST", pathOf(login), { body: { do: change } });
          context.terminal.answer(
            done,
            change === "lock"
              ? { zh: `账号 ${login} 已停用`, en: `account ${login} is locked` }
              : { zh: `账号 ${login} 已恢复`, en: `account ${login} is open` },
          );
        }),
      );
  }
}

/** The person first, then the account: a person without an account cannot sign in, and is completed by `--person`. */
async function addAccount(context: CommandContext<NewAccountOptions>): Promise<void> {
  const { login, name, person, operator, id, role = [], relation: relations = [] } = context.options;
  if ((person === undefined) === (name === undefined)) throw usage(eitherPersonOrName);
  const service = await boxOf(context);
  let personId = person;
  if (personId === undefined) {
    const { items } = await call<{ items: readonly AccountOfBox[] }>(service, "GET", "/api/accounts");
    if (items.some((known) => known.login === login.toLowerCase())) throw new CommandFailedError(taken(login));
    const roles: readonly RoleAt[] = [...(operator ? [{ role: "operator" } as const] : []), ...role];
    personId = id ?? `p-${randomUUID()}`;
    await call(service, "POST", "/api/people", { body: { id: personId, name, roles, relations } });
  }
  const made = await call<FirstPassword>(service, "POST", "/api/accounts", { body: { login, personId } });
  const { firstPassword = "" } = made;
  context.terminal.answer(made, {
    zh: `账号 ${login} 已建立。一次性密码：${firstPassword}（首次登录时须更换）`,
    en: `account ${login} is made. Its password for one use: ${firstPassword} (at the first sign-in they choose their own)`,
  });
}

async function listAccounts(context: CommandContext<object>): Promise<void> {
  const { terminal } = context;
  const list = await call<{ items: readonly AccountOfBox[] }>(await boxOf(context), "GET", "/api/accounts");
  const states = {
    open: terminal.say({ zh: "可用", en: "open" }),
    locked: terminal.say({ zh: "已停用", en: "locked" }),
    "person-disabled": terminal.say({ zh: "人员已停用", en: "person disabled" }),
  };
  const rows = list.items.map(({ login, personId, name, state, hasSecondFactor, mustChangePassword, pausedUntil }) => [
    login,
    personId,
    pausedUntil === undefined ? states[state] : terminal.say({ zh: "失败过多，等待中", en: "paused after failures" }),
    hasSecondFactor ? "✓" : "",
    mustChangePassword ? "✓" : "",
    name,
  ]);
  const heads = [
    { zh: "账号", en: "account" },
    { zh: "人员", en: "person" },
    { zh: "状态", en: "state" },
    { zh: "第二步验证", en: "second factor" },
    { zh: "待改密码", en: "first password" },
    { zh: "姓名", en: "name" },
  ];
  terminal.answer(list, table(heads.map(terminal.say), rows));
}

async function boxOf(context: CommandContext<object>): Promise<Service> {
  const target = await context.target();
  if (target.kind === "box") return target.service;
  throw usage({
    zh: "单元的账号由其登录服务（如 Cognito）管理，此命令只用于单机系统",
    en: "the accounts of a cell are kept by its issuer, such as Cognito; this command is about a box",
  });
}

function pathOf(login: string): `/api/${string}` {
  return `/api/accounts/${encodeURIComponent(login)}`;
}

function usage(messages: { readonly zh: string; readonly en: string }): CommandFailedError {
  return new CommandFailedError(messages, { kind: "usage" });
}

const eitherPersonOrName = {
  zh: "请给出 --name（新人员），或 --person（已登记的人员），二者之一",
  en: "give --name for somebody new, or --person for somebody who is registered: one of the two",
};

function taken(login: string): { readonly zh: string; readonly en: string } {
  return {
    zh: `账号名 ${login} 已有人用，未做任何改动；请换一个`,
    en: `the account name ${login} is taken; nothing was changed, use another`,
  };
}
