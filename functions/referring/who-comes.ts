import type { ArrivalsView } from "../../contracts/http/referrals.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { news2View } from "../../contracts/papers/news2-view.ts";
import { alertTitle } from "../../contracts/words.ts";
import type { Referral } from "../../domain/referrals/referral.ts";
import type { Snapshot } from "../../domain/referrals/snapshot.ts";
import type { Deps } from "../shell/deps.ts";

type Glance = Pick<ArrivalsView["expected"][number], "person" | "alert" | "news2">;

/** What the newest hand-over says of the person at a glance; nothing where there is none, or it cannot be read. */
export async function whoComes(
  { id, snapshots }: Referral,
  deps: Pick<Deps<"show-referral">, "referral-steps" | "log">,
): Promise<Glance> {
  const mark = snapshots.findLast(({ occasion }) => occasion !== "return");
  if (mark === undefined) return {};
  try {
    const snapshot = await deps["referral-steps"].findSnapshot(id, mark.id);
    return snapshot === undefined ? {} : glanceOf(snapshot);
  } catch (error) {
    deps.log.error("the hand-over of somebody referred cannot be read", { referralId: id, error });
    return {};
  }
}

function glanceOf({ fields }: Snapshot): Glance {
  const person = fields.identity?.value;
  const news2 = fields.news2?.value;
  const alert = fields.alert?.value;
  return {
    ...(person !== undefined && { person: { sex: person.sex, age: person.age } }),
    ...(alert !== undefined && { alert: alertTitle(alert.kind, alert.reason) }),
    ...(news2 !== undefined && { news2: { at: isoTimeOf(news2.at), ...news2View(news2) } }),
  };
}
