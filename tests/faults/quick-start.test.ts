import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import mqtt from "mqtt";
import { expect, onTestFinished, test } from "vitest";
import { get, temporaryFolder } from "../local/box-under-test.ts";
import { childBox, testEnvironment } from "./child-box.ts";

const root = resolve(import.meta.dirname, "../..");

/** The shell blocks of one section of a README, in order. */
function shellBlocks(readme: string, heading: string): readonly string[] {
  const text = readFileSync(join(root, readme), "utf8");
  const section = text.split(/^#{2,3} /m).find((part) => part.startsWith(`${heading}\n`)) ?? "";
  return Array.from(section.matchAll(/```sh\n([\s\S]*?)```/g), ([, block]) => block as string);
}

const english = shellBlocks("README.md", "Put a device into service");
const [start = "", register = "", publish = ""] = english;

/** Runs lines as the README has them, but in a folder where they may leave files. */
async function shell(lines: string, cwd: string): Promise<{ readonly code: number | null; readonly output: string }> {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const [node, script] = scripts.anhu.split(" ");
  expect(node).toBe("node");
  const npm = `npm() { [ "$1 $2 $3" = "run anhu --" ] && shift 3 && "${process.execPath}" "${join(root, script)}" "$@"; }`;
  const child = spawn("bash", ["-e", "-c", `${npm}\n${lines}`], { cwd, env: testEnvironment() });
  onTestFinished(() => void child.kill("SIGKILL"));
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      output += chunk;
    });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, output };
}

test("the README's way to put a device into service works line by line, until its fall is an alert", async () => {
  const folder = temporaryFolder();
  expect(start).toMatch(/^npm start -- --no-demo --data \S+\n$/);
  const box = await childBox(join(folder, "data"));
  const ran = await shell(register, folder);
  expect(ran).toMatchObject({ code: 0 });
  expect((await get(box, "/api/facilities")).items[0].beds).toEqual([{ id: "b1", label: "3号楼205-1床" }]);

  const { deviceId } = JSON.parse(ran.output.trim().split("\n").at(-1) as string);
  const pem = (name: string) => readFileSync(join(folder, "wristband", `${name}.pem`));
  const device = await mqtt.connectAsync(box.addresses.mqtts, { ca: pem("ca"), cert: pem("cert"), key: pem("key") });
  onTestFinished(() => void device.end(true));
  const messages = [...publish.matchAll(/--cafile wristband\/ca\.pem.*\\\n.*-q 1 -t (\S+) -m '(.*)'/g)];
  expect(messages).toHaveLength(2);
  for (const [, topic = "", payload = ""] of messages)
    await device.publishAsync(topic.replace("DEVICE_ID", deviceId), payload, { qos: 1 });
  expect((await get(box, "/api/alerts")).items).toMatchObject([{ kind: "fall", residentId: "r-1" }]);
  expect((await get(box, "/api/quarantine")).items).toEqual([]);
});

test("the Chinese README has the same commands", () => {
  expect(english).toHaveLength(3);
  expect(shellBlocks("README.zh-CN.md", "启用一台设备")).toEqual(english);
});
