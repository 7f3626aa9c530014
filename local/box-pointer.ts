import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import * as z from "zod/mini";
import { writeWhole } from "../adapters/device-authority/pem-files.ts";

const boxFile = z.object({
  http: z.string(),
  mqtts: z.string(),
  mqtt: z.string(),
  pid: z.int(),
  dataFolder: z.string(),
});

/** Where a box serves, which process it is, and what it serves. */
export type BoxFile = z.infer<typeof boxFile>;

/** What a box file says, and whether the process that wrote it still runs: one that was killed leaves its file behind. */
export type KnownBox = { readonly kind: "running" | "gone"; readonly box: BoxFile };

/**
 * The file that points the operator's command at the box started last from this checkout. Only `npm start` writes it;
 * `ANHU_BOX_POINTER` puts it elsewhere, for boxes that nobody should find by accident.
 */
export function pointerFile(): string {
  return resolve(process.env.ANHU_BOX_POINTER ?? join(import.meta.dirname, "../.box.json"));
}

/** The file in which the box on a data folder says where it serves. */
export function boxFileIn(dataFolder: string): string {
  return join(dataFolder, "box.json");
}

export function writeBoxFile(file: string, box: BoxFile): void {
  writeWhole(file, `${JSON.stringify(box)}\n`, 0o644);
}

/** Undefined when there is no such file, or none that can be read. */
export function readBoxFile(file: string): KnownBox | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const box = boxFile.parse(JSON.parse(readFileSync(file, "utf8")));
    return { kind: isRunning(box.pid) ? "running" : "gone", box };
  } catch {
    return undefined;
  }
}

/** Removes the file unless another process has written it meanwhile. */
export function removeOwnBoxFile(file: string): void {
  if (readBoxFile(file)?.box.pid === process.pid) rmSync(file, { force: true });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
