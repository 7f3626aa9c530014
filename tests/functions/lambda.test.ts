import { describe, expect, test } from "vitest";
import { ItemTooLargeError } from "../../domain/ports.ts";
import { treatmentOf } from "../../functions/shell/error-table.ts";
import { AccessDeniedError } from "../../functions/shell/guarded-engine.ts";
import { type Border, lambda } from "../../functions/shell/lambda.ts";
import { jsonLog } from "../../functions/shell/log.ts";
import { unknown } from "../../functions/shell/refusals.ts";
import { telemetryBatch, timerBatch, UnreadableEventError, urgentMessage } from "../../functions/shell/triggers.ts";
import { World } from "./world.ts";

const context = { functionName: "list-facilities", awsRequestId: "request-7", getRemainingTimeInMillis: () => 60 };
const echo: Border<unknown, unknown> = { parse: (event) => event, answer: (output) => output };

describe("the chain", () => {
  test("makes its dependencies at the first event and only once", async () => {
    let made = 0;
    const world = new World();
    const create = lambda("list-facilities", echo, async () => "done");
    const invoke = create(async () => {
      made += 1;
      return world.deps("list-facilities");
    });
    expect(made).toBe(0);
    expect([await invoke({}, context), await invoke({}, context)]).toEqual(["done", "done"]);
    expect(made).toBe(1);
  });

  test("hands the use case a log whose lines carry function and request", async () => {
    const world = new World();
    const create = lambda("list-facilities", echo, async (_event, { log }) => log.info("hello"));
    await create(world.deps("list-facilities"))({}, context);
    expect(world.log).toMatchObject([{ message: "hello", function: "list-facilities", requestId: "request-7" }]);
  });

  test("ends before the time is up, so that the failure is told", async () => {
    const world = new World();
    const never = lambda("list-facilities", echo, () => new Promise(() => undefined));
    await expect(never(world.deps("list-facilities"))({}, context)).rejects.toThrow("aborted");
    expect(world.log).toMatchObject([{ code: "timed-out", level: "error" }]);
  });

  test("lets the border answer a failure, and otherwise gives it back to the trigger", async () => {
    const world = new World();
    const fail = async () => Promise.reject(new Error("no"));
    const answered = lambda("list-facilities", { ...echo, refuse: () => "sorry" }, fail);
    expect(await answered(world.deps("list-facilities"))({}, context)).toBe("sorry");
    await expect(lambda("list-facilities", echo, fail)(world.deps("list-facilities"))({}, context)).rejects.toThrow(
      "no",
    );
  });
});

test.each([
  ["a refusal is told to the caller and is nobody's fault", unknown("alert", "x"), 404, "drop", "info"],
  [
    "a table that is not granted is a fault of the program",
    new AccessDeniedError("f", "t", "read"),
    500,
    "retry",
    "error",
  ],
  ["an item too large stays too large", new ItemTooLargeError("series"), 413, "drop", "error"],
  ["what nobody foresaw is tried again", new TypeError("x"), 500, "retry", "error"],
  ["what is no error is tried again", "thrown text", 500, "retry", "error"],
  ["a disk's own code is no code of ours", Object.assign(new Error("x"), { code: "ENOSPC" }), 500, "retry", "error"],
])("%s", (_claim, error, status, delivery, level) => {
  expect(treatmentOf(error)).toMatchObject({ status, delivery, level });
});

describe("borders", () => {
  const unread: readonly (readonly [claim: string, border: Pick<Border<unknown, never>, "parse">, event: unknown])[] = [
    ["a telemetry batch without records", telemetryBatch, {}],
    ["a queue batch without records", timerBatch, null],
    [
      "an envelope without payload",
      urgentMessage,
      { deviceId: "d", topicKind: "event", receivedAt: 1, messageId: "m" },
    ],
    [
      "an envelope of another topic",
      urgentMessage,
      { deviceId: "d", topicKind: "cmd", receivedAt: 1, messageId: "m", data: "" },
    ],
  ];
  test.each(unread)("%s is not read", (_claim, border, event) => {
    expect(() => border.parse(event, context)).toThrow(UnreadableEventError);
  });
});

describe("the log", () => {
  test("leaves out what is below its level and tells errors with their cause", () => {
    const lines: Record<string, unknown>[] = [];
    const log = jsonLog({ level: "warn", now: () => 0, write: (line) => lines.push(JSON.parse(line)) });
    log.info("quiet");
    log
      .with({ residentId: "r1" })
      .warn("loud", { error: new Error("outer", { cause: new ItemTooLargeError("series") }) });
    expect(lines).toMatchObject([
      {
        time: "1970-01-01T00:00:00.000Z",
        level: "warn",
        message: "loud",
        residentId: "r1",
        error: { message: "outer", cause: { code: "item-too-large" } },
      },
    ]);
  });
});
