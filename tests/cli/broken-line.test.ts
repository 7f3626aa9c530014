import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { World } from "../functions/world.ts";
import { startedBox, withDevices } from "../local/box-under-test.ts";
import { anhu, awsEnvironment, ownFolder } from "./anhu-under-test.ts";
import { lambdaEndpoint } from "./lambda-endpoint.ts";

describe("a path that cannot be used is told in one line that names it", () => {
  const inACell = async () => {
    const world = await new World().furnish();
    const folder = ownFolder();
    mkdirSync(join(folder, "cells"));
    writeFileSync(join(folder, "cells", "taihe.yaml"), "name: taihe\nregion: eu-west-1\n");
    writeFileSync(join(folder, "a-file"), "x");
    writeFileSync(join(folder, "d.csv"), "id,kind,resident\nband-9,wristband,resident-1\n");
    awsEnvironment({ AWS_ENDPOINT_URL_LAMBDA: (await lambdaEndpoint(world)).url });
    return { folder, choice: ["--cells", join(folder, "cells"), "--cell", "taihe"] };
  };

  test.each([
    [
      "a file as --out of device import",
      (at: string) => ["device", "import", join(at, "d.csv"), "--out", join(at, "a-file")],
    ],
    ["a file as --cells", (at: string) => ["cell", "list", "--cells", join(at, "a-file")]],
    [
      "a file as --cells to write to",
      (at: string) => ["cell", "init", "x", "--region", "eu-west-1", "--cells", join(at, "a-file")],
    ],
    ["a folder that is no backup", (at: string) => ["restore", "--from", at, "--data", join(at, "new")]],
    ["a backup in a place that is none", (at: string) => ["backup", "--out", join(at, "a-file", "x")]],
  ])("%s", async (_claim, commandLine) => {
    const { folder, choice } = await inACell();
    const [command] = commandLine(folder);
    const options = command === "device" ? choice : command === "backup" ? ["--data", await stoppedBox()] : [];
    const ran = await anhu(...commandLine(folder), ...options, "--json");
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain(folder);
    expect(ran.stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(ran.json.error).toMatchObject({ kind: "refused", exitCode: 1 });
  });
});

test.each([
  ["backup", ["backup", "--list"]],
  ["restore", ["restore", "--at", "2026-11-22T02:13:00+08:00", "--data", "x"]],
])("%s says of an option that a box knows nothing of that it is for cells", async (_claim, commandLine) => {
  const { code, stderr } = await anhu(...commandLine);
  expect(code).toBe(2);
  expect(stderr).toMatch(/is only for cells \(--cell NAME\)/);
});

async function stoppedBox(): Promise<string> {
  const box = await startedBox();
  await withDevices(box, "w1");
  await box.stop();
  return box.dataFolder;
}

async function answering(body: string): Promise<string> {
  const server = createServer((_, response) => response.end(body));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("a box", () => {
  test("that takes the connection and never answers is given up after ten seconds", async () => {
    const asked = vi
      .spyOn(AbortSignal, "timeout")
      .mockImplementation(() => AbortSignal.abort(new DOMException("late", "TimeoutError")));
    onTestFinished(() => asked.mockRestore());
    const { code, stderr } = await anhu("status", "--box", await answering("never"));
    expect(asked).toHaveBeenCalledWith(10_000);
    expect(code).toBe(3);
    expect(stderr).toMatch(/did not answer within 10 s: the box may hang/);
  });

  test("that is something else is told apart from none", async () => {
    const { code, stderr } = await anhu("status", "--box", await answering("<html>hello</html>"));
    expect(code).toBe(3);
    expect(stderr).toMatch(/is no box: its answer is not JSON/);
  });
});
