import { CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { describe, expect, onTestFinished, test } from "vitest";
import { cloudWatchLag, isLagFigure, type LagFigure } from "../../adapters/ingest-lag/cloudwatch.ts";
import { minute } from "../../domain/model/time.ts";
import { clientSettings, motoEndpoint } from "../aws-emulators.ts";

function newClient(endpoint = motoEndpoint as string): CloudWatchClient {
  const client = new CloudWatchClient({ ...clientSettings(endpoint), maxAttempts: 1 });
  onTestFinished(() => client.destroy());
  return client;
}

describe.skipIf(motoEndpoint === undefined)("how late telemetry is stored, by CloudWatch (moto)", () => {
  test.each<[figure: LagFigure, namespace: string, dimension: string, lagMs: number]>([
    ["IteratorAge", "AWS/Lambda", "FunctionName", 42],
    ["ApproximateAgeOfOldestMessage", "AWS/SQS", "QueueName", 42_000],
  ])("%s: the worst of the latest minute, in milliseconds", async (figure, Namespace, Name, lagMs) => {
    const client = newClient();
    const of = `${figure}-${Date.now()}`;
    const at = Math.floor(Date.now() / minute) * minute;
    for (const [ago, Value] of [
      [4, 900],
      [1, 7],
      [1, 42],
    ] as const) {
      const datum = {
        MetricName: figure,
        Dimensions: [{ Name, Value: of }],
        Timestamp: new Date(at - ago * minute),
        Value,
      };
      await client.send(new PutMetricDataCommand({ Namespace, MetricData: [datum] }));
    }
    const lagAt = (now: number, gatheredForMs = 0) =>
      cloudWatchLag(client, { figure, of, gatheredForMs, now: () => now }).lagMs();
    expect(await lagAt(at + 1)).toBe(lagMs);
    expect(await lagAt(at + 1, 40)).toBe(lagMs - 40);
    expect(await lagAt(at + 1, 2 * lagMs)).toBe(0);
    expect(await lagAt(at + 10 * minute)).toBeUndefined();
    expect(
      await cloudWatchLag(client, { figure, of: "other", gatheredForMs: 0, now: () => at }).lagMs(),
    ).toBeUndefined();
  });
});

test("CloudWatch that does not answer rejects", async () => {
  const lag = cloudWatchLag(newClient("http://127.0.0.1:9"), {
    figure: "IteratorAge",
    of: "f",
    gatheredForMs: 0,
    now: Date.now,
  });
  await expect(lag.lagMs()).rejects.toThrow();
});

test("no other figure counts as one", () => {
  expect(["IteratorAge", "Age", "constructor"].map(isLagFigure)).toEqual([true, false, false]);
});
