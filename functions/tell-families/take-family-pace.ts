import { familyPacesOf } from "../../domain/family-telling/pace.ts";
import { second } from "../../domain/model/time.ts";
import type { Notification } from "../../domain/notify/notification.ts";
import { countPace, type PaceDeps } from "../notifying/count-pace.ts";

/** Counts one more message to relatives wherever that is bounded, or says until when it has to wait. */
export async function takeFamilyPace(
  notification: Notification,
  gatewayId: string,
  deps: PaceDeps,
): Promise<{ readonly kind: "go" } | { readonly kind: "wait"; readonly until: number }> {
  for (const pace of familyPacesOf(notification, gatewayId)) {
    const verdict = await countPace(pace, deps);
    if (verdict.kind === "contended") return { kind: "wait", until: deps.now() + second };
    if (verdict.kind === "wait") return verdict;
  }
  return { kind: "go" };
}
