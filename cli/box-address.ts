import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as z from "zod/mini";

const address = z.object({ http: z.string(), mqtts: z.string(), dataFolder: z.string() });
const byDefault = "http://127.0.0.1:8080";
const pointer = resolve(import.meta.dirname, "../.box.json");

/** How the operator says which box is meant. */
export interface BoxChoice {
  readonly box?: string;
  readonly data?: string;
}

/** The box meant: by `--box URL`, else the one running on `--data DIR`, else the one started last from this checkout. */
export function boxUrlOf({ box, data }: BoxChoice): string {
  if (box !== undefined) return box;
  return knownBox(data)?.http ?? byDefault;
}

/** Where devices of that box connect, as far as it is known; else the usual port on the box's host. */
export function mqttsUrlOf({ box, data }: BoxChoice): string {
  const known = knownBox(data);
  if (known !== undefined && (box === undefined || box === known.http)) return known.mqtts;
  return `mqtts://${new URL(boxUrlOf({ ...(box !== undefined && { box }) })).hostname}:8883`;
}

/** The data folder meant: `--data DIR`, else that of the box started last from this checkout, else `data`. */
export function dataFolderOf({ data }: BoxChoice): string {
  return resolve(data ?? readAddress(pointer)?.dataFolder ?? "data");
}

function knownBox(data: string | undefined): z.infer<typeof address> | undefined {
  return data === undefined ? readAddress(pointer) : readAddress(join(data, "box.json"));
}

function readAddress(file: string): z.infer<typeof address> | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return address.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}
