import { type Action, actions, type Rule, ruleOf } from "../domain/access/actions.ts";
import type { RelationGrant } from "../domain/access/consent.ts";
import { dataClasses } from "../domain/access/data-classes.ts";
import { grantableRoles, grants } from "../domain/access/grants.ts";
import { type Role, roles, serviceWideRoles } from "../domain/model/person.ts";
import type { FunctionDeclaration } from "../functions/declaration.ts";
import { manifest } from "../functions/manifest.ts";

const short: Readonly<Record<Role, string>> = {
  carer: "carer",
  nurse: "nurse",
  doctor: "doctor",
  "referral-coordinator": "coordinator",
  "facility-manager": "manager",
  "health-supervisor": "health",
  "civil-affairs-supervisor": "civil affairs",
  operator: "operator",
  family: "family",
  device: "device",
};

const shown = roles.filter((role) => role !== "device");

function row(action: Action): string {
  const rule = ruleOf(action);
  const marks = shown.map((role) => markOf(rule, role));
  const name = `\`${action}\`${rule.inEmergency === true ? " ◇" : ""}`;
  return `| ${[name, ...marks, routesOf(action).join("<br>") || "–"].join(" | ")} |`;
}

function markOf({ roles: granted, relatives, everybody }: Rule, role: Role): string {
  if (everybody === true) return "●";
  if (role === "family") return relatives === undefined ? "" : grantMark(relatives);
  return granted.includes(role) ? "●" : "";
}

function grantMark(grants: readonly RelationGrant[]): string {
  return dataClasses.every((one) => grants.includes(one)) ? "○" : `○ ${grants.join(", ")}`;
}

function routesOf(action: Action): readonly string[] {
  return Object.entries<FunctionDeclaration>(manifest).flatMap(([, { trigger }]) => {
    if (trigger.kind === "http") return trigger.action === action ? [`\`${trigger.method} ${trigger.path}\``] : [];
    return trigger.kind === "authorizer" && action === "live.listen" ? ["`anhu/v1/live/<facility>` (MQTT)"] : [];
  });
}

function grantRow(role: Role): string {
  const given = grantableRoles.map((one) => (grants[role]?.includes(one) === true ? "●" : ""));
  return `| ${[role, ...given].join(" | ")} |`;
}

/** docs/access.md: who may do what by which route, and who may give which role. */
export function accessPage(): string {
  const head = ["action", ...shown.map((role) => short[role]), "routes"];
  const wide = serviceWideRoles.map((role) => `\`${role}\``).join(", ");
  const table = [`| ${head.join(" | ")} |`, `|${" --- |".repeat(head.length)}`, ...actions.map(row)].join("\n");
  const grantHead = ["who holds", ...grantableRoles.map((role) => short[role])];
  const granting = [
    `| ${grantHead.join(" | ")} |`,
    `|${" --- |".repeat(grantHead.length)}`,
    ...(Object.keys(grants) as readonly Role[]).map(grantRow),
  ].join("\n");
  return `${[
    "# Who may do what",
    "Made from [domain/access](../domain/access) and [functions/manifest.ts](../functions/manifest.ts) by `npm run docs`; do not edit. tests/functions/access-matrix.test.ts asks every route as everybody about everything and expects just this. Why it is so: [0010](decisions/0010-access-in-one-table.md).",
    `● where the role is held: at one facility, or for the whole service (${wide} only). ○ relatives, for their own resident alone and as far as a consent stands: for one of the data classes that are named (for any, where none is), or as a guardian. ◇ also whoever a resident's record was opened to in an emergency, of that resident alone and for that time ([0021](decisions/0021-break-glass.md)). What stands nowhere nobody may do; a device speaks by its certificate and may do none of this; the operators' command may do everything but what is about a self.`,
    table,
    "## Who gives and takes which role",
    "Where they hold their own; nobody their own rights. Relatives are named by whoever manages people at the resident's facility.",
    granting,
  ].join("\n\n")}\n`;
}
