import type { RoleAt } from "../../domain/model/person.ts";
import { RequestRefusedError } from "../shell/refusals.ts";

/** A role that the caller may neither give nor take. */
export function roleNotTheirs({ role, facilityId }: RoleAt): RequestRefusedError {
  const at = facilityId ?? "*";
  return new RequestRefusedError("may-not-grant", {
    zh: `您不能授予或收回角色 ${role}（机构 ${at}），未做任何改动。请联系系统管理员。`,
    en: `You may neither give nor take the role ${role} at ${at}; nothing was changed. Ask an operator.`,
  });
}

/** Nobody gives themselves rights, or locks themselves out. */
export function ownRights(): RequestRefusedError {
  return new RequestRefusedError("may-not-grant", {
    zh: "不能更改自己的角色、亲属关系或停用自己，未做任何改动。请由另一位管理者操作。",
    en: "Nobody changes their own rights; nothing was changed. Let another manager or operator do it.",
  });
}

/** Somebody who has roles besides those that the caller looks after. */
export function belongsToOthers(): RequestRefusedError {
  return new RequestRefusedError("may-not-grant", {
    zh: "此人不只属于您管理的机构，姓名、联系方式和停用须由系统管理员更改，未做任何改动。",
    en: "This person does not belong to your facilities alone: an operator changes name and reach, or disables them. Nothing was changed.",
  });
}

/** The service would have nobody left who runs it. */
export function lastOperator(): RequestRefusedError {
  return new RequestRefusedError("last-operator", {
    zh: "这是最后一位系统管理员，不能停用或收回，未做任何改动。请先任命另一位。",
    en: "This is the last operator of the whole service; nothing was changed. Appoint another first.",
  });
}

/** A person whom others kept writing, or who is not as the caller saw them. */
export function personChangedByOthers(): RequestRefusedError {
  return new RequestRefusedError("version-conflict", {
    zh: "此人的资料刚刚被别人改动，本次未做改动。请刷新后重试。",
    en: "Somebody else changed this person just now; nothing was changed. Reload and try again.",
  });
}

/** A subject that is in use. */
export function personExists(id: string): RequestRefusedError {
  return new RequestRefusedError("already-exists", {
    zh: `主体（sub）${id} 已登记，未做任何改动。请核对，或由系统管理员更改其角色。`,
    en: `The subject ${id} is registered already; nothing was changed. Check it, or have an operator change their roles.`,
  });
}
