import { expect, test } from "vitest";
import { newBreaker } from "../../../adapters/notify/breaker.ts";
import type { SendOutcome } from "../../../domain/ports.ts";

const timeout: SendOutcome = { kind: "retry", detail: "timeout" };

function given() {
  let now = 0;
  let asked = 0;
  const breaker = newBreaker(() => now);
  return {
    pass: (ms: number) => {
      now += ms;
    },
    asked: () => asked,
    send: (outcome: SendOutcome, gateway = "sms gateway.example") =>
      breaker(gateway, async () => {
        asked += 1;
        return outcome;
      }),
  };
}

test("after five attempts without an answer the next ones are put off at once, for ten seconds", async () => {
  const { send, asked, pass } = given();
  for (let n = 0; n < 5; n += 1) expect(await send(timeout)).toEqual(timeout);
  pass(4_000);
  expect(await send(timeout)).toEqual({ kind: "retry", detail: "not-answering", afterMs: 6_000 });
  expect(asked()).toBe(5);
});

test("then a single one tries; when it is answered, all go again", async () => {
  const { send, asked, pass } = given();
  for (let n = 0; n < 5; n += 1) await send(timeout);
  pass(10_000);
  const [probe, other] = await Promise.all([send(timeout), send({ kind: "accepted" })]);
  expect([probe, other]).toEqual([timeout, expect.objectContaining({ detail: "not-answering" })]);
  pass(10_000);
  expect(await send({ kind: "accepted" })).toEqual({ kind: "accepted" });
  expect(await send(timeout)).toEqual(timeout);
  expect(asked()).toBe(8);
});

test.each<SendOutcome>([
  { kind: "refused", detail: "http-403" },
  { kind: "retry", detail: "http-503" },
  { kind: "accepted" },
])("an answer is an answer: %j", async (answer) => {
  const { send, asked } = given();
  for (let n = 0; n < 20; n += 1) {
    for (let failed = 0; failed < 4; failed += 1) await send(timeout);
    await send(answer);
  }
  expect(asked()).toBe(100);
});

test("one gateway's silence is not another's", async () => {
  const { send } = given();
  for (let n = 0; n < 9; n += 1) await send(timeout);
  expect(await send({ kind: "accepted" }, "voice other.example")).toEqual({ kind: "accepted" });
});
