import type { ReferralView } from "../../contracts/http/referrals.ts";

type State = ReferralView["state"];

/** What the button of the green channel does, by the case that is open. */
export type GreenCourse =
  /** Calls a hospital: nothing is under way, a request waits, or the person is back. */
  | "call"
  /** The hospital of the case is called once more. */
  | "again"
  /** By the record the person lies in a hospital: that case ends, and another begins. */
  | "anew"
  /** The hospital was called from this very alert. */
  | "running";

const beforeArrival: readonly State[] = [
  "requested",
  "triaged",
  "accepted",
  "declined",
  "transport-arranged",
  "en-route",
];
const here: readonly State[] = [
  "arrived",
  "admitted",
  "onward-requested",
  "onward-declined",
  "onward-accepted",
  "onward-en-route",
  "ready-for-down",
];

/** The service judges so too (domain/referrals/call-again.ts); it is never that an emergency cannot be called. */
export function greenCourse(
  open: Pick<ReferralView, "state" | "mode" | "alertId" | "alertIds"> | undefined,
  alertId: string,
): GreenCourse {
  if (open === undefined) return "call";
  if (here.includes(open.state)) return "anew";
  if (!beforeArrival.includes(open.state) || open.mode === "routine") return "call";
  return open.alertId === alertId || open.alertIds?.includes(alertId) === true ? "running" : "again";
}
