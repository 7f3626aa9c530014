import { beforeEach, describe, expect, test } from "vitest";
import { keepListening, type Listening } from "../../web/data/listening.ts";

const leaseMs = 90_000;

/** A page with a clock of its own; the API answers when it is told to. */
class Page {
  now = 1_000_000;
  ids: readonly string[] | undefined = ["a", "b"];
  isApiUp = true;
  isSeen = true;
  readonly said: string[] = [];
  readonly renewed: string[] = [];
  reads = 0;
  timer: { readonly at: number; readonly call: () => void } | undefined;

  readonly listening: Listening = keepListening({
    facilityIds: () => this.ids,
    renew: async (ids) => {
      this.renewed.push(ids.join("+"));
      return this.isApiUp ? this.now + leaseMs : undefined;
    },
    read: async () => this.#read(),
    settle: async () => this.#read(),
    isNoticed: () => this.isSeen,
    became: (state) => void this.said.push(state),
    now: () => this.now,
    after: (ms, call) => {
      const timer = { at: this.now + ms, call };
      this.timer = timer;
      return () => {
        if (this.timer === timer) this.timer = undefined;
      };
    },
  });

  #read(): void {
    this.reads += 1;
  }

  async settled(): Promise<void> {
    await new Promise(setImmediate);
  }

  async pass(ms: number): Promise<void> {
    const end = this.now + ms;
    while (this.timer !== undefined && this.timer.at <= end) {
      const { at, call } = this.timer;
      this.timer = undefined;
      this.now = Math.max(this.now, at);
      call();
      await this.settled();
    }
    this.now = end;
  }

  async subscribed(is = true): Promise<void> {
    this.listening.subscribed(is);
    await this.settled();
  }

  async reconsider(): Promise<void> {
    this.listening.reconsider();
    await this.settled();
  }
}

let page: Page;
beforeEach(() => {
  page = new Page();
});

describe("a board is live", () => {
  test("once it is subscribed and every facility that it shows is leased; then it reads", async () => {
    await page.subscribed();
    expect([page.renewed, page.said, page.reads]).toEqual([["a+b"], ["live"], 1]);
  });

  test("and stays so by renewing at half of the lease, without reading again", async () => {
    await page.subscribed();
    await page.pass(10 * leaseMs);
    expect([page.said, page.reads, page.renewed.length]).toEqual([["live"], 1, 21]);
  });

  test("only when it is known what it shows", async () => {
    page.ids = undefined;
    await page.subscribed();
    expect([page.renewed, page.said]).toEqual([[], ["lost"]]);
    page.ids = ["a"];
    await page.pass(2_000);
    expect([page.renewed, page.said]).toEqual([["a"], ["lost", "live"]]);
  });
});

describe("a board is lost", () => {
  test("with the first renewal that fails; it tries again more and more seldom, and reads when it is back", async () => {
    await page.subscribed();
    page.isApiUp = false;
    await page.pass(leaseMs / 2);
    expect(page.said).toEqual(["live", "lost"]);
    await page.pass(60_000);
    expect(page.renewed.length).toBeLessThan(10);
    page.isApiUp = true;
    const before = page.reads;
    await page.pass(15_000);
    expect(page.said.at(-1)).toBe("live");
    expect(page.reads).toBeGreaterThan(before);
  });

  test("with its connection, and asks for nothing until that is back", async () => {
    await page.subscribed();
    await page.subscribed(false);
    await page.pass(10 * leaseMs);
    expect([page.said, page.renewed.length]).toEqual([["live", "lost"], 1]);
    await page.subscribed();
    expect([page.said.at(-1), page.reads]).toEqual(["live", 2]);
  });

  test("when its timers slept over the end of a lease: what was sent meanwhile is unknown, so it reads", async () => {
    await page.subscribed();
    page.now += 10 * leaseMs;
    await page.pass(0);
    expect([page.said, page.reads]).toEqual([["live", "lost", "live"], 2]);
  });

  test("when nobody notices it any more and its lease has ended, and is back with whoever looks", async () => {
    await page.subscribed();
    page.isSeen = false;
    await page.reconsider();
    await page.pass(leaseMs - 1);
    expect(page.said).toEqual(["live"]);
    await page.pass(10 * leaseMs);
    expect([page.said, page.renewed.length]).toEqual([["live", "lost"], 1]);
    page.isSeen = true;
    await page.reconsider();
    expect([page.said.at(-1), page.reads]).toEqual(["live", 2]);
  });
});

describe("a board that shows other facilities than before", () => {
  test("is connecting until these are leased, and reads", async () => {
    page.ids = ["a"];
    await page.subscribed();
    page.ids = ["a", "b"];
    await page.reconsider();
    expect([page.renewed, page.said, page.reads]).toEqual([["a", "a+b"], ["live", "connecting", "live"], 2]);
  });

  test("does not call itself live while that fails", async () => {
    page.ids = ["a"];
    await page.subscribed();
    page.isApiUp = false;
    page.ids = ["b"];
    await page.reconsider();
    expect(page.said).toEqual(["live", "connecting", "lost"]);
  });

  test("asks for fewer without a gap", async () => {
    await page.subscribed();
    page.ids = ["b"];
    await page.reconsider();
    await page.pass(leaseMs / 2);
    expect([page.renewed, page.said]).toEqual([["a+b", "b"], ["live"]]);
  });
});

test("an answer that comes after the connection is gone makes nothing live", async () => {
  page.listening.subscribed(true);
  page.listening.subscribed(false);
  await page.settled();
  expect(page.said).not.toContain("live");
});

test("where every read fails at once and says that things changed, rounds wait for their turn: the page stays usable", async () => {
  let reads = 0;
  const timers: (() => void)[] = [];
  const stop = 1_000;
  const listening: Listening = keepListening({
    facilityIds: () => undefined,
    renew: async () => undefined,
    read: async () => undefined,
    // As the board's store does after each read, also after one that was refused.
    settle: async () => {
      reads += 1;
      if (reads < stop) listening.reconsider();
    },
    isNoticed: () => true,
    became: () => undefined,
    now: () => 0,
    after: (_ms, call) => {
      timers.push(call);
      return () => undefined;
    },
  });
  listening.subscribed(true);
  await new Promise(setImmediate);
  expect(reads).toBe(1);
  timers.at(-1)?.();
  await new Promise(setImmediate);
  expect(reads).toBe(2);
});
