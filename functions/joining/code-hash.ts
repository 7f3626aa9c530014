import { createHash } from "node:crypto";
import { codeOf } from "../../domain/joining/invitation.ts";

/** Under which an invitation is kept; however the code was typed. Its 60 bits of chance need no salt. */
export function codeHashOf(typed: string): string {
  return createHash("sha256").update(codeOf(typed)).digest("hex");
}
