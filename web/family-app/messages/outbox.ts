import type { AskProblem } from "../../data/api.ts";

/** A message that was written here and not taken yet. */
export interface Unsent {
  readonly id: string;
  readonly residentId: string;
  readonly text: string;
  readonly at: number;
  readonly isUnderWay: boolean;
  readonly problem?: AskProblem;
}

type Send = (message: Unsent) => Promise<AskProblem | undefined>;

/**
 * What was written and is not with the service yet, of all residents: kept in this page alone, so that a telephone that
 * somebody else uses next holds none of it. Each goes under an id of its own, however often it is sent.
 */
export class Outbox {
  #unsent: readonly Unsent[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  readonly read = (): readonly Unsent[] => this.#unsent;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  async write(message: Pick<Unsent, "id" | "residentId" | "text" | "at">): Promise<boolean> {
    this.#become([...this.#unsent, { ...message, isUnderWay: false }]);
    return this.sendAgain(message.id);
  }

  /** True when it was taken. One that is under way is not sent beside itself. */
  async sendAgain(id: string): Promise<boolean> {
    const message = this.#unsent.find((one) => one.id === id);
    if (message === undefined || message.isUnderWay) return false;
    this.#change(id, { isUnderWay: true });
    const problem = await this.#send(message);
    if (problem === undefined) this.#become(this.#unsent.filter((one) => one.id !== id));
    else this.#change(id, { isUnderWay: false, problem });
    return problem === undefined;
  }

  /** What nobody answered is sent again; what was refused waits for its writer. True when something was taken. */
  async sendWaiting(): Promise<boolean> {
    let isTaken = false;
    for (const { id, problem } of this.#unsent)
      if (problem?.kind === "unreachable") isTaken = (await this.sendAgain(id)) || isTaken;
    return isTaken;
  }

  drop(id: string): void {
    this.#become(this.#unsent.filter((one) => one.id !== id));
  }

  #change(id: string, change: Partial<Unsent>): void {
    this.#become(this.#unsent.map((one) => (one.id === id ? { ...one, ...change } : one)));
  }

  #become(next: readonly Unsent[]): void {
    this.#unsent = next;
    for (const listener of this.#listeners) listener();
  }
}
