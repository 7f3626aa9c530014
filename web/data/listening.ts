/** What listening rests on; tests bring their own. */
export interface ListeningHost {
  /** Whose changes the page shows; undefined while that is not known. */
  facilityIds(): readonly string[] | undefined;
  /** Until when the changes of these facilities are sent, by {@link ListeningHost.now}; undefined when not certain. */
  renew(facilityIds: readonly string[]): Promise<number | undefined>;
  /** Reads everything once, from now on. */
  read(): Promise<void>;
  /** Waits for the read that is under way, or reads. */
  settle(): Promise<void>;
  /** Somebody sees or hears the page. */
  isNoticed(): boolean;
  became(state: "live" | "connecting" | "lost"): void;
  now(): number;
  /** Calls once after so many ms; returns what calls it off. */
  after(ms: number, call: () => void): () => void;
}

export interface Listening {
  /** The connection is there, or gone. */
  subscribed(isSubscribed: boolean): void;
  /** The page shows other facilities, or came into sight or out of it. */
  reconsider(): void;
}

const firstRetryMs = 2_000;
const longestRetryMs = 15_000;

/**
 * Decides when the board may call itself live: while it is subscribed and every facility that it shows is known to send
 * its changes, and what was read was read since then. A lease that could not be renewed, or was renewed too late, counts
 * as a lost connection. A page that nobody notices lets its leases end, and says so.
 */
export function keepListening(host: ListeningHost): Listening {
  let isSubscribed = false;
  let isLive = false;
  let leased: ReadonlySet<string> = new Set();
  let leasedUntil = 0;
  let retries = 0;
  let isBusy = false;
  let isStale = false;
  let callOff = (): void => undefined;

  function lose(state: "connecting" | "lost"): void {
    if (isLive || state === "lost") host.became(state);
    isLive = false;
  }

  /** Whether all that is shown is leased now. */
  function isCovered(): boolean {
    const shown = host.facilityIds();
    return shown !== undefined && host.now() < leasedUntil && shown.every((id) => leased.has(id));
  }

  function plan(): void {
    callOff();
    const left = leasedUntil - host.now();
    if (!isLive) callOff = host.after(Math.min(longestRetryMs, firstRetryMs * 2 ** Math.max(0, retries - 1)), go);
    else if (host.isNoticed()) callOff = host.after(left / 2, go);
    else callOff = host.after(left, () => lose("lost"));
  }

  /** One round: leases first, then a read if there was a gap. Rounds never overlap. */
  async function round(): Promise<void> {
    if (host.facilityIds() === undefined || retries > 0) await host.settle();
    const shown = host.facilityIds();
    const until = shown === undefined ? undefined : await host.renew(shown);
    if (!isSubscribed) return;
    if (shown === undefined || until === undefined) {
      retries += 1;
      lose("lost");
      return;
    }
    retries = 0;
    const hadGap = !isLive || host.now() >= leasedUntil || !shown.every((id) => leased.has(id));
    leased = new Set(shown);
    leasedUntil = until;
    if (!hadGap) return;
    isLive = true;
    host.became("live");
    await host.read();
  }

  function go(): void {
    if (!isSubscribed) return;
    if (isBusy) {
      isStale = true;
      return;
    }
    isBusy = true;
    isStale = false;
    if (isLive && host.now() >= leasedUntil) lose("lost");
    void round().finally(() => {
      isBusy = false;
      // After a failure the next round waits for its turn: where nothing can be asked at all, rounds take no time, and
      // without a pause they would leave the browser none.
      if ((isStale && retries === 0) || (isLive && !isCovered())) return go();
      if (isSubscribed) plan();
    });
  }

  return {
    subscribed(is) {
      isSubscribed = is;
      if (is) return go();
      callOff();
      lose("lost");
    },
    reconsider() {
      if (!isSubscribed) return;
      const shown = host.facilityIds();
      if (isLive && shown !== undefined && !shown.every((id) => leased.has(id))) {
        lose("connecting");
        return go();
      }
      if (isLive && host.now() >= leasedUntil) lose("lost");
      if (!isLive && host.isNoticed()) go();
      else if (isLive && !isBusy) plan();
    },
  };
}
