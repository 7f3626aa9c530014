import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as z from "zod/mini";
import { writeWhole } from "../adapters/device-authority/pem-files.ts";
import { ownFile, StorageInUseError } from "../adapters/table/sqlite-lock.ts";
import type { EpochMs } from "../domain/model/time.ts";
import { boxFileIn } from "./box-pointer.ts";
import { StartRefusedError } from "./start-refused.ts";

/** `demo`: filled by the simulator; `live`: real people. A live folder never becomes a demo. */
export type Mode = "demo" | "live";

/** Files of the lock start so; they say nothing about what a folder holds. */
export const lockFileName = "box.lock";
const passport = z.object({
  format: z.literal(1),
  mode: z.enum(["demo", "live"]),
  /** How far a simulated clock has come; its data lies in the future of a real one. */
  simulatedUntil: z.optional(z.number()),
  /** Where the tables are, if not in the folder. */
  dynamodb: z.optional(z.string()),
});
type Passport = z.infer<typeof passport>;

/** The folder that holds everything one box knows, held by one process. */
export interface DataFolder {
  readonly path: string;
  readonly mode: Mode;
  readonly simulatedUntil: EpochMs | undefined;
  readonly databaseFile: string;
  readonly authorityFolder: string;
  readonly addressFile: string;
  rememberSimulatedTime(until: EpochMs): void;
  /** Lets another process have the folder. */
  release(): void;
}

export function databaseFileIn(folder: string): string {
  return join(folder, "anhu.sqlite");
}

export function authorityFolderIn(folder: string): string {
  return join(folder, "authority");
}

export function passportFileIn(folder: string): string {
  return join(folder, "folder.json");
}

/**
 * Takes the folder for this process, making it when it is missing or empty. Without `wanted` a folder keeps its mode and
 * a new one becomes a demo.
 */
export function openDataFolder(folder: string, wanted: Mode | undefined, dynamodb?: string): DataFolder {
  const path = resolve(folder);
  const release = lockDataFolder(path);
  try {
    refuseForeign(path);
    const known = readPassport(path);
    if (known?.mode === "live" && wanted === "demo") {
      throw new StartRefusedError(
        "live-data",
        `${path} holds live data and never becomes a demo. Start the demo on another folder: --data DIR --demo`,
      );
    }
    refuseLostTables(path, known, dynamodb);
    let current: Passport = {
      format: 1,
      mode: wanted ?? known?.mode ?? "demo",
      ...(known?.simulatedUntil !== undefined && { simulatedUntil: known.simulatedUntil }),
      ...(dynamodb !== undefined && { dynamodb }),
    };
    const remember = (change: Partial<Passport>): void => {
      current = { ...current, ...change };
      writeWhole(passportFileIn(path), `${JSON.stringify(current)}\n`, 0o644);
    };
    remember({});
    return {
      path,
      mode: current.mode,
      simulatedUntil: current.simulatedUntil,
      databaseFile: databaseFileIn(path),
      authorityFolder: authorityFolderIn(path),
      addressFile: boxFileIn(path),
      rememberSimulatedTime: (simulatedUntil) => remember({ simulatedUntil }),
      release,
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** Locks the folder against every other process, making it when it is missing; returns what unlocks it. */
export function lockDataFolder(path: string): () => void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return ownFile(join(path, "box"));
  } catch (error) {
    if (error instanceof StorageInUseError) {
      throw new StartRefusedError(
        "data-folder-locked",
        `the data folder ${path} is in use by another box. Stop that one, or choose another folder: --data DIR`,
        { cause: error },
      );
    }
    throw new StartRefusedError("data-folder-unreadable", `cannot write to the data folder ${path}: ${error}`, {
      cause: error,
    });
  }
}

/** What the folder says of itself; undefined for one that is new. */
export function readPassport(folder: string): Passport | undefined {
  const file = passportFileIn(folder);
  if (!existsSync(file)) return undefined;
  try {
    return passport.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw new StartRefusedError("data-folder-unreadable", `${file} cannot be read; restore the folder from a backup`, {
      cause: error,
    });
  }
}

/** A folder with other people's files is not taken over. */
function refuseForeign(path: string): void {
  const strangers = readdirSync(path).filter((name) => !name.startsWith(lockFileName));
  if (strangers.length === 0 || strangers.includes("folder.json")) return;
  throw new StartRefusedError(
    "data-folder-foreign",
    `${path} is not a data folder: it holds other files (${strangers.slice(0, 3).join(", ")}) and no folder.json. Choose another: --data DIR`,
  );
}

/** Started without its tables, a live box would show nobody and alarm for nobody. */
function refuseLostTables(path: string, known: Passport | undefined, dynamodb: string | undefined): void {
  if (known?.mode !== "live" || (known.dynamodb === undefined) === (dynamodb === undefined)) return;
  throw new StartRefusedError(
    "tables-elsewhere",
    known.dynamodb === undefined
      ? `${path} keeps its tables in the folder itself. Start it without --dynamodb, or use another folder: --data DIR`
      : `${path} keeps its tables in DynamoDB. Start it with --dynamodb ${known.dynamodb}, or use another folder: --data DIR`,
  );
}
