import { writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runSession } from "../../devices-sim/session.ts";
import { minute } from "../../domain/model/time.ts";
import { temporaryFolder } from "../local/box-under-test.ts";
import { call } from "./cloud-under-test.ts";
import { type CellUnderTest, startedCell } from "./iot/cell-under-test.ts";

/** The cell's API on loopback for somebody who signed in, as the operators' command offers it to the simulator. */
async function bridge({ cloud }: CellUnderTest): Promise<string> {
  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { method = "GET", url = "/" } = incoming;
    const response = await fetch(`${cloud.http}${url}`, {
      method,
      headers: { "content-type": "application/json", authorization: `Bearer ${await cloud.token("operator")}` },
      ...(method === "GET" ? {} : { body: Buffer.concat(chunks) }),
    });
    outgoing.writeHead(response.status, { "content-type": "application/json" }).end(await response.text());
  }
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("the simulator runs against a cell as against a box: every message is acknowledged, and residents have their vital signs", async () => {
  const cell = await startedCell({ acknowledgesAtOnce: true });
  const folder = temporaryFolder();
  const ca = join(folder, "root.pem");
  writeFileSync(ca, cell.iot.caPem);
  const lines: string[] = [];
  const options = {
    residents: 2,
    days: 0.005,
    speed: 20_000,
    seed: 1,
    box: await bridge(cell),
    mqtts: cell.iot.mqtts,
    ca,
    basicIngest: true,
    connections: "mtls",
    keys: join(folder, "keys"),
    follow: false,
  } as const;
  await runSession(options, new AbortController().signal, (line) => lines.push(line));
  await expect.poll(() => cell.iot.connected()).toEqual([]);
  await cell.settle();
  await cell.cloud.clock.advanceBy(minute);

  const [, sent, acked] = /(\d+) messages sent, (\d+) acked/.exec(lines.join("\n")) ?? [];
  expect(Number(sent)).toBeGreaterThan(0);
  expect(acked).toBe(sent);
  const { body } = await call(cell.cloud, "GET", "/api/residents");
  expect(body.items).toHaveLength(2);
  expect(body.items.every(({ vitals }: { vitals: readonly object[] }) => vitals.length > 0)).toBe(true);
  const { body: quarantine } = await call(cell.cloud, "GET", "/api/quarantine");
  expect(quarantine.items).toEqual([]);
  expect(cell.cloud.denied()).toEqual([]);
  expect(cell.iot.refusals()).toEqual([]);
  expect(cell.iot.troubles()).toEqual([]);
  expect(await cell.cloud.deadLetters()).toEqual([]);
});
