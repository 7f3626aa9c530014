import type { Bilingual } from "./http/fields.ts";
import type { QuarantineReason } from "./http/quarantine.ts";

/** The largest payload of a device message, as AWS IoT Core has it. */
export const maxPayloadBytes = 128 * 1024;
/** How deep arrays and objects may nest; a SenML pack needs two. */
const maxDepth = 16;

/** Something that was not taken in, and why, for people to read. */
export interface Refusal {
  readonly reason: QuarantineReason;
  readonly detail: Bilingual;
}

export type ParsedPayload =
  | { readonly kind: "parsed"; readonly text: string; readonly json: unknown; readonly keys: number }
  | { readonly kind: "refused"; readonly refusal: Refusal; readonly text?: string };

const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * Reads bytes as JSON and never throws. `keys` counts the members of all objects as written, so that a caller can tell
 * that one was written twice. A byte order mark is skipped.
 */
export function parsePayload(payload: Uint8Array): ParsedPayload {
  if (payload.length > maxPayloadBytes)
    return refusedPayload("too-large", {
      zh: `消息 ${payload.length} 字节，超过上限 ${maxPayloadBytes} 字节`,
      en: `the message has ${payload.length} bytes, at most ${maxPayloadBytes} are taken`,
    });
  let text: string;
  try {
    text = utf8.decode(payload);
  } catch {
    return refusedPayload("not-utf8", { zh: "消息不是 UTF-8 编码", en: "the message is not valid UTF-8" });
  }
  const { keys, depth } = shapeOf(payload);
  if (depth > maxDepth)
    return refusedPayload("too-deep", {
      zh: `嵌套 ${depth} 层，超过上限 ${maxDepth} 层`,
      en: `nested ${depth} levels deep, at most ${maxDepth} are taken`,
    });
  try {
    return { kind: "parsed", text, json: JSON.parse(text), keys };
  } catch (error) {
    const because = error instanceof Error ? error.message.slice(0, 120) : "";
    const refusal = notJson(text.length === 0 ? "the message is empty" : because, text.length === 0);
    return { kind: "refused", refusal, text };
  }
}

function notJson(because: string, isEmpty: boolean): Refusal {
  return {
    reason: "not-json",
    detail: isEmpty
      ? { zh: "消息是空的，应为 JSON", en: "the message is empty, expected JSON" }
      : { zh: `消息不是 JSON：${because}`, en: `the message is not JSON: ${because}` },
  };
}

function refusedPayload(reason: QuarantineReason, detail: Bilingual): ParsedPayload {
  return { kind: "refused", refusal: { reason, detail } };
}

const quote = 0x22;
const colon = 0x3a;
const backslash = 0x5c;
const openBracket = 0x5b;
const openBrace = 0x7b;
const closeBracket = 0x5d;
const closeBrace = 0x7d;

/** Outside of strings every colon of valid JSON ends a key, and every bracket opens or closes a level. */
function shapeOf(payload: Uint8Array): { keys: number; depth: number } {
  let keys = 0;
  let level = 0;
  let depth = 0;
  for (let at = 0; at < payload.length; at += 1) {
    const byte = payload[at];
    if (byte === quote) {
      for (at += 1; at < payload.length && payload[at] !== quote; at += 1) if (payload[at] === backslash) at += 1;
    } else if (byte === colon) keys += 1;
    else if (byte === openBracket || byte === openBrace) {
      level += 1;
      if (level > depth) depth = level;
    } else if (byte === closeBracket || byte === closeBrace) level -= 1;
  }
  return { keys, depth };
}

/** The members of all objects in a parsed value; fewer than were written when a key was written twice. */
export function countKeys(json: unknown): number {
  if (typeof json !== "object" || json === null) return 0;
  let keys = 0;
  if (Array.isArray(json)) for (const member of json) keys += countKeys(member);
  else
    for (const key in json) {
      keys += 1;
      const member = (json as Readonly<Record<string, unknown>>)[key];
      if (typeof member === "object") keys += countKeys(member);
    }
  return keys;
}

/** The first 1 KB of a payload in base64, for the quarantine. */
export function sampleOf(payload: Uint8Array): string {
  return btoa(String.fromCharCode(...payload.subarray(0, 1024)));
}
