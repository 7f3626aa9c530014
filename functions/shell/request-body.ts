import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type { Bilingual } from "../../contracts/http/fields.ts";
import type { Problem } from "../../contracts/http/problem.ts";
import { RequestRefusedError } from "./refusals.ts";

const maxBytes = 1024 * 1024;
const jsonType = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;

/** The request's body as JSON; no body at all stands for an empty object, so that a plain POST can take defaults. */
export function jsonBodyOf(event: APIGatewayProxyEventV2): unknown {
  if (event.body === undefined || event.body === "") return {};
  if (!jsonType.test(event.headers["content-type"] ?? "")) {
    throw new RequestRefusedError("unsupported-media-type", notJsonType);
  }
  const bytes = Buffer.from(event.body, event.isBase64Encoded ? "base64" : "utf8");
  if (bytes.byteLength > maxBytes) throw new RequestRefusedError("payload-too-large", tooLarge);
  const text = textOf(bytes);
  try {
    return JSON.parse(text);
  } catch {
    throw invalidJson(lineAndColumn(text));
  }
}

/** The bytes as text; a {@link RequestRefusedError} when they are not UTF-8. */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw invalidJson({ zh: "内容不是 UTF-8 编码", en: "the bytes are not UTF-8" });
  }
}

function invalidJson(where: Bilingual): RequestRefusedError {
  const errors: Problem["errors"] = [{ pointer: "#", expected: "JSON", messages: where }];
  const detail = {
    zh: `请求内容不是 JSON（${where.zh}），未做任何改动。`,
    en: `The request is not JSON (${where.en}); nothing was changed.`,
  };
  return new RequestRefusedError("invalid-json", detail, errors);
}

function lineAndColumn(text: string): Bilingual {
  const lines = text.slice(0, faultIn(text)).split("\n");
  const column = (lines.at(-1)?.length ?? 0) + 1;
  return { zh: `第 ${lines.length} 行第 ${column} 列`, en: `line ${lines.length}, column ${column}` };
}

/**
 * Where broken JSON breaks. The parser names the position of some faults only, so this is the longest beginning that
 * could still become JSON, found by halving.
 */
function faultIn(text: string): number {
  let sound = 0;
  let broken = text.length + 1;
  while (broken - sound > 1) {
    const middle = Math.floor((sound + broken) / 2);
    if (mayGoOn(text.slice(0, middle))) sound = middle;
    else broken = middle;
  }
  return sound;
}

function mayGoOn(beginning: string): boolean {
  try {
    JSON.parse(beginning);
    return true;
  } catch (error) {
    const position = /position (\d+)/.exec(String(error))?.[1];
    return String(error).endsWith("end of JSON input") || Number(position) === beginning.length;
  }
}

const notJsonType: Bilingual = {
  zh: "请求头 Content-Type 应为 application/json，未做任何改动。",
  en: "The header Content-Type must be application/json; nothing was changed.",
};
/** For a body beyond the limit, wherever that is noticed. */
export const tooLarge: Bilingual = {
  zh: "请求内容超过 1 MB，未做任何改动。",
  en: "The request is larger than 1 MB; nothing was changed.",
};
