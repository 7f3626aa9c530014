import { existsSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { passportFileIn, readPassport } from "../../local/data-folder.ts";
import { StartRefusedError } from "../../local/start-refused.ts";
import { boxOn, withToken } from "../box-address.ts";
import { serviceFindings } from "./box-service-checks.ts";
import { type Finding, ok, warning, wrong } from "./finding.ts";
import { authorityFinding, backupFinding, diskFinding, tablesFinding } from "./kept-checks.ts";

const usualPorts = [8080, 8883, 1883];

/** Everything about a box that can be seen from its folder and its API, running or not. */
export async function boxFindings(dataFolder: string, now: number): Promise<readonly Finding[]> {
  const folder = folderFindings(dataFolder);
  if (folder.some(({ level }) => level === "wrong")) return folder;
  const isDemo = readPassport(dataFolder)?.mode !== "live";
  const running = boxOn(dataFolder);
  return [
    ...folder,
    ...(running === undefined ? await portFindings() : await serviceFindings(withToken(running), now)),
    diskFinding(dataFolder),
    authorityFinding(dataFolder, now),
    await tablesFinding(dataFolder),
    backupFinding(dataFolder, isDemo, now),
  ];
}

function folderFindings(folder: string): readonly Finding[] {
  if (!existsSync(passportFileIn(folder)))
    return [
      wrong(
        "data-folder",
        { zh: `${folder} 不是数据目录`, en: `${folder} is not a data folder` },
        {
          zh: "指明目录：--data DIR；或启动一套新的：npm start -- --no-demo --data DIR",
          en: "say which: --data DIR; or start a new one: npm start -- --no-demo --data DIR",
        },
      ),
    ];
  try {
    const mode = readPassport(folder)?.mode ?? "demo";
    const found = [ok("data-folder", `${folder}（${mode}）`, `${folder} (${mode})`)];
    const { mode: bits } = statSync(folder);
    if ((bits & 0o077) === 0 || mode === "demo") return found;
    return [
      ...found,
      warning(
        "privacy",
        { zh: `同一机器的其他用户可进入 ${folder}`, en: `other users of this machine can enter ${folder}` },
        { zh: `chmod 700 ${folder}`, en: `chmod 700 ${folder}` },
      ),
    ];
  } catch (error) {
    if (!(error instanceof StartRefusedError)) throw error;
    const what = { zh: error.message, en: error.message };
    return [wrong("data-folder", what, { zh: "见上文", en: "as it says" })];
  }
}

async function portFindings(): Promise<readonly Finding[]> {
  const taken = (await Promise.all(usualPorts.map(async (port) => ((await isFree(port)) ? [] : [port])))).flat();
  const stopped = warning(
    "serving",
    { zh: "没有在运行：此刻无人被看护", en: "not running: nobody is watched now" },
    { zh: "npm start -- --data DIR", en: "npm start -- --data DIR" },
  );
  if (taken.length === 0)
    return [stopped, ok("ports", `端口 ${usualPorts.join(", ")} 空闲`, `ports ${usualPorts.join(", ")} are free`)];
  const list = taken.join(", ");
  return [
    stopped,
    warning(
      "ports",
      { zh: `端口 ${list} 被别的程序占用`, en: `another program has port ${list}` },
      {
        zh: "停掉它，或换端口：--http-port、--mqtts-port、--mqtt-port",
        en: "stop it, or choose others: --http-port, --mqtts-port, --mqtt-port",
      },
    ),
  ];
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
