import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import type { PersonView } from "../contracts/http/people.ts";
import type { Relation, RoleAt } from "../domain/model/person.ts";
import { action, type CommandContext, type CommandHost } from "./command-context.ts";
import { CommandFailedError } from "./failure.ts";
import { sayIn } from "./language.ts";
import { withRelation, withRole } from "./person-options.ts";
import { table } from "./print.ts";
import { call, callForAll } from "./service.ts";
import type { Target } from "./target.ts";

interface PersonOptions {
  readonly name?: string;
  readonly operator?: true;
  readonly role?: readonly RoleAt[];
  readonly relation?: readonly Relation[];
  readonly phone?: string;
  readonly email?: string;
}

interface NewPersonOptions extends PersonOptions {
  readonly name: string;
  readonly subject?: string;
}

interface ChangeOptions extends PersonOptions {
  /** Of `--no-roles`. */
  readonly roles?: boolean;
  readonly relations?: boolean;
}

/** `people list | add | change | disable | enable`: who may do what, on a box and in a cell. */
export function addPeopleCommands(program: Command, host: CommandHost): void {
  const say = sayIn(host.language);
  const people = program
    .command("people")
    .description(say({ zh: "可登录的人员及其角色", en: "those who sign in, and their roles" }));
  people
    .command("list")
    .description(say({ zh: "人员及其角色", en: "people and their roles" }))
    .option("--facility <id>", say({ zh: "只列一个机构的", en: "those of one facility" }))
    .action(action<{ facility?: string }>(host, listPeople));
  withRights(
    people
      .command("add")
      .description(
        say({
          zh: "登记一个人；单元用 Cognito 登录时同时发出邀请邮件",
          en: "register somebody; in a cell that signs in with Cognito they are invited by e-mail as well",
        }),
      )
      .requiredOption("--name <name>", say({ zh: "姓名", en: "their name" }))
      .option(
        "--subject <sub>",
        say({
          zh: "登录服务签发的 sub；单机系统缺省时自动生成",
          en: "the sub that the issuer gives them; a box makes one up",
        }),
      ),
  ).action(action<NewPersonOptions>(host, addPerson));
  withRights(
    people
      .command("change <id>")
      .description(
        say({
          zh: "更改角色、姓名、联系方式；给出的角色取代原有的",
          en: "set roles, name or reach; roles that are given replace those before",
        }),
      )
      .option("--name <name>", say({ zh: "姓名", en: "their name" }))
      .option("--no-roles", say({ zh: "收回全部角色", en: "take all roles" }))
      .option("--no-relations", say({ zh: "解除全部亲属关系", en: "end all ties to residents" })),
  ).action(action<ChangeOptions>(host, changePerson));
  people
    .command("disable <id>")
    .description(say({ zh: "停用：立即断开，不能再登录", en: "shut somebody out, at once and until enabled" }))
    .action(action(host, (context, id = "") => allow(context, id, false)));
  people
    .command("enable <id>")
    .description(say({ zh: "恢复被停用的人员", en: "let somebody in again" }))
    .action(action(host, (context, id = "") => allow(context, id, true)));

  function withRights(command: Command): Command {
    return command
      .option("--operator", say({ zh: "系统管理员", en: "an operator of the whole service" }))
      .option(
        "--role <role@facility>",
        say({ zh: "角色，如 nurse@sunshine；可重复", en: "a role, e.g. nurse@sunshine; may be given again and again" }),
        withRole,
      )
      .option(
        "--relation <resident=relation>",
        say({
          zh: "家属，如 r-1=女儿；可重复",
          en: "a relative's tie, e.g. r-1=daughter; may be given again and again",
        }),
        withRelation,
      )
      .option("--phone <number>", say({ zh: "如 +8613800000000", en: "e.g. +8613800000000" }))
      .option("--email <address>");
  }
}

async function listPeople({ target, terminal, options }: CommandContext<{ facility?: string }>): Promise<void> {
  const { service } = await target();
  const query = options.facility === undefined ? {} : { facilityId: options.facility };
  const list = await callForAll<PersonView>(service, "/api/people", query);
  const disabled = terminal.say({ zh: "已停用", en: "disabled" });
  const rows = list.items.map(({ id, name, roles, relations, disabledAt }) => [
    id,
    disabledAt === undefined ? "" : disabled,
    [
      ...roles.map(({ role, facilityId }) => (facilityId === undefined ? role : `${role}@${facilityId}`)),
      ...relations.map(({ residentId, relation }) => `${residentId}=${relation}`),
    ].join(" "),
    name,
  ]);
  const heads = [
    { zh: "编号", en: "id" },
    { zh: "状态", en: "state" },
    { zh: "角色与亲属", en: "roles and ties" },
    { zh: "姓名", en: "name" },
  ];
  terminal.answer(list, table(heads.map(terminal.say), rows));
}

/** At Cognito first: asked again, the user who is there already is taken, so that a command that broke off is completed. */
async function addPerson({ target, terminal, options }: CommandContext<NewPersonOptions>): Promise<void> {
  const { name, phone, email, relation: relations = [] } = options;
  const found = await target();
  const { subject: id, isInvited } = await subjectFor(found, options);
  const roles = rolesIn(options) ?? [];
  const body = { id, name, roles, relations, phone, email };
  const made = await call<PersonView>(found.service, "POST", "/api/people", { body });
  const next =
    found.kind === "box"
      ? {
          zh: `；给其登录账号：anhu account add --person ${id} --login NAME`,
          en: `; to sign in they need anhu account add --person ${id} --login NAME`,
        }
      : isInvited
        ? { zh: `；邀请已发到 ${email}`, en: `; invited at ${email}` }
        : { zh: "", en: "" };
  terminal.answer(made, { zh: `已登记 ${name}：${id}${next.zh}`, en: `registered ${name}: ${id}${next.en}` });
}

async function subjectFor(
  target: Target,
  { subject, email }: NewPersonOptions,
): Promise<{ readonly subject: string; readonly isInvited: boolean }> {
  if (subject !== undefined) return { subject, isInvited: false };
  if (target.kind === "box") return { subject: `p-${randomUUID()}`, isInvited: false };
  if (target.cell.signIn.kind === "oidc")
    throw usage({
      zh: `单元 ${target.cell.name} 由 ${target.cell.signIn.issuer} 登录：请用 --subject 指明其 sub`,
      en: `people of cell ${target.cell.name} sign in at ${target.cell.signIn.issuer}: give the sub that it has for them, --subject SUB`,
    });
  if (email === undefined)
    throw usage({ zh: "Cognito 按邮箱邀请：请给出 --email", en: "Cognito invites by e-mail: give --email ADDRESS" });
  const { cognitoUsers } = await import("./cells/cognito-users.ts");
  const user = await (await cognitoUsers(target.cell)).subjectOf(email);
  return { subject: user.subject, isInvited: user.isNew };
}

async function changePerson(context: CommandContext<ChangeOptions>, id = ""): Promise<void> {
  const { name, phone, email, relation, relations } = context.options;
  const { service } = await context.target();
  const body = {
    name,
    phone,
    email,
    roles: rolesIn(context.options) ?? (context.options.roles === false ? [] : undefined),
    relations: relation ?? (relations === false ? [] : undefined),
  };
  const changed = await call<PersonView>(service, "POST", pathOf(id), { body });
  context.terminal.answer(changed, { zh: `已更改 ${changed.name}`, en: `changed ${changed.name}` });
}

/** The service first: it shuts out at once. Where Cognito signs in, it gives no new tokens either. */
async function allow({ target, terminal }: CommandContext<object>, id: string, isAllowed: boolean): Promise<void> {
  const found = await target();
  const changed = await call<PersonView>(found.service, "POST", pathOf(id), { body: { disabled: !isAllowed } });
  if (found.kind === "cell" && found.cell.signIn.kind === "cognito") {
    const { cognitoUsers } = await import("./cells/cognito-users.ts");
    await (await cognitoUsers(found.cell)).allow(id, isAllowed);
  }
  terminal.answer(
    changed,
    isAllowed
      ? { zh: `已恢复 ${changed.name}`, en: `${changed.name} may come in again` }
      : { zh: `已停用 ${changed.name}`, en: `${changed.name} is shut out` },
  );
}

function rolesIn({ operator, role }: PersonOptions): readonly RoleAt[] | undefined {
  if (operator !== true && role === undefined) return undefined;
  return [...(operator === true ? [{ role: "operator" } as const] : []), ...(role ?? [])];
}

function pathOf(id: string): `/api/${string}` {
  return `/api/people/${encodeURIComponent(id)}`;
}

function usage(messages: { readonly zh: string; readonly en: string }): CommandFailedError {
  return new CommandFailedError(messages, { kind: "usage" });
}
