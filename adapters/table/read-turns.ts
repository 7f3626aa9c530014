/** After this much reading in one turn of the event loop, further reads wait for the next turn. */
const readingMsPerTurn = 10;

/** Keeps long reads from holding up everybody else: SQLite reads within the turn that asks. */
export class ReadTurns {
  #readingMs = 0;
  #nextTurn: Promise<void> | undefined;

  /** Reads now, or in a later turn when this one has been read in for long enough. */
  async run<T>(read: () => T): Promise<T> {
    while (this.#readingMs > readingMsPerTurn) await this.#nextTurn;
    const startedAt = performance.now();
    try {
      return read();
    } finally {
      this.#count(performance.now() - startedAt);
    }
  }

  #count(readingMs: number): void {
    this.#readingMs += readingMs;
    this.#nextTurn ??= new Promise((resolve) => {
      setImmediate(() => {
        this.#readingMs = 0;
        this.#nextTurn = undefined;
        resolve();
      });
    });
  }
}
