import { hash } from "node:crypto";

/** SHA-256 of a text, in lower-case hexadecimal: what chains of the audit are made of. */
export function sha256(text: string): string {
  return hash("sha256", text);
}
