/** Longer than any commit takes; whoever waited so long goes ahead and relies on the version of what it writes. */
const patienceMs = 2000;

const queues = new Map<string, Promise<void>>();

/**
 * Runs what concerns one resident one after another within this process, since of several at once all but one would
 * judge in vain. A courtesy, not a lock: correctness rests on the versions in the tables. `hasWaited` says that what
 * was read before may be outdated.
 */
export async function inTurn<T>(residentId: string, work: (hasWaited: boolean) => Promise<T>): Promise<T> {
  const ahead = queues.get(residentId);
  const { promise: done, resolve: finish } = Promise.withResolvers<void>();
  queues.set(residentId, done);
  try {
    if (ahead !== undefined) await atMost(ahead, patienceMs);
    return await work(ahead !== undefined);
  } finally {
    finish();
    if (queues.get(residentId) === done) queues.delete(residentId);
  }
}

async function atMost(awaited: Promise<void>, ms: number): Promise<void> {
  const { promise: timeout, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await Promise.race([awaited, timeout]);
  clearTimeout(timer);
}
