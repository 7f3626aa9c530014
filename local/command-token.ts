import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeWhole } from "../adapters/device-authority/pem-files.ts";

/** The file in a data folder with the word by which the operators' command proves that it may read that folder. */
export function commandTokenFile(dataFolder: string): string {
  return join(dataFolder, "command-token");
}

/** The folder's token, made on the first start; only the account that runs the box can read it. */
export function commandTokenOf(dataFolder: string): string {
  const file = commandTokenFile(dataFolder);
  if (!existsSync(file)) writeWhole(file, `anhu-${randomBytes(32).toString("base64url")}\n`, 0o600);
  return readFileSync(file, "utf8").trim();
}

/** Compares in the same time whatever is presented. */
export function isSameToken(presented: string, token: string): boolean {
  const [one, other] = [presented, token].map((text) => createHash("sha256").update(text).digest());
  return timingSafeEqual(one as Buffer, other as Buffer);
}
