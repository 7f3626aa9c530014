import { createPrivateKey, X509Certificate } from "node:crypto";
import { existsSync, readFileSync, statfsSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import type * as z from "zod/mini";
import { findDamageAside } from "../../adapters/table/sqlite-check.ts";
import type { health } from "../../contracts/http/health.ts";
import type { QuarantineView } from "../../contracts/http/quarantine.ts";
import { epochOf } from "../../contracts/iso-time.ts";
import { day, minute } from "../../domain/model/time.ts";
import { authorityFolderIn, databaseFileIn, passportFileIn, readPassport } from "../../local/data-folder.ts";
import { StartRefusedError } from "../../local/start-refused.ts";
import { boxOn, type ChosenBox, withToken } from "../box-address.ts";
import { boxService } from "../box-service.ts";
import { CommandFailedError } from "../failure.ts";
import { lastBackupOf } from "../last-backup.ts";
import { call } from "../service.ts";
import { partsOf } from "../status/part-lines.ts";
import { type Finding, ok, warning, wrong } from "./finding.ts";

type Health = z.infer<typeof health>;

const usualPorts = [8080, 8883, 1883];
const scarceBytes = 2e9;
const tooFewBytes = 2e8;
const caSoonMs = 365 * day;
const backupWeekMs = 7 * day;
const clockToleranceMs = 2 * minute;

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

async function serviceFindings(box: Pick<ChosenBox, "http" | "token">, now: number): Promise<readonly Finding[]> {
  const { http } = box;
  const service = boxService(box);
  let state: Health;
  try {
    state = await call<Health>(service, "GET", "/api/health", { query: { details: "1" } });
  } catch (error) {
    if (!(error instanceof CommandFailedError)) throw error;
    const remedy = { zh: "查看日志并重新启动", en: "look at its log and start it again" };
    return [wrong("serving", error.messages, remedy)];
  }
  const { items } = await call<{ items: readonly QuarantineView[] }>(service, "GET", "/api/quarantine", {
    query: { limit: "500" },
  });
  const waiting = items.filter(({ reason, redeliveredAt }) => reason === "dead-letter" && redeliveredAt === undefined);
  return [
    state.status === "ok"
      ? ok("serving", `${http} 正常`, `${http} is well`)
      : wrong(
          "serving",
          {
            zh: `${http} 降级：一小时内有失败，或数据表有问题`,
            en: `${http} is degraded: something failed within the hour, or its tables do`,
          },
          { zh: "查看日志；数据表见下", en: "look at its log; for the tables see below" },
        ),
    clockFinding(state, now),
    ...(state.canary === undefined || state.canary.isAnswered
      ? []
      : [
          wrong(
            "canary",
            {
              zh: "自测呼叫没有得到应答：真的呼叫也可能没有",
              en: "the service's test call was not answered: a real one may not be either",
            },
            { zh: "查看日志，重新启动", en: "look at its log and start it again" },
          ),
        ]),
    ...partFindings(state),
    ...operatorsFindings(state),
    waiting.length === 0
      ? ok("dead-letters", "没有死信", "no dead letters")
      : wrong(
          "dead-letters",
          { zh: `${waiting.length} 条死信`, en: `${waiting.length} dead letters` },
          { zh: "anhu quarantine 看原因，再 anhu redrive", en: "see why with anhu quarantine, then anhu redrive" },
        ),
  ];
}

/** Whatever keeps alerts from reaching people. */
function partFindings(state: Health): readonly Finding[] {
  const { troubles } = partsOf(state, ({ en }) => en);
  if (troubles.length === 0) return [ok("calls", "告警能通知到人", "alerts reach people")];
  const remedy = {
    zh: "看渠道、值班和“现在会通知谁”，再看日志",
    en: "look at the channels, the roster and whom would be called now, then at the log",
  };
  return troubles.map((what) => wrong("calls", what, remedy));
}

/** A demo has nobody to tell; a box that cannot say it is older than that path. */
export function operatorsFindings({
  mode,
  tellsOperators,
}: Pick<Health, "mode" | "tellsOperators">): readonly Finding[] {
  if (mode === "demo" || tellsOperators === undefined) return [];
  if (tellsOperators)
    return [ok("operators", "呼叫发不出去时会通知系统管理员", "operators are told when calls do not go out")];
  return [
    warning(
      "operators",
      {
        zh: "呼叫发不出去，或告警呼叫不到任何人时，没有系统管理员会得知",
        en: "no operator hears of it when calls do not go out or an alert reaches nobody",
      },
      {
        zh: "启动时加 --operators-webhook 或 --operators-mail（见 npm start -- --help）",
        en: "start it with --operators-webhook or --operators-mail (see npm start -- --help)",
      },
    ),
  ];
}

function clockFinding({ time, speed }: Health, now: number): Finding {
  const apartMs = Math.abs((epochOf(time) ?? 0) - now);
  if (speed !== 1) {
    const what = { zh: `模拟时钟，${speed} 倍速`, en: `a simulated clock, ${speed} times as fast` };
    return warning("clock", what, { zh: "真实看护须以正常时钟启动", en: "start without --speed to watch real people" });
  }
  if (apartMs <= clockToleranceMs) return ok("clock", "时钟一致", "its clock and this machine's agree");
  const seconds = Math.round(apartMs / 1000);
  return wrong(
    "clock",
    { zh: `与本机时钟相差 ${seconds} 秒`, en: `its clock and this machine's are ${seconds} s apart` },
    { zh: "打开网络校时（NTP）并重新启动", en: "switch on network time (NTP) and start it again" },
  );
}

function diskFinding(folder: string): Finding {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const gigabytes = (free / 1e9).toFixed(1);
  const what = { zh: `磁盘剩余 ${gigabytes} GB`, en: `${gigabytes} GB of disk left` };
  const remedy = { zh: "清理磁盘，否则数据存不下", en: "free some, or readings cannot be stored any more" };
  if (free < tooFewBytes) return wrong("disk", what, remedy);
  return free < scarceBytes ? warning("disk", what, remedy) : ok("disk", what.zh, what.en);
}

function authorityFinding(folder: string, now: number): Finding {
  const place = authorityFolderIn(folder);
  const restore = { zh: "从备份恢复：anhu restore", en: "restore it from a backup: anhu restore" };
  try {
    const certificate = new X509Certificate(readFileSync(join(place, "ca.pem")));
    if (!certificate.checkPrivateKey(createPrivateKey(readFileSync(join(place, "ca-key.pem")))))
      return wrong(
        "authority",
        { zh: "证书机构的证书与密钥不符", en: "the certificate authority's key is another's" },
        restore,
      );
    const endsAt = certificate.validToDate.getTime();
    const until = certificate.validToDate.toISOString().slice(0, 10);
    if (endsAt - now > caSoonMs)
      return ok("authority", `证书机构有效至 ${until}`, `certificate authority valid until ${until}`);
    const what = { zh: `证书机构 ${until} 到期`, en: `the certificate authority ends on ${until}` };
    return warning("authority", what, {
      zh: "到期前须给所有设备换证",
      en: "every device needs a new certificate before",
    });
  } catch (error) {
    const because = error instanceof Error ? error.message.split("\n")[0] : String(error);
    return wrong(
      "authority",
      {
        zh: `证书机构读不出来（${because}）：设备将无法连接`,
        en: `the certificate authority cannot be read (${because}): no device could connect`,
      },
      restore,
    );
  }
}

async function tablesFinding(folder: string): Promise<Finding> {
  if (readPassport(folder)?.dynamodb !== undefined)
    return ok("tables", "数据表在 DynamoDB 中", "the tables are in DynamoDB");
  const restore = {
    zh: "保持原样，从备份恢复到新目录：anhu restore",
    en: "leave it as it is; restore a backup into a new folder: anhu restore",
  };
  const file = databaseFileIn(folder);
  if (!existsSync(file)) return wrong("tables", { zh: `${file} 不见了`, en: `${file} is gone` }, restore);
  const damage = await findDamageAside(file, new AbortController().signal);
  if (damage === undefined) return ok("tables", "数据表完好", "the tables are sound");
  return wrong("tables", { zh: `数据表已损坏（${damage}）`, en: `the tables are damaged (${damage})` }, restore);
}

function backupFinding(folder: string, isDemo: boolean, now: number): Finding {
  if (isDemo) return ok("backup", "演示数据，无需备份", "a demo needs no backup");
  const remedy = {
    zh: "anhu backup --out FILE，并存到另一台机器",
    en: "anhu backup --out FILE, and keep it on another machine",
  };
  const last = lastBackupOf(folder);
  if (last === undefined) return warning("backup", { zh: "从未备份", en: "never backed up" }, remedy);
  const age = now - (epochOf(last.at) ?? 0);
  if (age <= backupWeekMs) return ok("backup", `最近备份 ${last.at}`, `last backed up ${last.at}`);
  const days = Math.floor(age / day);
  return warning("backup", { zh: `${days} 天没有备份`, en: `not backed up for ${days} days` }, remedy);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
