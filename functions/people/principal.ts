import { createHash } from "node:crypto";

/** What logs call a person, ours and the broker's: letters and digits that say nothing of who it is. */
export function principalOf(personId: string): string {
  return createHash("sha256").update(personId).digest("hex");
}
