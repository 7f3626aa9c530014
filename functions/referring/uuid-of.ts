import { createHash } from "node:crypto";

/** Anhu's own namespace for names (RFC 9562, section 5.5). */
const namespace = Buffer.from("7c1a4e52a9b44e0f8d5b3f6c2a917e40", "hex");

/** The UUID of a name, version 5: the same name, the same UUID, here and everywhere. */
export function uuidOf(name: string): string {
  const hash = createHash("sha1").update(namespace).update(name, "utf8").digest().subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
