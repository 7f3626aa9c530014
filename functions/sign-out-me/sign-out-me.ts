import type * as z from "zod/mini";
import type { signedOut } from "../../contracts/http/me.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { endConnections } from "../people/end-connections.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { personOf } from "../shell/person-of.ts";

/** Somebody signs out: their live connections end. Pages of theirs that are still signed in connect again by themselves. */
export async function signOutMe(
  { caller }: HttpInput<(typeof routes)["sign-out-me"]>,
  deps: Deps<"sign-out-me">,
): Promise<z.input<typeof signedOut>> {
  return { connectionsEnded: await endConnections(personOf(caller).id, deps) };
}
