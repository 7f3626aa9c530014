import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { type AddressInfo, createServer } from "node:net";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import {
  closed,
  connected,
  get,
  heartRates,
  post,
  quarantined,
  startedBox,
  telemetry,
  temporaryFolder,
  withDevices,
} from "./box-under-test.ts";

function dynoxideBinary(): string | undefined {
  try {
    return join(dirname(createRequire(import.meta.url).resolve("@dynoxide/linux-x64/package.json")), "dynoxide");
  } catch {
    return undefined;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

const binary = dynoxideBinary();
if (binary === undefined)
  console.log("the box is not tested on DynamoDB's API: @dynoxide/linux-x64 is not installed here");

test.runIf(binary !== undefined)(
  "the whole box runs on DynamoDB's API, and finds everything after a restart",
  async () => {
    const port = await freePort();
    const emulator = spawn(binary as string, ["serve", "--host", "127.0.0.1", "--port", String(port)], {
      stdio: "ignore",
    });
    onTestFinished(() => void emulator.kill("SIGKILL"));
    const dynamodbEndpoint = `http://127.0.0.1:${port}`;
    await expect
      .poll(
        () =>
          fetch(dynamodbEndpoint).then(
            () => true,
            () => false,
          ),
        { timeout: 60_000 },
      )
      .toBe(true);

    const dataFolder = join(temporaryFolder(), "data");
    const box = await startedBox({ dataFolder, dynamodbEndpoint });
    const [device] = await withDevices(box, "w1");
    const client = await connected(box, device);
    await client.publishAsync("anhu/v1/w1/telemetry", telemetry(71), { qos: 1 });
    await client.publishAsync("anhu/v1/w1/telemetry", "{", { qos: 1 });
    const fall = JSON.stringify({ id: "e1", type: "fall", at: new Date().toISOString() });
    await client.publishAsync("anhu/v1/w1/event", fall, { qos: 1 });
    await box.stop();

    const again = await startedBox({ dataFolder, dynamodbEndpoint });
    expect(await heartRates(again)).toEqual([71]);
    expect(await quarantined(again)).toEqual(["not-json"]);
    const [alert] = (await get(again, "/api/alerts")).items;
    expect(alert).toMatchObject({ kind: "fall", handling: "new" });
    const reconnected = await connected(again, device);
    await post(again, "/api/devices/w1/revoke", {});
    await closed(reconnected);
  },
);
