import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Bilingual } from "../contracts/http/fields.ts";
import { type BoxFile, boxFileIn, pointerFile, readBoxFile } from "../local/box-pointer.ts";
import { commandTokenFile } from "../local/command-token.ts";
import { CommandFailedError } from "./failure.ts";

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
  readonly dataFolder?: string;
  /** Of its data folder, as far as this account may read it, or of `ANHU_TOKEN`. */
  readonly token?: string;
}

type Warn = (text: Bilingual) => void;

/**
 * The box meant: by `--box URL`, else the one running on `--data DIR`, else the one started last from this checkout if
 * it still runs, else the default address. A folder on which no box runs is refused: another box is not meant. Its token
 * is `ANHU_TOKEN`, else that of the data folder: the one that runs there, or `--data DIR` beside `--box URL`.
 */
export function chosenBox(choice: BoxChoice, warn: Warn): ChosenBox {
  return withToken(boxOf(choice, warn));
}

/** The box with the token by which the command proves itself, as far as this account has one. */
export function withToken(box: ChosenBox): ChosenBox {
  const token = process.env.ANHU_TOKEN ?? (box.dataFolder === undefined ? undefined : tokenIn(box.dataFolder));
  return token === undefined ? box : { ...box, token };
}

function tokenIn(dataFolder: string): string | undefined {
  try {
    return readFileSync(commandTokenFile(dataFolder), "utf8").trim();
  } catch {
    return undefined;
  }
}

function boxOf({ box, data }: BoxChoice, warn: Warn): ChosenBox {
  if (box !== undefined) {
    const known = data === undefined ? startedLast() : running(boxFileIn(data));
    if (known?.http === box) return known;
    const mqtts = `mqtts://${hostOf(box)}:8883`;
    return data === undefined ? { http: box, mqtts } : { http: box, mqtts, dataFolder: resolve(data) };
  }
  if (data === undefined) return startedLast(warn) ?? { http: byDefault, mqtts: `mqtts://${hostOf(byDefault)}:8883` };
  const known = running(boxFileIn(data));
  if (known !== undefined) return known;
  const messages = {
    zh: `${resolve(data)} 上没有运行中的系统；请启动（npm start -- --data ${data}），或指明地址：--box URL`,
    en: `no box runs on ${resolve(data)}; start it (npm start -- --data ${data}) or say which: --box URL`,
  };
  throw new CommandFailedError(messages, { kind: "unreachable" });
}

/** The data folder meant: `--data DIR`, else that of the box started last from this checkout if it runs, else `data/live`. */
export function dataFolderOf({ data }: BoxChoice, warn: Warn): string {
  return resolve(data ?? startedLast(warn)?.dataFolder ?? "data/live");
}

/** The box that runs on a data folder; undefined when none does. */
export function boxOn(dataFolder: string): BoxFile | undefined {
  return running(boxFileIn(dataFolder));
}

function running(file: string): BoxFile | undefined {
  const known = readBoxFile(file);
  return known?.kind === "running" ? known.box : undefined;
}

function startedLast(warn: Warn = () => undefined): BoxFile | undefined {
  const known = readBoxFile(pointerFile());
  if (known?.kind !== "gone") return known?.box;
  const { dataFolder, http } = known.box;
  warn({
    zh: `最近从本目录启动的系统（${http}，${dataFolder}）已停止运行，不再考虑`,
    en: `the box started last from here (${http} on ${dataFolder}) no longer runs and is passed over`,
  });
  return undefined;
}

function hostOf(url: string): string {
  if (URL.canParse(url) && url.startsWith("http")) return new URL(url).hostname;
  const messages = {
    zh: `--box 应为网址，如 ${byDefault}，而不是“${url}”`,
    en: `--box takes a URL such as ${byDefault}, not "${url}"`,
  };
  throw new CommandFailedError(messages, { kind: "usage" });
}
