import { createHash } from "node:crypto";
import { second } from "../../domain/model/time.ts";
import { testPacesOf } from "../../domain/notify/pace.ts";
import type { NotifyRoute } from "../../domain/notify/route.ts";
import { testsTooOften } from "../notifying/channel-refusals.ts";
import { countPace, type PaceDeps } from "../notifying/count-pace.ts";

/** Counts a test by its person and by each number and mail address that it goes to; refuses what is more than their pace. */
export async function takeTestPace(personId: string, routes: readonly NotifyRoute[], deps: PaceDeps): Promise<void> {
  const addresses = new Set(routes.flatMap((route) => addressOf(route) ?? []));
  for (const pace of testPacesOf(personId, [...addresses].map(digestOf))) {
    const counted = await countPace(pace, deps);
    if (counted.kind === "go") continue;
    const waitMs = counted.kind === "wait" ? counted.until - deps.now() : second;
    throw testsTooOften(Math.ceil(waitMs / second));
  }
}

function addressOf(route: NotifyRoute): string | undefined {
  if (route.channel === "sms" || route.channel === "voice") return route.phone;
  return route.channel === "email" ? route.to.toLowerCase() : undefined;
}

function digestOf(address: string): string {
  return createHash("sha256").update(address).digest("base64url");
}
