import { beforeEach, describe, expect, test } from "vitest";
import { second } from "../../domain/model/time.ts";
import { type Envelope, sqsEvent, toEnvelope } from "../../functions/shell/events.ts";
import type { InvocationContext } from "../../functions/shell/lambda.ts";
import { urgentMessage } from "../../functions/shell/triggers.ts";
import { recorded, World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
});

/** Envelopes as the rule leaves them in a queue; text stands for a body that is none. */
function queued(queue: string, ...bodies: readonly (Envelope | string)[]) {
  const messages = bodies.map((body, index) => ({
    messageId: `q-${index}`,
    body,
    sentAt: world.now,
    receiveCount: 1,
  }));
  const event = sqsEvent(queue, messages);
  for (const [index, body] of bodies.entries()) {
    const record = event.Records[index];
    if (typeof body === "string" && record !== undefined) record.body = body;
  }
  return event;
}

describe("the second route of urgent messages", () => {
  test("a fall that came by the queue alone alerts its resident", async () => {
    await world.invoke("ingest-event", queued("event", recorded("iot-rule-fall") as Envelope));
    expect(await world.openAlerts("resident-1")).toMatchObject([{ kind: "fall", priority: "high" }]);
  });

  test("a fall that came by both routes is one alert, told once", async () => {
    await world.invoke("ingest-event", recorded("iot-rule-fall"));
    await world.invoke("ingest-event", queued("event", recorded("iot-rule-fall") as Envelope));
    expect(await world.openAlerts("resident-1")).toHaveLength(1);
    expect(world.live.flatMap(({ change }) => change.alerts)).toHaveLength(1);
  });

  test("an end of a connection that comes again after the next beginning takes nothing back", async () => {
    const status = (connection: string, at: number) => ({
      ...world.message("band-1", "status", { connection }, `m-${connection}`),
      receivedAt: at,
    });
    const offline = status("offline", world.now - 3 * second);
    const online = status("online", world.now - 2 * second);
    await world.urgent(offline);
    await world.urgent(online);
    const before = await world.must("show-resident", { id: "resident-1" });
    await world.invoke("ingest-status", queued("status", toEnvelope(offline)));
    expect(await world.must("show-resident", { id: "resident-1" })).toEqual(before);
  });

  test.each([
    ["no envelope", "not JSON"],
    ["an envelope without its device", JSON.stringify({ topicKind: "event", receivedAt: 1, messageId: "m", data: "" })],
  ])("a message that is %s goes back to the queue, and so to the dead letters", async (_what, body) => {
    await expect(world.invoke("ingest-event", queued("event", body))).rejects.toThrow("not one of a urgent trigger");
  });

  test("several messages at once would fail or succeed together, so they are refused", () => {
    const fall = recorded("iot-rule-fall") as Envelope;
    const context = {} as InvocationContext;
    expect(() => urgentMessage.parse(queued("event", fall, fall), context)).toThrow("not one of a urgent trigger");
    expect(() => urgentMessage.parse(queued("event"), context)).toThrow("not one of a urgent trigger");
  });
});

describe("telemetry through a queue", () => {
  const fromStream = () =>
    (recorded("kinesis-batch") as { Records: { kinesis: { data: string } }[] }).Records.map(
      ({ kinesis }) => JSON.parse(Buffer.from(kinesis.data, "base64").toString("utf8")) as Envelope,
    );

  test("is stored as from the stream", async () => {
    expect(await world.invoke("ingest-telemetry", queued("telemetry", ...fromStream()))).toEqual({
      batchItemFailures: [],
    });
    const byQueue = await world.must("read-observations", { id: "resident-1" });
    const other = await new World().furnish();
    await other.invoke("ingest-telemetry", recorded("kinesis-batch"));
    expect(byQueue).toEqual(await other.must("read-observations", { id: "resident-1" }));
  });

  test("in another order is the same", async () => {
    await world.invoke("ingest-telemetry", queued("telemetry", ...fromStream().toReversed()));
    const { series } = await world.must("read-observations", { id: "resident-1" });
    expect(series.map(({ code }: { code: string }) => code)).toContain("heart-rate");
  });

  test("a body that is no envelope is kept in quarantine, and holds up none of the others", async () => {
    const answer = await world.invoke("ingest-telemetry", queued("telemetry", "{", ...fromStream()));
    expect(answer).toEqual({ batchItemFailures: [] });
    expect((await world.must("list-quarantine")).items).toHaveLength(1);
  });
});
