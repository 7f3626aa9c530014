import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanPicture, longestSide } from "../../domain/family-messages/picture.ts";
import { type FamilyMessage, surnameOf, threadAfter, threadRead } from "../../domain/family-messages/thread.ts";

const bytes = (...parts: readonly (readonly number[] | Uint8Array | string)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part))));
const be16 = (value: number): readonly number[] => [value >> 8, value & 0xff];
const segment = (marker: number, body: Uint8Array): Uint8Array => bytes([0xff, marker], be16(body.length + 2), body);

const place = "GPS 31.2304 N 121.4737 E";
const exif = segment(0xe1, bytes("Exif\0\0", place));
const frame = (width: number, height: number) => segment(0xc0, bytes([8], be16(height), be16(width), [1, 1, 0x11, 0]));
const scan = bytes(segment(0xda, bytes([1, 1, 0, 0, 63, 0])), [1, 2, 0xff, 0, 3, 0xff, 0xd0, 4]);
const jpegOf = (width = 640, height = 480, extra: readonly Uint8Array[] = [exif]): Uint8Array =>
  bytes(
    [0xff, 0xd8],
    segment(0xe0, bytes("JFIF\0", [1, 1, 0, 0, 1, 0, 1, 0, 0])),
    ...extra,
    segment(0xdb, bytes([0], new Uint8Array(64))),
    frame(width, height),
    segment(0xc4, bytes([0], new Uint8Array(17))),
    scan,
    [0xff, 0xd9],
  );

const be32 = (value: number): Uint8Array => {
  const four = new Uint8Array(4);
  new DataView(four.buffer).setUint32(0, value);
  return four;
};
const le32 = (value: number): Uint8Array => be32(value).toReversed();
const pngChunk = (name: string, body: Uint8Array): Uint8Array => bytes(be32(body.length), name, body, be32(0));
const pngOf = (width = 4, height = 3): Uint8Array =>
  bytes(
    [0x89],
    "PNG\r\n",
    [0x1a, 0x0a],
    pngChunk("IHDR", bytes(be32(width), be32(height), [8, 2, 0, 0, 0])),
    pngChunk("tEXt", bytes(place)),
    pngChunk("eXIf", bytes(place)),
    pngChunk("IDAT", deflateSync(new Uint8Array(10))),
    pngChunk("IEND", bytes()),
  );

const webpChunk = (name: string, body: Uint8Array): Uint8Array =>
  bytes(name, le32(body.length), body, body.length % 2 === 1 ? [0] : []);
const webpOf = (...chunks: readonly Uint8Array[]): Uint8Array => {
  const body = bytes("WEBP", ...chunks);
  return bytes("RIFF", le32(body.length), body);
};
const lossy = webpChunk("VP8 ", bytes([0, 0, 0, 0x9d, 0x01, 0x2a, 8, 0, 6, 0, 1, 2, 3]));
const extended = webpChunk("VP8X", bytes([0x3e, 0, 0, 0, 7, 0, 0, 5, 0, 0]));

const textOf = (picture: Uint8Array | undefined): string => Buffer.from(picture ?? []).toString("latin1");

describe("a picture", () => {
  test.each([
    ["JPEG", jpegOf(), "image/jpeg", 640, 480],
    ["PNG", pngOf(), "image/png", 4, 3],
    ["WebP", webpOf(lossy, webpChunk("EXIF", bytes(place))), "image/webp", 8, 6],
    ["WebP with parts beside it", webpOf(extended, lossy, webpChunk("XMP ", bytes(place))), "image/webp", 8, 6],
  ] as const)("%s is known by its content, and loses where it was taken", (_name, given, type, width, height) => {
    expect(textOf(given)).toContain(place);
    const clean = cleanPicture(given);
    expect(clean).toMatchObject({ type, width, height });
    expect(textOf(clean?.bytes)).not.toContain("GPS");
    expect(cleanPicture(clean?.bytes ?? new Uint8Array())).toEqual(clean);
  });

  test("loses what is hidden in comments, in further application segments and behind its end", () => {
    const comment = segment(0xfe, bytes(place));
    const other = segment(0xed, bytes("Photoshop 3.0\0", place));
    const given = bytes(jpegOf(640, 480, [exif, comment, other]), place, jpegOf());
    expect(cleanPicture(given)?.bytes).toEqual(cleanPicture(jpegOf())?.bytes);
    expect(cleanPicture(bytes(pngOf(), place))?.bytes).toEqual(cleanPicture(pngOf())?.bytes);
  });

  test("keeps its scans as they are", () => {
    expect(textOf(cleanPicture(jpegOf())?.bytes)).toContain(textOf(scan));
  });

  test.each([
    ["nothing", bytes()],
    ["text", bytes("<svg onload=alert(1)>")],
    ["a JPEG that is cut off", jpegOf().subarray(0, 120)],
    ["a JPEG without a picture", bytes([0xff, 0xd8], exif, [0xff, 0xd9])],
    ["a PNG that is cut off", pngOf().subarray(0, 60)],
    [
      "a WebP that moves",
      webpOf(extended, webpChunk("ANIM", new Uint8Array(6)), webpChunk("ANMF", new Uint8Array(16))),
    ],
    ["a WebP without a picture", webpOf(extended)],
    ["a GIF", bytes("GIF89a", [1, 0, 1, 0])],
    ["one that is too wide", jpegOf(longestSide + 1, 10)],
    ["one that is too high", pngOf(10, longestSide + 1)],
    ["one of no size", jpegOf(0, 10)],
  ])("is not %s", (_name, given) => {
    expect(cleanPicture(given)).toBeUndefined();
  });

  test("of any bytes is read without failing, and never becomes longer", () => {
    const beginnings = fc.constantFrom(bytes(), jpegOf(), pngOf(), webpOf(extended, lossy));
    fc.assert(
      fc.property(beginnings, fc.uint8Array({ maxLength: 60 }), fc.nat(200), (beginning, noise, at) => {
        const given = bytes(beginning.subarray(0, at), noise, beginning.subarray(at + noise.length));
        const clean = cleanPicture(given);
        expect(clean?.bytes.length ?? 0).toBeLessThanOrEqual(given.length);
      }),
    );
  });
});

describe("a thread", () => {
  const message = (at: number, kind: "relative" | "team"): FamilyMessage => ({
    id: `m${at}`,
    residentId: "r1",
    personId: "p1",
    facilityId: "home",
    at,
    by: kind === "relative" ? { kind } : { kind, personId: "n1", name: "刘芳", role: "nurse" },
    text: "words",
  });

  test("counts for each side what the other wrote since it last wrote or read", () => {
    const steps = fc.array(fc.constantFrom("relative", "team", "read-by-relative", "read-by-team"), { maxLength: 12 });
    fc.assert(
      fc.property(steps, (given) => {
        let thread = threadAfter(undefined, message(0, "relative"));
        let [team, relative] = [1, 0];
        given.forEach((step, index) => {
          const at = index + 1;
          if (step === "relative") [team, relative] = [team + 1, 0];
          if (step === "team") [team, relative] = [0, relative + 1];
          if (step === "read-by-team") team = 0;
          if (step === "read-by-relative") relative = 0;
          thread =
            step === "relative" || step === "team"
              ? threadAfter(thread, message(at, step))
              : threadRead(thread, step === "read-by-team" ? "team" : "relative", at);
          expect([thread.teamUnread, thread.relativeUnread]).toEqual([team, relative]);
          expect(thread.teamUnreadSince === undefined).toBe(team === 0);
        });
      }),
    );
  });

  test("is not read by who looked before the last was written", () => {
    const thread = threadAfter(threadAfter(undefined, message(5, "relative")), message(9, "relative"));
    expect(threadRead(thread, "team", 5)).toBe(thread);
    expect(threadRead(thread, "team", 9).teamUnread).toBe(0);
  });

  test.each([
    ["刘芳", "刘"],
    ["欧阳娜", "欧阳"],
    ["Mary Ann Smith", "Smith"],
    ["nurse", "nurse"],
  ])("calls %s %s towards relatives", (name, surname) => {
    expect(surnameOf(name)).toBe(surname);
  });
});
