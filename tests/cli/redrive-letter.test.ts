import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Letter, letterIn } from "../../cli/redrive/letter.ts";

const sentAt = Date.parse("2026-11-22T02:10:00+08:00");

function letter(queue: string, body: unknown): Letter {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return letterIn(queue, { messageId: "m1", body: text, sentAt });
}

const batch = {
  shardId: "shardId-000000000000",
  startSequenceNumber: "49590338271490256608559692538361571095921575989136588898",
  endSequenceNumber: "49590338271490256608559692540925702759324208523137515618",
  approximateArrivalOfFirstRecord: "2026-11-22T00:38:06.021Z",
  approximateArrivalOfLastRecord: "2026-11-22T00:38:07.021Z",
  batchSize: 500,
  streamArn: "arn:aws:kinesis:eu-west-1:123456789012:stream/anhu-telemetry",
};
const context = {
  requestId: "r",
  functionArn: "arn:aws:lambda:eu-west-1:1:function:anhu-x",
  condition: "RetriesExhausted",
  approximateInvokeCount: 3,
};

describe("a dead letter is known by its shape", () => {
  test("records of the stream by their place in it", () => {
    const body = {
      version: "1.0",
      timestamp: "2026-11-22T00:38:08Z",
      requestContext: context,
      KinesisBatchInfo: batch,
    };
    expect(letter("anhu-ingest-telemetry-dead-letters", body)).toEqual({
      kind: "stream",
      functionName: "ingest-telemetry",
      streamArn: batch.streamArn,
      shardId: batch.shardId,
      from: batch.startSequenceNumber,
      to: batch.endSequenceNumber,
    });
  });

  test("an event that nobody waited for by its payload, whatever that is", () => {
    const body = { version: "1.0", requestContext: context, requestPayload: { deviceId: "d1" }, responsePayload: {} };
    const event = { deviceId: "d1" };
    expect(letter("anhu-ingest-event-dead-letters", body)).toEqual({
      kind: "invocation",
      functionName: "ingest-event",
      event,
    });
  });

  test.each([
    ["anhu/v1/band-1/event", "ingest-event", "event"],
    ["$aws/rules/telemetry/anhu/v1/band-1/telemetry", "ingest-telemetry", "telemetry"],
    ["anhu/v1/band-1/status", "ingest-status", "status"],
  ] as const)(
    "a rule's error on %s is that device's message, received when SQS took it",
    (topic, functionName, topicKind) => {
      const body = {
        ruleName: "x",
        topic,
        cloudwatchTraceId: "t1",
        clientId: "c",
        base64OriginalPayload: "eyJpZCI6ImUxIn0=",
        failures: [],
      };
      expect(letter("anhu-rule-errors", body)).toEqual({
        kind: "device-message",
        functionName,
        message: {
          messageId: "t1",
          deviceId: "band-1",
          topicKind,
          receivedAt: sentAt,
          payload: Buffer.from('{"id":"e1"}'),
        },
      });
    },
  );

  test("a rule's error of a connection is that connection's event", () => {
    const topic = "$aws/events/presence/disconnected/band-1";
    const base64OriginalPayload = Buffer.from('{"clientId":"band-1"}').toString("base64");
    expect(letter("anhu-rule-errors", { ruleName: "presence", topic, base64OriginalPayload })).toEqual({
      kind: "presence",
      body: '{"clientId":"band-1"}',
    });
  });

  test.each([
    ["a message that its queue gave up", "anhu-judge-due-watch-dead-letters", '{"name":"r1","dueAt":1}', "queued"],
    ["what a queue gave up and is no JSON", "anhu-ingest-event-dead-letters", "{", "queued"],
    ["a tick that the clock could not deliver", "anhu-sweep-watches-dead-letters", '{"scheduledAt":"x"}', "invocation"],
    ["an alarm that reached nobody", "anhu-alarms-dead-letters", '{"AlarmName":"x"}', "unknown"],
    ["a letter of no function", "anhu-nothing-dead-letters", "{}", "unknown"],
    ["a rule's error without its payload", "anhu-rule-errors", '{"topic":"anhu/v1/d/event"}', "unknown"],
    [
      "a rule's error on a topic of nobody",
      "anhu-rule-errors",
      '{"topic":"x/y","base64OriginalPayload":""}',
      "unknown",
    ],
    [
      "a batch that does not say where it is",
      "anhu-ingest-telemetry-dead-letters",
      '{"KinesisBatchInfo":{}}',
      "unknown",
    ],
    ["null", "anhu-ingest-event-dead-letters", "null", "queued"],
  ])("%s", (_claim, queue, body, kind) => {
    expect(letter(queue, body).kind).toBe(kind);
  });

  test("whatever stands there, reading it never throws", () => {
    for (const queue of ["anhu-rule-errors", "anhu-ingest-telemetry-dead-letters", "anhu-other"]) {
      fc.assert(fc.property(fc.json(), (text) => void letter(queue, text)));
      fc.assert(fc.property(fc.string(), (text) => void letter(queue, text)));
    }
  });
});
