import type { HttpRoute } from "../http.ts";
import type { SignInOfBox } from "./open-sign-in.ts";

/**
 * The route by which people are disabled and get their roles. On a box disabling ends their sessions too, as locking an
 * account does: what was given before must not work again when they are enabled. So does a role that asks for a second
 * factor which they have not: they sign in again and set one up. It fails when the sessions stay; whoever asked asks again.
 */
export function endingSessions(
  route: HttpRoute,
  { endSessions, isLetIn }: Pick<SignInOfBox, "endSessions" | "isLetIn">,
): HttpRoute {
  if (route.method !== "POST" || route.path !== "/api/people/{id}") return route;
  return {
    ...route,
    async call(event) {
      const { body = "", pathParameters } = event as Asked;
      const answer = await route.call(event);
      if ((answer as Answered).statusCode === 200 && (namesDisabled(body) || !(await isLetIn(pathParameters.id))))
        await endSessions(pathParameters.id);
      return answer;
    },
  };
}

interface Asked {
  readonly body?: string;
  readonly pathParameters: { readonly id: string };
}
interface Answered {
  readonly statusCode?: number;
}

/** Enabling ends them as well: an earlier disabling may have been cut short. */
function namesDisabled(body: string): boolean {
  return body !== "" && (JSON.parse(body) as { readonly disabled?: boolean }).disabled !== undefined;
}
