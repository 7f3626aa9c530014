import type { PictureType } from "./thread.ts";

/** A picture without anything beside it: no place, no time, no camera, no second picture behind the first. */
export interface CleanPicture {
  readonly type: PictureType;
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Neither side may be longer, in pixels: decoding more would stop a telephone. */
export const longestSide = 4096;

/**
 * Reads a picture by its content, whatever it calls itself, and writes it anew from the parts that make the picture alone.
 * Undefined for what is no still JPEG, PNG or WebP, is cut off, or is larger than {@link longestSide}.
 */
export function cleanPicture(bytes: Uint8Array): CleanPicture | undefined {
  const picture = jpeg(bytes) ?? png(bytes) ?? webp(bytes);
  if (picture === undefined) return undefined;
  const { width, height } = picture;
  return width >= 1 && height >= 1 && width <= longestSide && height <= longestSide ? picture : undefined;
}

/** ITU-T T.81: frames, tables and scans; of the application segments JFIF and Adobe's, which say how colours are meant. */
function jpeg(bytes: Uint8Array): CleanPicture | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  const parts: Uint8Array[] = [bytes.subarray(0, 2)];
  let size: Size | undefined;
  let hasScan = false;
  for (let at = 2; at + 1 < bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xd9) {
      parts.push(bytes.subarray(at, at + 2));
      return size === undefined || !hasScan ? undefined : { type: "image/jpeg", ...size, bytes: joined(parts) };
    }
    const end = at + 2 + uint16(bytes, at + 2);
    if (end > bytes.length || end < at + 4) return undefined;
    const segment = bytes.subarray(at, end);
    if (isFrame(marker)) size = { height: uint16(bytes, at + 5), width: uint16(bytes, at + 7) };
    if (isKept(marker, segment)) parts.push(segment);
    at = end;
    if (marker !== 0xda) continue;
    hasScan = true;
    while (at < bytes.length && !isMarkerAt(bytes, at)) at += 1;
    parts.push(bytes.subarray(end, at));
  }
  return undefined;
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function isKept(marker: number, segment: Uint8Array): boolean {
  if (marker === 0xe0) return textAt(segment, 4, 4) === "JFIF";
  if (marker === 0xee) return textAt(segment, 4, 5) === "Adobe";
  return isFrame(marker) || marker === 0xc4 || marker === 0xdb || marker === 0xda || marker === 0xdd;
}

/** Inside a scan a byte 0xFF is followed by a zero, and restart markers belong to it. */
function isMarkerAt(bytes: Uint8Array, at: number): boolean {
  const next = bytes[at + 1] ?? 0;
  return bytes[at] === 0xff && next !== 0 && !(next >= 0xd0 && next <= 0xd7);
}

const pngParts: ReadonlySet<string> = new Set(["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "sRGB", "gAMA", "cHRM"]);

/** ISO/IEC 15948: the chunks without which the picture is another one. */
function png(bytes: Uint8Array): CleanPicture | undefined {
  if (bytes[0] !== 0x89 || textAt(bytes, 1, 3) !== "PNG") return undefined;
  const parts: Uint8Array[] = [bytes.subarray(0, 8)];
  let size: Size | undefined;
  let hasData = false;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + uint32(bytes, at);
    if (end > bytes.length) return undefined;
    const name = textAt(bytes, at + 4, 4);
    if (name === "IHDR") size = { width: uint32(bytes, at + 8), height: uint32(bytes, at + 12) };
    if (name === "IDAT") hasData = true;
    if (pngParts.has(name)) parts.push(bytes.subarray(at, end));
    if (name === "IEND")
      return size === undefined || !hasData ? undefined : { type: "image/png", ...size, bytes: joined(parts) };
    at = end;
  }
  return undefined;
}

/** RFC 9649: the picture and its transparency. One that moves is refused. */
function webp(bytes: Uint8Array): CleanPicture | undefined {
  if (textAt(bytes, 0, 4) !== "RIFF" || textAt(bytes, 8, 4) !== "WEBP") return undefined;
  const until = Math.min(bytes.length, 8 + uint32(bytes, 4, true));
  const parts: Uint8Array[] = [];
  let size: Size | undefined;
  let hasPicture = false;
  for (let at = 12; at + 8 <= until; ) {
    const name = textAt(bytes, at, 4);
    const length = uint32(bytes, at + 4, true);
    if (at + 8 + length > until || name === "ANIM" || name === "ANMF") return undefined;
    const end = at + 8 + length + (length % 2);
    const chunk = bytes.slice(at, end);
    if (name === "VP8X") {
      // Of what it says is there, transparency alone is left.
      chunk[8] = (chunk[8] ?? 0) & 0x10;
      size = { width: 1 + uint24(bytes, at + 12), height: 1 + uint24(bytes, at + 15) };
    }
    if (name === "VP8 " || name === "VP8L") {
      hasPicture = true;
      size ??= name === "VP8L" ? losslessSize(bytes, at + 8) : lossySize(bytes, at + 8);
    }
    if (name === "VP8X" || name === "VP8 " || name === "VP8L" || name === "ALPH") parts.push(chunk);
    at = end;
  }
  if (size === undefined || !hasPicture) return undefined;
  const body = joined(parts);
  const head = bytes.slice(0, 12);
  new DataView(head.buffer, head.byteOffset).setUint32(4, body.length + 4, true);
  return { type: "image/webp", ...size, bytes: joined([head, body]) };
}

function lossySize(bytes: Uint8Array, at: number): Size | undefined {
  if (bytes[at + 3] !== 0x9d || bytes[at + 4] !== 0x01 || bytes[at + 5] !== 0x2a) return undefined;
  return { width: uint16(bytes, at + 6, true) & 0x3fff, height: uint16(bytes, at + 8, true) & 0x3fff };
}

function losslessSize(bytes: Uint8Array, at: number): Size | undefined {
  if (bytes[at] !== 0x2f) return undefined;
  const bits = uint32(bytes, at + 1, true);
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Bytes beyond the end count as zero. */
function uint16(bytes: Uint8Array, at: number, isLittle = false): number {
  const [a, b] = [bytes[at] ?? 0, bytes[at + 1] ?? 0];
  return isLittle ? a + b * 256 : a * 256 + b;
}

function uint24(bytes: Uint8Array, at: number): number {
  return uint16(bytes, at, true) + (bytes[at + 2] ?? 0) * 65_536;
}

function uint32(bytes: Uint8Array, at: number, isLittle = false): number {
  const [a, b] = [uint16(bytes, at, isLittle), uint16(bytes, at + 2, isLittle)];
  return isLittle ? a + b * 65_536 : a * 65_536 + b;
}

function textAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.slice(at, at + length));
}
