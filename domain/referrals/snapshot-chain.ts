import { type Snapshot, snapshotOccasions } from "./snapshot.ts";

/** What of a snapshot says where it stands among the others. */
type Linked = Pick<Snapshot, "id" | "occasion" | "takenAt" | "sealedAt" | "corrects">;

/** The one that was taken, which a correction puts right in the end. A chain that leads nowhere ends where it leads. */
export function rootOf<S extends Linked>(snapshots: readonly S[], snapshot: S): S {
  const corrected = snapshots.find(({ id }) => id === snapshot.corrects);
  return corrected === undefined || corrected === snapshot ? snapshot : rootOf(snapshots, corrected);
}

/**
 * The word that stands now: the newest correction of the same one, or the snapshot itself. Of corrections that were made
 * side by side by earlier versions the last stands.
 */
export function newestOfChain<S extends Linked>(snapshots: readonly S[], snapshot: S): S {
  const root = rootOf(snapshots, snapshot);
  const corrections = snapshots.filter((each) => each.id !== root.id && rootOf(snapshots, each).id === root.id);
  return corrections.reduce((newest, each) => (madeAt(each) >= madeAt(newest) ? each : newest), root);
}

/** In the order in which they were taken, each followed by what corrects it: the last is the one that is printed. */
export function inOrder<S extends Linked>(snapshots: readonly S[]): readonly S[] {
  return [...snapshots].sort((a, b) => {
    const [one, other] = [rootOf(snapshots, a), rootOf(snapshots, b)];
    if (one.id !== other.id)
      return one.takenAt - other.takenAt || rankOf(one) - rankOf(other) || (one.id < other.id ? -1 : 1);
    if (a.id === one.id || b.id === one.id) return a.id === one.id ? -1 : 1;
    return madeAt(a) - madeAt(b);
  });
}

function madeAt({ takenAt, sealedAt }: Linked): number {
  return sealedAt ?? takenAt;
}

/** Of what is taken in one moment, the request comes first. */
function rankOf({ occasion }: Linked): number {
  return snapshotOccasions.indexOf(occasion);
}
