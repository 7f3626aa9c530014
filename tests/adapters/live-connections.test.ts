import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { IoTDataPlaneClient } from "@aws-sdk/client-iot-data-plane";
import { describe, expect, onTestFinished, test } from "vitest";
import { iotLiveConnections } from "../../adapters/bus/iot.ts";

/** The data plane as it answers DeleteConnection; moto's has none. */
async function dataPlane(statuses: readonly number[]) {
  const asked: string[] = [];
  const errors: Readonly<Record<number, string>> = { 404: "ResourceNotFoundException", 403: "ForbiddenException" };
  const server = createServer((request, response) => {
    const status = statuses[Math.min(asked.length, statuses.length - 1)] ?? 200;
    asked.push(`${request.method} ${request.url}`);
    const error = errors[status];
    response.writeHead(status, { "content-type": "application/json", ...(error && { "x-amzn-errortype": error }) });
    response.end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => server.close().closeAllConnections());
  const client = new IoTDataPlaneClient({
    region: "us-east-1",
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: "k", secretAccessKey: "s" },
    maxAttempts: 1,
  });
  const waits: number[] = [];
  const connections = iotLiveConnections(client, { now: () => 100_000, wait: async (ms) => void waits.push(ms) });
  return { asked, waits, connections };
}

describe("a live connection in the cloud", () => {
  test("is ended by its client id, session and all", async () => {
    const { connections, asked, waits } = await dataPlane([200]);
    expect(await connections.end("browser-1", 0)).toBe("ended");
    expect(asked).toEqual([expect.stringMatching(/^DELETE \/connections\/browser-1\?.*cleanSession=true/)]);
    expect(waits).toEqual([]);
  });

  test("that ended before is not looked for", async () => {
    const { connections, asked } = await dataPlane([404]);
    expect(await connections.end("browser-1", 100_000 - 8_000)).toBe("not-connected");
    expect(asked).toHaveLength(1);
  });

  test("that is just being let in is looked for until it stands", async () => {
    const { connections, asked, waits } = await dataPlane([404, 404, 200]);
    expect(await connections.end("browser-1", 100_000 - 1_000)).toBe("ended");
    expect([asked.length, waits]).toEqual([3, [500, 500]]);
  });

  test("that never comes is looked for no longer than four seconds", async () => {
    const { connections, waits } = await dataPlane([404]);
    expect(await connections.end("browser-1", 100_000)).toBe("not-connected");
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBe(4_000);
  });

  test("that may not be ended is an error: nobody believes it ended", async () => {
    const { connections } = await dataPlane([403]);
    await expect(connections.end("browser-1", 0)).rejects.toMatchObject({ name: "ForbiddenException" });
  });
});
