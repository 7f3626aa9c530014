import { type Due, DueQueue } from "./due-queue.ts";
import type { ClockPort } from "./table.ts";

interface LaneOptions<T extends Due> {
  readonly clock: ClockPort;
  /** How many are delivered at the same time. */
  readonly atOnce: number;
  /** What there is to do at a place whose time has come; undefined when it is nobody's any more. */
  readonly take: (place: T) => (() => Promise<void>) | undefined;
}

/** Delivers what is due of one queue. Each queue has a lane of its own: one whose deliveries hang holds up no other. */
export class Lane<T extends Due> {
  readonly #options: LaneOptions<T>;
  readonly #places = new DueQueue<T>();
  readonly #workers = new Set<Promise<void>>();
  #cancelWake: (() => void) | undefined;
  #wakesAt = Number.POSITIVE_INFINITY;
  #isStopped = false;

  constructor(options: LaneOptions<T>) {
    this.#options = options;
  }

  /** Nothing is delivered before {@link schedule} is called. */
  add(place: T): void {
    this.#places.add(place);
  }

  /** Sees to it that the earliest is delivered when its time comes. */
  schedule(): void {
    const earliest = this.#places.earliest;
    if (this.#isStopped || this.#workers.size >= this.#options.atOnce) return;
    if (earliest === undefined || earliest.dueAt >= this.#wakesAt) return;
    this.#cancelWake?.();
    this.#wakesAt = earliest.dueAt;
    this.#cancelWake = this.#options.clock.setTimer(() => this.#wake(), earliest.dueAt);
  }

  /** Delivers no more and waits for the deliveries under way. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelWake?.();
    await Promise.all(this.#workers);
  }

  /** Resolves when everything that is due now has been delivered once. */
  async #wake(): Promise<void> {
    this.#wakesAt = Number.POSITIVE_INFINITY;
    for (let work = this.#takeDue(); work !== undefined; work = this.#takeDue()) {
      const worker = this.#work(work).finally(() => {
        this.#workers.delete(worker);
        this.schedule();
      });
      this.#workers.add(worker);
      if (this.#workers.size >= this.#options.atOnce) break;
    }
    this.schedule();
    await Promise.all(this.#workers);
  }

  async #work(first: () => Promise<void>): Promise<void> {
    for (let work: (() => Promise<void>) | undefined = first; work !== undefined; work = this.#takeDue()) await work();
  }

  #takeDue(): (() => Promise<void>) | undefined {
    const now = this.#options.clock.now();
    if (this.#isStopped) return undefined;
    for (let place = this.#places.takeDue(now); place !== undefined; place = this.#places.takeDue(now)) {
      const work = this.#options.take(place);
      if (work !== undefined) return work;
    }
    return undefined;
  }
}
