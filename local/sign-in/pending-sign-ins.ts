import type { EpochMs } from "../../domain/model/time.ts";

/** More than a county's shift change begins at once; each is a row of a few hundred bytes for as long as a sign-in may take. */
const mostPending = 2_000;

/**
 * The sign-ins that were begun and in which nobody has shown who they are yet, oldest first. Beginning one asks for
 * nothing, so whoever does it without end must not fill the disk: past the most that may stand, the oldest gives way.
 */
export class PendingSignIns {
  readonly #most: number;
  readonly #endsAt = new Map<string, EpochMs>();

  constructor(most = mostPending) {
    this.#most = most;
  }

  /** Notes one that was begun; answers those that give way to it. */
  begun(id: string, endsAt: EpochMs, now: EpochMs): readonly string[] {
    this.#endsAt.delete(id);
    this.#endsAt.set(id, endsAt);
    const giveWay: string[] = [];
    for (const [oldest, end] of this.#endsAt) {
      if (this.#endsAt.size <= this.#most) break;
      this.#endsAt.delete(oldest);
      if (end > now) giveWay.push(oldest);
    }
    return giveWay;
  }

  /** It came to its end, or somebody has shown who they are. */
  over(id: string): void {
    this.#endsAt.delete(id);
  }
}
