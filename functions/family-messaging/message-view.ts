import type { FamilyMessageView } from "../../contracts/http/family-messages.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { type FamilyMessage, surnameOf } from "../../domain/family-messages/thread.ts";

/** Of whom a message is shown to whom. */
export interface Viewer {
  readonly side: "relative" | "team";
  /** The relative's, as they call themselves. */
  readonly relativeName: string;
  /** Whether they may see pictures now. */
  readonly seesPictures: boolean;
}

/** A message as one side sees it: relatives know the care team by role and surname. */
export function familyMessageView(
  { id, at, by, text, picture }: FamilyMessage,
  { side, relativeName, seesPictures }: Viewer,
): FamilyMessageView {
  return {
    id,
    at: isoTimeOf(at),
    by:
      by.kind === "relative"
        ? { kind: "relative", name: relativeName }
        : { kind: "team", role: by.role, name: side === "relative" ? surnameOf(by.name) : by.name },
    text,
    ...(picture !== undefined && { hasPicture: true as const }),
    ...(picture !== undefined && seesPictures && { picture }),
  };
}
