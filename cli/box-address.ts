import { resolve } from "node:path";
import { type BoxFile, boxFileIn, pointerFile, readBoxFile } from "../local/box-pointer.ts";
import { CommandFailedError } from "./api.ts";
import { warn } from "./print.ts";

const byDefault = "http://127.0.0.1:8080";

/** How the operator says which box is meant. */
export interface BoxChoice {
  readonly box?: string;
  readonly data?: string;
}

/** The addresses of one box. */
export interface ChosenBox {
  readonly http: string;
  /** Where its devices connect; the usual port on its host when it is not known. */
  readonly mqtts: string;
}

/**
 * The box meant: by `--box URL`, else the one running on `--data DIR`, else the one started last from this checkout if
 * it still runs, else the default address. A folder on which no box runs is refused: another box is not meant.
 */
export function chosenBox({ box, data }: BoxChoice): ChosenBox {
  if (box !== undefined) {
    const known = data === undefined ? startedLast() : running(boxFileIn(data));
    return known?.http === box ? known : { http: box, mqtts: `mqtts://${hostOf(box)}:8883` };
  }
  if (data === undefined) return startedLast(warn) ?? { http: byDefault, mqtts: `mqtts://${hostOf(byDefault)}:8883` };
  const known = running(boxFileIn(data));
  if (known !== undefined) return known;
  throw new CommandFailedError(
    `no box runs on ${resolve(data)}; start it (npm start -- --data ${data}) or say which: --box URL`,
  );
}

/** The data folder meant: `--data DIR`, else that of the box started last from this checkout if it runs, else `data/live`. */
export function dataFolderOf({ data }: BoxChoice): string {
  return resolve(data ?? startedLast(warn)?.dataFolder ?? "data/live");
}

function running(file: string): BoxFile | undefined {
  const known = readBoxFile(file);
  return known?.kind === "running" ? known.box : undefined;
}

function startedLast(say: (line: string) => void = () => undefined): BoxFile | undefined {
  const known = readBoxFile(pointerFile());
  if (known?.kind !== "gone") return known?.box;
  const { dataFolder, http } = known.box;
  say(`the box started last from here (${http} on ${dataFolder}) no longer runs and is passed over`);
  return undefined;
}

function hostOf(url: string): string {
  if (!URL.canParse(url)) throw new CommandFailedError(`--box takes a URL such as ${byDefault}, not "${url}"`);
  return new URL(url).hostname;
}
