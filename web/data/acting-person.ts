import type { AlertView } from "../../contracts/http/alerts.ts";

/** Who is on it: the last person who said so. */
export function responderOf(alert: AlertView): string | undefined {
  if (alert.handling !== "acknowledged") return undefined;
  return alert.timeline.findLast(({ what }) => what === "acknowledged")?.by;
}
