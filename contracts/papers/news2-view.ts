import type { SnapshotNews2 } from "../../domain/referrals/snapshot-fields.ts";
import type { SnapshotView } from "../http/referral-papers.ts";

/** The score of a hand-over as the API shows it; when it was found stands beside it. */
export function news2View(news2: SnapshotNews2): NonNullable<SnapshotView["news2"]> {
  return {
    status: news2.status,
    min: news2.min,
    max: news2.max,
    band: news2.band,
    missing: [...news2.missing],
    scale: news2.scale,
    parts: { ...news2.parts },
    ...(news2.excludedBecause === undefined ? {} : { excludedBecause: news2.excludedBecause }),
  };
}
