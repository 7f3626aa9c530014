import type { ReferralDetailView } from "../../contracts/http/referrals.ts";

type Mark = Pick<ReferralDetailView["snapshots"][number], "occasion" | "takenAt">;

/** When a snapshot was taken, as people tell it: of those to the next hospital, with the asking or with the departure. */
export type OccasionShown = Mark["occasion"] | "onward-departure";

/** The asking of the next hospital and the departure for it are one occasion of the papers, and two of the way. */
export function occasionShown(
  { occasion, takenAt }: Mark,
  { through = [] }: Pick<ReferralDetailView, "through">,
): OccasionShown {
  if (occasion !== "onward") return occasion;
  const at = Date.parse(takenAt);
  const leftAt = through.findLast(({ askedAt }) => Date.parse(askedAt) <= at)?.leftAt;
  return leftAt !== undefined && Date.parse(leftAt) <= at ? "onward-departure" : occasion;
}
