import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { platform } from "node:os";
import { join, resolve } from "node:path";
import * as z from "zod/mini";
import { writeWhole } from "../adapters/device-authority/pem-files.ts";
import { ownFile, StorageInUseError } from "../adapters/table/sqlite-lock.ts";
import type { EpochMs } from "../domain/model/time.ts";
import { boxFileIn } from "./box-pointer.ts";
import { StartRefusedError } from "./start-refused.ts";
import { howToRestore, remedyFor } from "./start-remedies.ts";

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
  /** What has been made in the folder, so that its loss is noticed. */
  made: z.optional(z.array(z.enum(["tables", "authority"]))),
});
type Passport = z.infer<typeof passport>;

/** The folder that holds everything one box knows, held by one process. */
export interface DataFolder {
  readonly path: string;
  readonly mode: Mode;
  readonly simulatedUntil: EpochMs | undefined;
  readonly databaseFile: string;
  readonly authorityFolder: string;
  readonly archiveFolder: string;
  readonly addressFile: string;
  rememberSimulatedTime(until: EpochMs): void;
  /** Records that the tables and the authority are there: a live folder never again starts without them. */
  rememberMade(): void;
  /** Lets another process have the folder. */
  release(): void;
}

export function databaseFileIn(folder: string): string {
  return join(folder, "anhu.sqlite");
}

export function authorityFolderIn(folder: string): string {
  return join(folder, "authority");
}

/** What the tables need no longer keep. */
export function archiveFolderIn(folder: string): string {
  return join(folder, "archive");
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
    keepToOwner(path);
    const known = readPassport(path);
    if (known?.mode === "live" && wanted === "demo") {
      throw new StartRefusedError(
        "live-data",
        `${path} holds live data and never becomes a demo. Start the demo on another folder: --data DIR --demo`,
      );
    }
    refuseLostTables(path, known, dynamodb);
    refuseLostParts(path, known);
    let current: Passport = {
      format: 1,
      mode: wanted ?? known?.mode ?? "demo",
      ...(known?.simulatedUntil !== undefined && { simulatedUntil: known.simulatedUntil }),
      ...(dynamodb !== undefined && { dynamodb }),
      ...(known?.made !== undefined && { made: known.made }),
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
      archiveFolder: archiveFolderIn(path),
      addressFile: boxFileIn(path),
      rememberSimulatedTime: (simulatedUntil) => remember({ simulatedUntil }),
      rememberMade: () => remember({ made: dynamodb === undefined ? ["tables", "authority"] : ["authority"] }),
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
    const message = remedyFor(error, path) ?? `cannot write to the data folder ${path}: ${error}`;
    throw new StartRefusedError("data-folder-unreadable", message, { cause: error });
  }
}

/** What the folder says of itself; undefined for one that is new. */
export function readPassport(folder: string): Passport | undefined {
  const file = passportFileIn(folder);
  if (!existsSync(file)) return undefined;
  try {
    return passport.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    const message = remedyFor(error, folder) ?? `${file} cannot be read. ${howToRestore}`;
    throw new StartRefusedError("data-folder-unreadable", message, { cause: error });
  }
}

/** A folder that was made beforehand may stand open to everybody on the machine. */
function keepToOwner(path: string): void {
  if (platform() === "win32") return;
  try {
    chmodSync(path, 0o700);
  } catch {
    // A mount that belongs to somebody else; the tables in it are the box's own all the same.
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

/**
 * A live box that made a part anew would start without a word of it: empty tables watch nobody, and a new authority
 * locks out every device. A first start that was cut short may still be made whole.
 */
function refuseLostParts(path: string, known: Passport | undefined): void {
  if (known?.mode !== "live") return;
  const certificate = join(authorityFolderIn(path), "ca.pem");
  const hasAuthority = holdsSomething(certificate);
  // The authority is made after the tables.
  const made = known.made ?? (hasAuthority && known.dynamodb === undefined ? ["tables"] : []);
  const lost = [
    ...(made.includes("tables") && !holdsSomething(databaseFileIn(path))
      ? [`${databaseFileIn(path)} with its residents, devices and alerts`]
      : []),
    ...(made.includes("authority") && !hasAuthority ? [`${certificate}, which every device trusts`] : []),
  ];
  if (lost.length === 0) return;
  throw new StartRefusedError(
    "data-folder-incomplete",
    `${path} holds live data and has lost ${lost.join("; and ")}. Put it back where it was. ${howToRestore}`,
  );
}

function holdsSomething(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
}
