import type * as z from "zod/mini";
import type { snapshotList } from "../../contracts/http/referral-papers.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { snapshotView } from "../../contracts/papers/snapshot-view.ts";
import { mayComplete } from "../../domain/referrals/may-complete.ts";
import { inOrder } from "../../domain/referrals/snapshot-chain.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";
import { unknown } from "../shell/refusals.ts";

/** The snapshots of a case, oldest first, each followed by what corrects it; both houses read all of them, and each puts its own right. */
export async function listSnapshots(
  { path, caller }: HttpInput<(typeof routes)["list-snapshots"]>,
  deps: Deps<"list-snapshots">,
): Promise<z.infer<typeof snapshotList>> {
  const referral = await deps.referrals.find(path.id);
  if (referral === undefined) throw unknown("referral", path.id);
  const found = readableOf(await deps["referral-steps"].listSnapshots(path.id), deps.log);
  const items = inOrder(found);
  const thoseOf = (much: ReturnType<typeof mayComplete>) =>
    items.filter((each) => mayComplete(caller, referral, items, each) === much).map(({ id }) => id);
  const mayAdd = thoseOf("what-they-saw");
  return {
    items: items.map(snapshotView),
    version: referral.version,
    mayChange: thoseOf("all"),
    ...(mayAdd.length > 0 && { mayAdd }),
  };
}
