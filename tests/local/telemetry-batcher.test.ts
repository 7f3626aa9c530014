import { describe, expect, test } from "vitest";
import type { DeviceMessage } from "../../functions/shell/events.ts";
import { newTelemetryBatcher } from "../../local/telemetry-batcher.ts";

function message(messageId: string, bytes = 10): DeviceMessage {
  return { messageId, deviceId: "d", topicKind: "telemetry", receivedAt: 0, payload: new Uint8Array(bytes) };
}

/** A function whose behaviour the test decides batch by batch. */
function batcher(
  process: (ids: readonly string[]) => Promise<readonly string[]> | readonly string[],
  bury: (id: string) => void = () => undefined,
) {
  const batches: (readonly string[])[] = [];
  const made = newTelemetryBatcher({
    batchSize: 4,
    batchBytes: 100,
    retry: { attempts: 3, firstWaitMs: 0 },
    process: async (messages) => {
      const ids = messages.map(({ messageId }) => messageId);
      batches.push(ids);
      return new Set(await process(ids));
    },
    bury: async ({ messageId }) => bury(messageId),
  });
  return { ...made, batches, submitAll: (ids: readonly string[]) => ids.map((id) => made.submit(message(id))) };
}

describe("the batcher", () => {
  test("takes what comes in one turn together, at most a batch, in order", async () => {
    const { submitAll, batches } = batcher(() => []);
    await Promise.all(submitAll(["1", "2", "3", "4", "5"]));
    expect(batches).toEqual([["1", "2", "3", "4"], ["5"]]);
  });

  test("gathers while a batch is in work, and does not wait when none is", async () => {
    const gates: (() => void)[] = [];
    const { submit, submitAll, batches } = batcher(() => new Promise((resolve) => gates.push(() => resolve([]))));
    const first = submit(message("1"));
    await expect.poll(() => gates.length).toBe(1);
    const rest = submitAll(["2", "3"]);
    gates[0]?.();
    await first;
    await expect.poll(() => gates.length).toBe(2);
    gates[1]?.();
    await Promise.all(rest);
    expect(batches).toEqual([["1"], ["2", "3"]]);
  });

  test("keeps a batch within its bytes, and lets a single large message through", async () => {
    const { submit, batches } = batcher(() => []);
    await Promise.all([submit(message("1", 60)), submit(message("2", 60)), submit(message("3", 500))]);
    expect(batches).toEqual([["1"], ["2"], ["3"]]);
  });

  test("tries a message that failed alone again, and acknowledges the others meanwhile", async () => {
    let failures = 1;
    const { submitAll, batches } = batcher((ids) => (ids.includes("2") && failures-- > 0 ? ["2"] : []));
    await Promise.all(submitAll(["1", "2", "3"]));
    expect(batches).toEqual([["1", "2", "3"], ["2"]]);
  });

  test("buries a message that always fails alone, and acknowledges it: it is kept", async () => {
    const buried: string[] = [];
    const { submitAll } = batcher(
      (ids) => ids.filter((id) => id === "2"),
      (id) => buried.push(id),
    );
    await Promise.all(submitAll(["1", "2", "3"]));
    expect(buried).toEqual(["2"]);
  });

  test("finds the one message that makes the whole batch fail", async () => {
    const buried: string[] = [];
    const { submitAll } = batcher(
      (ids) => {
        if (ids.includes("3")) throw new Error("poison");
        return [];
      },
      (id) => buried.push(id),
    );
    await Promise.all(submitAll(["1", "2", "3", "4"]));
    expect(buried).toEqual(["3"]);
  });

  test("hands everything back when the store is down and nothing can be buried either", async () => {
    const { submitAll, drain } = batcher(
      () => {
        throw new Error("disk full");
      },
      () => {
        throw new Error("disk full");
      },
    );
    const outcomes = await Promise.allSettled(submitAll(["1", "2", "3", "4", "5", "6"]));
    expect(outcomes.map(({ status }) => status)).toEqual(Array(6).fill("rejected"));
    await drain();
  });

  test("works on after a failure", async () => {
    let isDown = true;
    const { submitAll } = batcher(
      () => {
        if (isDown) throw new Error("disk full");
        return [];
      },
      () => {
        throw new Error("disk full");
      },
    );
    await Promise.allSettled(submitAll(["1"]));
    isDown = false;
    await expect(Promise.all(submitAll(["1"]))).resolves.toBeDefined();
  });

  test("drains: resolves when the last message is settled", async () => {
    let isDone = false;
    const { submit, drain } = batcher(async () => {
      await new Promise(setImmediate);
      isDone = true;
      return [];
    });
    void submit(message("1"));
    await drain();
    expect(isDone).toBe(true);
  });
});
