import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { InvalidBlobNameError } from "../../adapters/blob/blob-name.ts";
import { folderBlobs } from "../../adapters/blob/folder.ts";
import { s3Blobs } from "../../adapters/blob/s3.ts";
import type { BlobPort } from "../../domain/ports.ts";
import { clientSettings, fauxqsUnderTest, motoEndpoint } from "../aws-emulators.ts";

const fauxqs = fauxqsUnderTest();
const cleanups: (() => void)[] = [];
afterAll(() => {
  for (const cleanUp of cleanups) cleanUp();
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "anhu-blobs-"));
  cleanups.push(() => rmSync(folder, { recursive: true }));
  return folder;
}

async function newBucket(endpoint: string): Promise<BlobPort> {
  const client = new S3Client({ ...clientSettings(endpoint), forcePathStyle: true });
  cleanups.push(() => client.destroy());
  const bucket = `anhu-${randomUUID()}`;
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  return s3Blobs(client, bucket);
}

const engines: readonly {
  readonly name: string;
  readonly order?: "of a language";
  readonly versions?: "not told";
  open(): Promise<BlobPort>;
}[] = [
  { name: "a folder", open: async () => folderBlobs(newFolder()) },
  // fauxqs 2.4 lists by localeCompare, S3 by UTF-8: of names beyond plain words only the set is compared there.
  // Nor does it tell the versions of an object, by which it is removed.
  {
    name: "S3 (fauxqs)",
    order: "of a language",
    versions: "not told",
    open: async () => newBucket((await fauxqs()).endpoint),
  },
  ...(motoEndpoint === undefined ? [] : [{ name: "S3 (moto)", open: () => newBucket(motoEndpoint as string) }]),
];

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text));

async function allNames(blobs: BlobPort, prefix: string): Promise<readonly (readonly string[])[]> {
  const pages: (readonly string[])[] = [];
  let after: string | undefined;
  do {
    const page = await blobs.list(prefix, after);
    pages.push(page.names);
    after = page.next;
  } while (after !== undefined);
  return pages;
}

/** One part of a name: letters of one to four bytes, and what file systems and URLs treat specially. */
const part = fc
  .array(fc.constantFrom("a", "B", "0", "-", "_", ".", "~", " ", "%", "+", "=", "é", "护", "￥", "🛏", "%2F", "a b"), {
    minLength: 1,
    maxLength: 6,
  })
  .map((letters) => letters.join(""))
  .filter((text) => !text.startsWith("."));
/** Files bear an ending and folders none, so that no name is the folder of another. */
const someName = fc
  .array(part, { maxLength: 2 })
  .chain((folders) =>
    part.map((file) =>
      [...folders.map((folder) => folder.replaceAll(".", "")).filter((f) => f !== ""), `${file}.f`].join("/"),
    ),
  );

describe.each(engines)("files in $name", ({ open, order, versions }) => {
  let blobs: BlobPort;
  beforeAll(async () => {
    blobs = await open();
  });

  test.skipIf(versions === "not told")("are gone when they are removed, and nothing else is", async () => {
    for (const name of ["gone/a.f", "gone/a.fx", "gone/b.f"]) await blobs.put(name, bytesOf(name));
    await blobs.put("gone/a.f", bytesOf("again"));
    expect(await blobs.remove("gone/a.f")).toBe("removed");
    expect(await blobs.get("gone/a.f")).toBeUndefined();
    expect((await blobs.list("gone/")).names).toEqual(["gone/a.fx", "gone/b.f"]);
    expect(await blobs.remove("gone/a.f")).toBe("none");
    expect(await blobs.remove("gone")).toBe("none");
    await expect(blobs.remove("../gone")).rejects.toThrow(InvalidBlobNameError);
  });

  test("are read back byte by byte", async () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 31) % 256);
    await blobs.put("bytes/all.bin", bytes);
    expect(await blobs.get("bytes/all.bin")).toEqual(bytes);
  });

  test("may be empty", async () => {
    await blobs.put("bytes/none.bin", new Uint8Array());
    expect(await blobs.get("bytes/none.bin")).toEqual(new Uint8Array());
  });

  test("that are missing are undefined, also below a file and above one", async () => {
    await blobs.put("there/file.txt", bytesOf("x"));
    for (const name of ["nothing", "there", "there/file.txt/below", "there/other.txt"])
      expect(await blobs.get(name)).toBeUndefined();
  });

  test("replace what stood under the name", async () => {
    await blobs.put("twice.txt", bytesOf("a long first content"));
    await blobs.put("twice.txt", bytesOf("second"));
    expect(await blobs.get("twice.txt")).toEqual(bytesOf("second"));
    expect((await blobs.list("twice")).names).toEqual(["twice.txt"]);
  });

  test("are listed by any beginning of their name, not only by whole folders", async () => {
    for (const name of ["l/2026-11-21.gz", "l/2026-11-22.gz", "l/2026-12-01.gz", "l2/x.gz"])
      await blobs.put(name, bytesOf("x"));
    expect((await blobs.list("l/2026-11")).names).toEqual(["l/2026-11-21.gz", "l/2026-11-22.gz"]);
    expect((await blobs.list("l")).names).toEqual(["l/2026-11-21.gz", "l/2026-11-22.gz", "l/2026-12-01.gz", "l2/x.gz"]);
    expect((await blobs.list("l/", "l/2026-11-21.gz")).names).toEqual(["l/2026-11-22.gz", "l/2026-12-01.gz"]);
    expect(await blobs.list("absent/")).toEqual({ names: [] });
  });

  test("over 1,000 are listed in pages, none twice and none lost", async () => {
    const names = Array.from({ length: 1003 }, (_, number) => `many/${String(number).padStart(4, "0")}.f`);
    for (let from = 0; from < names.length; from += 50)
      await Promise.all(names.slice(from, from + 50).map((name) => blobs.put(name, bytesOf(name))));
    const pages = await allNames(blobs, "many/");
    expect(pages.map(({ length }) => length)).toEqual([1000, 3]);
    expect(pages.flat()).toEqual(names);
  });

  test("of a full last page have no next one", async () => {
    expect(await blobs.list("many/", "many/0002.f")).not.toHaveProperty("next");
  });

  test("with any sound name are kept, and listed in the order of UTF-8", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(someName, { minLength: 1, maxLength: 8 }), async (names) => {
        const own = `p${randomUUID()}/`;
        for (const name of names) await blobs.put(`${own}${name}`, bytesOf(name));
        const sorted = names.toSorted((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
        const listed = (await blobs.list(own)).names;
        const expected = sorted.map((name) => `${own}${name}`);
        expect(order === undefined ? listed : listed.toSorted()).toEqual(
          order === undefined ? expected : expected.toSorted(),
        );
        for (const [index, name] of sorted.entries()) {
          expect(await blobs.get(`${own}${name}`)).toEqual(bytesOf(name));
          if (order !== undefined) continue;
          expect((await blobs.list(own, `${own}${name}`)).names).toEqual(expected.slice(index + 1));
        }
      }),
      { numRuns: 25 },
    );
  });

  test.each([
    ["leads upward", "../x"],
    ["leads upward inside", "a/../../x"],
    ["is absolute", "/etc/passwd"],
    ["is empty", ""],
    ["has an empty part", "a//b"],
    ["ends with a slash", "a/"],
    ["is hidden", "a/.b"],
    ["has a line break", "a\nb"],
    ["has a zero byte", "a\u0000b"],
    ["has a backslash", "a\\b"],
    ["has half a character", "a\ud800"],
    ["has too long a part", "护".repeat(67)],
    ["is too long", Array.from({ length: 11 }, () => "a".repeat(99)).join("/")],
  ])("are refused when the name %s", async (_what, name) => {
    await expect(blobs.put(name, bytesOf("x"))).rejects.toThrow(InvalidBlobNameError);
    await expect(blobs.get(name)).rejects.toThrow(InvalidBlobNameError);
  });
});

describe("files in a folder", () => {
  test("leave no draft behind, whether they were written or could not be", async () => {
    const folder = newFolder();
    const blobs = folderBlobs(folder);
    await blobs.put("a/b.txt", bytesOf("x"));
    await expect(blobs.put("a", bytesOf("x"))).rejects.toThrow(InvalidBlobNameError);
    await expect(blobs.put("a/b.txt/c", bytesOf("x"))).rejects.toThrow(InvalidBlobNameError);
    expect(readdirSync(folder, { recursive: true }).toSorted()).toEqual(["a", "a/b.txt"]);
  });

  test("do not show the draft of a write that a power cut ended", async () => {
    const folder = newFolder();
    await mkdir(join(folder, "a"));
    await writeFile(join(folder, "a", ".7-0.draft"), "half");
    expect(await folderBlobs(folder).list("")).toEqual({ names: [] });
  });

  test("written at once under one name are one of them, whole", async () => {
    const blobs = folderBlobs(newFolder());
    const contents = Array.from({ length: 8 }, (_, index) => new Uint8Array(50_000).fill(index));
    await Promise.all(contents.map((bytes) => blobs.put("same", bytes)));
    expect(contents).toContainEqual(await blobs.get("same"));
  });
});
