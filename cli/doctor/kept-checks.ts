import { createPrivateKey, X509Certificate } from "node:crypto";
import { existsSync, readFileSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { findDamageAside } from "../../adapters/table/sqlite-check.ts";
import { epochOf } from "../../contracts/iso-time.ts";
import { day } from "../../domain/model/time.ts";
import { authorityFolderIn, databaseFileIn, readPassport } from "../../local/data-folder.ts";
import { lastBackupOf } from "../last-backup.ts";
import { type Finding, ok, warning, wrong } from "./finding.ts";

const scarceBytes = 2e9;
const tooFewBytes = 2e8;
const caSoonMs = 365 * day;
const backupWeekMs = 7 * day;

/** Whether there is room for what comes. */
export function diskFinding(folder: string): Finding {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const gigabytes = (free / 1e9).toFixed(1);
  const what = { zh: `磁盘剩余 ${gigabytes} GB`, en: `${gigabytes} GB of disk left` };
  const remedy = { zh: "清理磁盘，否则数据存不下", en: "free some, or readings cannot be stored any more" };
  if (free < tooFewBytes) return wrong("disk", what, remedy);
  return free < scarceBytes ? warning("disk", what, remedy) : ok("disk", what.zh, what.en);
}

/** Whether devices can be admitted by their certificates, and for how long. */
export function authorityFinding(folder: string, now: number): Finding {
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

/** Reads the whole database file, also while the box has it open. */
export async function tablesFinding(folder: string): Promise<Finding> {
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

/** How old the latest backup of the folder is. */
export function backupFinding(folder: string, isDemo: boolean, now: number): Finding {
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
