import { noParameters } from "./fields.ts";
import { newPerson, person, personChange, personIdInPath, personList, personQuery } from "./people.ts";
import type { Route } from "./route.ts";

/** Those who sign in, and their rights: the routes, under the names of the functions that serve them. */
export const peopleRoutes = {
  "list-people": {
    method: "GET",
    path: "/api/people",
    parameters: noParameters,
    query: personQuery,
    success: 200,
    answer: personList,
    problems: ["unknown-facility"],
    summary: { zh: "可登录的人员及其角色", en: "Those who sign in, with their roles" },
  },
  "register-person": {
    method: "POST",
    path: "/api/people",
    parameters: noParameters,
    query: noParameters,
    body: newPerson,
    success: 201,
    answer: person,
    problems: ["already-exists", "unknown-facility", "unknown-resident", "may-not-grant"],
    summary: { zh: "登记一位可登录的人员及其角色", en: "Register somebody who signs in, with their roles" },
  },
  "change-person": {
    method: "POST",
    path: "/api/people/{id}",
    parameters: personIdInPath,
    query: noParameters,
    body: personChange,
    success: 200,
    answer: person,
    problems: [
      "unknown-person",
      "unknown-facility",
      "unknown-resident",
      "may-not-grant",
      "last-operator",
      "version-conflict",
    ],
    summary: { zh: "更改人员的角色、姓名，停用或恢复", en: "Change somebody's roles or name, disable or enable them" },
  },
} as const satisfies Record<string, Route>;
